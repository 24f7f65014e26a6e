/** A spoken code as people write and read it. */

/** Its digits, whatever stands between them. */
export function digitsOf(text: string): string {
  // those of other scripts are typed as well, on phones that are set so
  return text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06F0-\u06F9]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
    .replace(/\D/gu, '');
}

/** "482 113 907". */
export function inThrees(code: string): string {
  return code.replace(/(\d{3})(?=\d)/gu, '$1 ');
}
