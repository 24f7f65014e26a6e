/** Hands text to the person as a file: the browser asks where to put it, or puts it where it puts what is downloaded. */
export function saveFile({ name, mime, text }: { name: string; mime: string; text: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${mime};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // the browser reads it in its own time
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
