/** Words: in running text, beneath cards, to facilitators, and in inputs that are never sent. */
import { wordsIn } from '../people.ts';
import { type Scene, cards, mine, word } from './scene.ts';

/** Puts a word between two words of a text, letter by letter or at once. */
export function type(scene: Scene): void {
  const { street, page, dice } = scene;
  const id = dice.pick(['notes', 'notes', ...mine(scene), ...mine(scene)]);
  let text = page.texts.get(id);
  if (!text) {
    if (page.texts.size > 6) {
      for (const open of page.texts.values()) open.close();
      page.texts.clear();
    }
    text = page.session.openText(id);
    page.texts.set(id, text);
  }
  if (!text.mayEdit || text.value.length > 3_000) return;
  const spaces = [...text.value.matchAll(/ /g)].map(({ index }) => index);
  let at = dice.pick([0, text.value.length, ...spaces]);
  const token = word(scene, { in: 'text', text: id });
  street.acts += 1;
  street.trace.say(`${page.name} types ${token} in ${id}`);
  const written = ` ${token}${dice.pick(['', '🌱'])} `;
  for (const piece of dice.rarely(2) ? [written] : written) {
    text.splice(at, 0, piece);
    at += piece.length;
  }
  // a text that closed meanwhile takes nothing
  if (!text.value.includes(token)) street.forgetWord(page, token);
}

export function typeUndo({ street, page, dice }: Scene): void {
  const open = [...page.texts.values()].filter(({ mayEdit }) => mayEdit);
  if (open.length === 0) return;
  const text = dice.pick(open);
  const before = wordsIn(text.value);
  text.undo();
  for (const token of before) {
    const taken = street.words.get(token);
    if (taken && !text.value.includes(token)) taken.undone = true;
  }
}

export function undo({ street, page }: Scene): void {
  street.acts += 1;
  page.undoing += 1;
  void page.session.undo().then((command) => {
    page.undoing -= 1;
    street.trace.say(`${page.name} took back ${command?.type ?? 'nothing'}`);
    for (const token of wordsIn(JSON.stringify(command ?? ''))) {
      const taken = street.words.get(token);
      if (taken) taken.undone = true;
    }
  });
}

export function comment(scene: Scene): void {
  const { street, page, dice } = scene;
  const there = cards(scene, ({ state }) => state !== 'withdrawn');
  if (there.length === 0) return;
  const { id: card } = dice.pick(there);
  const text = word(scene, { in: 'card', card });
  street.run(page, { type: 'comment.add', comment: page.session.newId('comment'), card, text }, [text]);
}

export function report(scene: Scene): void {
  const { street, page, dice } = scene;
  const there = cards(scene, () => true);
  if (there.length === 0) return;
  const { id: card } = dice.pick(there);
  const reason = word(scene, { in: 'moderation', card, owner: false });
  street.run(page, { type: 'card.report', card, reason }, [reason]);
}

export function host(scene: Scene): void {
  const { street, page } = scene;
  for (const earlier of street.words.values())
    if (earlier.by === page.person && earlier.place.in === 'hosting') earlier.undone = true;
  const who = word(scene, { in: 'hosting' });
  street.run(page, { type: 'member.host', who }, [who]);
}

/** Words in an input that is not sent. */
export function keepTyped({ street, page, dice }: Scene): void {
  const token = street.word(null, page.person, { in: 'own' });
  const input = `comment ${dice.int(1_000_000)}`;
  page.session.keepTyped(input, token);
}
