/** Coming, going, looking. */
import * as Y from 'yjs';
import { type Deed, oneOf } from './deed.ts';
import { Person } from '../people.ts';

const MOST = 9;

export const lateComer: Deed = async (evening) => {
  if (evening.people.length >= MOST) return null;
  await evening.comes(new Person(`late${evening.people.length}`, 'member'));
  await evening.seated();
  return 'came late';
};

export const leaves: Deed = async (evening) => {
  const { dice, drafts } = evening;
  const members = evening.writers.filter(({ role }) => role === 'member');
  if (members.length < 4) return null;
  const person = dice.one(members);
  const reply = await person.client.command({ type: 'member.leave' });
  if (!reply.ok) throw new Error(`${person.name} cannot leave: ${reply.refusal.code}`);
  drafts.leaves(person);
  // what had come to them until then
  evening.look();
  person.leave();
  await evening.told(reply.seq);
  return 'left';
};

/** The line is cut, and they come back with their device and nothing of the board. */
export const backAgain: Deed = async (evening) => {
  const { dice, world, board } = evening;
  const person = dice.one(evening.writers.filter((one) => one !== evening.lead));
  evening.look();
  person.leave();
  await person.connect(world.url, { board: board.id, device: person.secret });
  await evening.seated();
  return 'came back';
};

export const secondDevice: Deed = async (evening) => {
  const { dice, world, board } = evening;
  const person = dice.one(evening.writers);
  if (person.taps.length > 1) return null;
  await person.connect(world.url, { board: board.id, device: person.secret });
  return 'took a second device';
};

/** All of the board, or what they lack of it. */
export const syncsAgain: Deed = async (evening) => {
  const { dice } = evening;
  const client = dice.one(evening.clients);
  if (dice.rarely(2)) await client.sync();
  else {
    const { epoch, seq, doc } = client;
    await client.sync({ epoch, seq, stateVector: Y.encodeStateVector(doc) });
  }
  return 'synced again';
};

/** People look at cards, also at their own in silence, and write in them; everyone is told where people are. */
export const looksAt: Deed = async (evening) => {
  const { dice, drafts } = evening;
  const draft = oneOf(
    dice,
    drafts.all.filter(({ owner, where }) => owner.here && where !== 'gone'),
  );
  if (!draft) return null;
  const { client } = draft.owner;
  await client.ask('here', { card: draft.id, writing: dice.rarely(2) });
  return draft.where === 'board' ? 'looked at a card' : 'looked at a silent card';
};
