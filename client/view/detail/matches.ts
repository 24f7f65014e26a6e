/** Helps on a card as one person sees them: who, in which words, and what that person can do next. */
import { ownerOf } from '#shared/board/access.ts';
import { helpsBy, recordsBy } from '#shared/board/keys.ts';
import type { Card, Help, HelpState, Kind } from '#shared/board/types.ts';
import type { Scene } from './scene.ts';
import { someone, type Someone } from './someone.ts';

/** `owner`: of the card. `by`: who proposed. */
export type Side = 'owner' | 'by' | 'none';
/** `deny`: the other said it is done, and it did not happen. */
export type HelpAction = 'accept' | 'decline' | 'cancel' | 'done' | 'change' | 'thank' | 'deny';

export interface Words {
  from: Someone;
  text: string;
}

export interface HelpView {
  help: Help;
  by: Someone;
  /** The one across from this person; the proposer when this person is neither. */
  other: Someone;
  side: Side;
  note: string | null;
  /** Why it ended, where both sides may know. */
  reason: string | null;
  thanks: Words[];
  /** Whether this person is the one who was helped. */
  received: boolean;
  actions: readonly HelpAction[];
}

/** On a need the author receives; on anything else the one who asked for it does. */
function receives(kind: Kind, side: Side): boolean {
  return kind === 'need' ? side === 'owner' : side === 'by';
}

/** What one side of a help can do, by its state. */
function helpActions(
  help: Pick<Help, 'confirmed' | 'thanked'> & { state: HelpState },
  side: Side,
  received: boolean,
): readonly HelpAction[] {
  if (side === 'none') return [];
  switch (help.state) {
    case 'proposed':
      return side === 'owner' ? ['accept', 'decline'] : ['cancel'];
    case 'accepted':
      return ['done', 'change'];
    case 'done':
      if (!received || help.thanked !== undefined) return [];
      return help.confirmed === undefined ? ['thank', 'deny'] : ['thank'];
    case 'partDone':
      return received && help.thanked === undefined ? ['thank'] : [];
    case 'declined':
    case 'cancelled':
    case 'fellThrough':
      return [];
  }
}

/** The helps of a card, oldest first. */
export function helpViews(scene: Scene, card: Card): HelpView[] {
  const owner = ownerOf(scene.state, card.id);
  const views = helpsBy(scene.state, `card:${card.id}`).map((help) => helpView(scene, card, owner, help));
  return views.sort((a, b) => a.help.proposed - b.help.proposed || (a.help.id < b.help.id ? -1 : 1));
}

function helpView(scene: Scene, card: Card, owner: string | null, help: Help): HelpView {
  const side: Side =
    scene.me === null ? 'none' : help.by === scene.me ? 'by' : owner === scene.me ? 'owner' : 'none';
  const received = receives(card.kind, side);
  const by = someone(scene, help.by);
  const note = scene.state.records.get(`note:${help.id}`)?.body;
  const reason = scene.state.records.get(`reason:${help.id}`)?.body;
  return {
    help,
    by,
    other: side === 'by' ? someone(scene, card.author) : by,
    side,
    note: note?.type === 'note' && note.text ? note.text : null,
    reason: reason?.type === 'reason' && reason.text ? reason.text : null,
    thanks: thanksFor(scene, help.id),
    received,
    actions: helpActions(help, side, received),
  };
}

/** The words of thanks this person may read, for a help or an introduction. */
export function thanksFor(scene: Scene, match: string): Words[] {
  const found: Words[] = [];
  for (const { body } of recordsBy(scene.state, `match:${match}`)) {
    if (body.type === 'thanks' && body.text) found.push({ from: someone(scene, body.from), text: body.text });
  }
  return found;
}

export interface Contact {
  mine: string | null;
  theirs: { from: Someone; line: string }[];
}

/** Contact lines shared on a match, as far as this person may see them. */
export function contactOf(scene: Scene, match: string): Contact {
  const contact: Contact = { mine: null, theirs: [] };
  for (const { body } of recordsBy(scene.state, `match:${match}`)) {
    if (body.type !== 'contact') continue;
    if (body.from === scene.me) contact.mine = body.line;
    else contact.theirs.push({ from: someone(scene, body.from), line: body.line });
  }
  return contact;
}
