/**
 * Copies what stands in a field, or leaves it selected where a page may not reach the clipboard: `navigator.clipboard` is
 * missing on plain-http addresses of a local network.
 */
export async function copyFrom(
  field: HTMLInputElement | HTMLTextAreaElement,
): Promise<'copied' | 'selected'> {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return 'copied';
  } catch {
    return 'selected';
  }
}
