/** Helping, and introducing those who might. */
import { authorOf } from '#shared/board/testing/laws.ts';
import type { Place } from '../people.ts';
import { type Scene, cards, mine, sides, word } from './scene.ts';

export function proposeHelp(scene: Scene): void {
  const { street, page, me, state, dice } = scene;
  const others = cards(scene, ({ id, state: how }) => how === 'open' && authorOf(state, id) !== me);
  if (others.length === 0) return;
  // many want the same
  const { id: card } = dice.pick(others.slice(-4));
  const help = page.session.newId('help');
  street.sides.set(help, sides(scene, card));
  const note = word(scene, { in: 'match', match: help });
  street.run(page, { type: 'help.propose', help, card, share: 'all', note }, [note]);
}

/** Accepts where others do so as well, in the same moment: who wins is the log's to say. */
export function goOnWithHelp(scene: Scene): void {
  const { street, page, me, state, dice } = scene;
  const own = new Set(mine(scene));
  const helps = [...state.helps.values()].filter(({ by, card }) => by === me || own.has(card));
  if (helps.length === 0) return;
  const { id: help, state: how, by } = dice.pick(helps);
  const place: Place = { in: 'match', match: help };
  switch (how) {
    case 'proposed': {
      if (own.size > 0 && by !== me && !dice.rarely(6))
        return street.run(page, { type: 'help.accept', help }, []);
      if (by === me) return street.run(page, { type: 'help.cancel', help }, []);
      const reason = word(scene, place);
      return street.run(page, { type: 'help.decline', help, reason }, [reason]);
    }
    case 'accepted': {
      if (!dice.rarely(4)) return street.run(page, { type: 'help.done', help, part: dice.rarely(4) }, []);
      const reason = word(scene, place);
      const how = dice.pick(['refusedBeforeStart', 'triedDidNotWork'] as const);
      return street.run(page, { type: 'help.fail', help, how, reason }, [reason]);
    }
    case 'done':
    case 'partDone': {
      const words = word(scene, place);
      return street.run(page, { type: 'help.thank', help, words }, [words]);
    }
    case 'declined':
    case 'cancelled':
    case 'fellThrough':
      return;
  }
}

export function introduce(scene: Scene): void {
  const { street, page, me, state, dice } = scene;
  const going = [...state.introductions.values()].filter(
    ({ state: how }) => how === 'proposed' || how === 'agreed',
  );
  if (going.length > 0 && dice.rarely(2)) {
    const { id: introduction, state: how } = dice.pick(going);
    if (how === 'agreed') return street.run(page, { type: 'introduction.done', introduction }, []);
    if (!dice.rarely(4)) return street.run(page, { type: 'introduction.agree', introduction }, []);
    const reason = word(scene, { in: 'match', match: introduction });
    return street.run(page, { type: 'introduction.refuse', introduction, reason }, [reason]);
  }
  const introduction = page.session.newId('introduction');
  const referral = dice.rarely(2);
  const there = cards(scene, ({ kind }) => kind === (referral ? 'referral' : 'need'));
  if (there.length === 0) return;
  const { id: card } = dice.pick(there);
  const others = [...state.members.values()].filter(({ id, gone }) => id !== me && !gone);
  if (!referral && others.length === 0) return;
  const between = sides(scene, card);
  street.sides.set(introduction, between);
  const message = word(scene, { in: 'match', match: introduction });
  if (referral) return street.run(page, { type: 'introduction.ask', introduction, card, message }, [message]);
  const { id: member } = dice.pick(others);
  street.introduced(member, between);
  street.run(
    page,
    {
      type: 'introduction.propose',
      introduction,
      card,
      person: { type: 'member', member },
      warmth: 3,
      message,
      gain: dice.rarely(4),
    },
    [message],
  );
}

export function contactLine(scene: Scene): void {
  const { street, page, state, dice } = scene;
  const agreed = [...state.helps.values()].filter(({ state: how }) => how === 'accepted');
  if (agreed.length === 0) return;
  const { id: match } = dice.pick(agreed);
  const line = word(scene, { in: 'match', match });
  street.run(page, { type: 'contact.share', match, line }, [line]);
}
