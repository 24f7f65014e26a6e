/** From the words of an adder to a command: the first line is the title, the rest the body. */
import { limits } from '#shared/limits.ts';
import type { Command } from '#shared/board/commands.ts';
import type { Kind } from '#shared/board/types.ts';

export type CardWords = { ok: true; title: string; body: string } | { ok: false; why: string };

/** Splits what was typed. A very long first line goes on in the body, at a space where there is one. */
export function cardWords(typed: string): CardWords | null {
  const words = typed.replace(/\r\n?/gu, '\n').trim();
  if (!words) return null;
  const end = words.indexOf('\n');
  let title = (end < 0 ? words : words.slice(0, end)).trim();
  let body = end < 0 ? '' : words.slice(end + 1).trim();
  if (title.length > limits.title) {
    const room = title.slice(0, limits.title);
    const space = room.lastIndexOf(' ');
    let cut = space > limits.title / 2 ? space : limits.title;
    // Never between the halves of one character.
    if (/[\uD800-\uDBFF]/u.test(title[cut - 1] ?? '') && cut === limits.title) cut -= 1;
    body = [title.slice(cut).trim(), body].filter(Boolean).join('\n');
    title = title.slice(0, cut).trim();
  }
  if (body.length > limits.body) {
    const over = body.length - limits.body;
    return { ok: false, why: `That is ${over.toLocaleString('en-GB')} characters more than a card holds.` };
  }
  return { ok: true, title, body };
}

export function createCommand(card: string, kind: Kind, title: string, body: string): Command {
  // A promotion says what it is; everything else begins as a gift and is changed after posting.
  return {
    type: 'card.create',
    card,
    kind,
    title,
    body,
    chips: kind === 'promotion' ? { terms: 'paid' } : {},
  };
}
