/** Markdown tables, as the bench prints them and docs/bench.md holds them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join(
    '\n',
  );
}

/** So many digits that count, no more. */
export function short(number: number): string {
  if (Number.isNaN(number)) return '–';
  const size = Math.abs(number);
  if (size >= 100) return Math.round(number).toLocaleString('en');
  return String(Number(number.toPrecision(3)));
}

export const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${short(100 * share)} %`);
