/** Successive changes of one thing that have not been sent become one: fewer commands, and no conflict with oneself. */
import type { Command } from '#shared/board/commands.ts';

/** The one command that does what both do, or null if they must stay two. */
export function fold(earlier: Command, later: Command): Command | null {
  if (earlier.type === 'card.create' && later.type === 'card.edit' && earlier.card === later.card) {
    const chips = { ...earlier.chips, ...later.chips };
    return {
      ...earlier,
      ...(later.title && { title: later.title.is }),
      ...(later.kind && { kind: later.kind }),
      chips: Object.fromEntries(Object.entries(chips).filter(([, value]) => value !== null)),
    };
  }
  if (earlier.type === 'card.edit' && later.type === 'card.edit' && earlier.card === later.card) {
    // the server compares with what it has, so the first of them says what was seen
    const title = later.title
      ? { is: later.title.is, was: earlier.title?.was ?? later.title.was }
      : earlier.title;
    const kind = later.kind ?? earlier.kind;
    const chips = earlier.chips || later.chips ? { ...earlier.chips, ...later.chips } : undefined;
    return {
      type: 'card.edit',
      card: later.card,
      ...(title && { title }),
      ...(kind && { kind }),
      ...(chips && { chips }),
    };
  }
  if (earlier.type === 'board.rename' && later.type === 'board.rename')
    return { ...later, title: { is: later.title.is, was: earlier.title.was } };
  if (earlier.type === 'member.rename' && later.type === 'member.rename' && earlier.member === later.member)
    return later;
  if (earlier.type === later.type && (later.type === 'member.rest' || later.type === 'member.host'))
    return later;
  return null;
}
