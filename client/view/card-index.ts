/** What lies around each card, gathered in one pass over a state: its helps, introductions and private records. */
import type { Card, Help, Introduction, PrivateRecord, State } from '#shared/board/types.ts';

export interface Around {
  helps: Help[];
  introductions: Introduction[];
}

export interface CardIndex {
  around: (card: string) => Around;
  /** Cards without a name whose author is the viewer. */
  secretlyMine: ReadonlySet<string>;
  waiting: { card: Card; since: number }[];
  held: { card: Card; owner: string | null; note: string }[];
  /** Written in silence: the viewer's own, and those that their group is shown. */
  silent: { card: Card; shown?: 'group' | 'turns' }[];
  /** Note by help id. */
  notes: ReadonlyMap<string, string>;
  /** Introduction id that waits for the viewer's answer, by card. */
  asked: ReadonlyMap<string, string>;
}

const nothing: Around = { helps: [], introductions: [] };

/** @param member the viewer's member id, or '' */
export function indexCards(state: State, member: string): CardIndex {
  const around = new Map<string, Around>();
  const at = (card: string): Around => {
    let found = around.get(card);
    if (!found) around.set(card, (found = { helps: [], introductions: [] }));
    return found;
  };
  for (const help of state.helps.values()) at(help.card).helps.push(help);
  for (const row of state.introductions.values()) at(row.card).introductions.push(row);

  const secretlyMine = new Set<string>();
  const waiting: CardIndex['waiting'] = [];
  const held: CardIndex['held'] = [];
  const silent: CardIndex['silent'] = [];
  const notes = new Map<string, string>();
  const asked = new Map<string, string>();
  for (const { body } of state.records.values()) {
    // All other records speak of matches and people; the card page reads them.
    if (body.type === 'authorship') {
      if (body.member === member) secretlyMine.add(body.card);
    } else if (body.type === 'waiting') {
      if (body.owner === member) waiting.push({ card: body.card, since: body.since });
    } else if (body.type === 'held') {
      held.push({ card: body.card, owner: body.owner, note: body.note });
    } else if (body.type === 'silent') {
      silent.push(body);
    } else if (body.type === 'note') {
      notes.set(body.help, body.text);
    } else if (body.type === 'introduction') {
      const row = state.introductions.get(body.introduction);
      if (row?.state === 'proposed' && awaits(body, row, member)) asked.set(row.card, row.id);
    }
  }
  waiting.sort((a, b) => a.since - b.since);
  return { around: (card) => around.get(card) ?? nothing, secretlyMine, waiting, held, silent, notes, asked };
}

type IntroductionBody = Extract<PrivateRecord['body'], { type: 'introduction' }>;

/** Whether an introduction still lacks this member's yes. */
function awaits(body: IntroductionBody, row: Introduction, member: string): boolean {
  if (!member) return false;
  if (body.seeker === member) return !body.yes.seeker;
  if (body.person.type === 'member' && body.person.member === member) return !body.yes.person;
  return row.introducer === member && !body.yes.introducer;
}
