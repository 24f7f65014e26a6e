/** Finds the links in plain text. Only schemes that cannot run anything become links; all else stays text. */
export type Piece = { type: 'text'; text: string } | { type: 'link'; text: string; href: string };

const candidate = /\b(?:https?:\/\/|mailto:|tel:)[^\s<>"']+/giu;
const safe = new Set(['https:', 'http:', 'mailto:', 'tel:']);

export function linked(text: string): Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  for (const match of text.matchAll(candidate)) {
    // a full stop or bracket at the end belongs to the sentence
    const found = match[0].replace(/[.,;:)\]!?…]+$/u, '');
    const href = parse(found);
    if (href === null) continue;
    if (match.index > last) pieces.push({ type: 'text', text: text.slice(last, match.index) });
    pieces.push({ type: 'link', text: found, href });
    last = match.index + found.length;
  }
  if (last < text.length) pieces.push({ type: 'text', text: text.slice(last) });
  return pieces;
}

function parse(text: string): string | null {
  try {
    const url = new URL(text);
    return safe.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
