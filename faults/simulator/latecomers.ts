/** Neighbours who come by the door of a session: by its link or its code, and where it asks first, when they are let in. */
import { isCode } from '#server/rooms/secrets.ts';
import type { Dice } from './dice.ts';
import type { Page, Person } from './people.ts';
import type { Street } from './street.ts';

const names = ['Noor', 'Olek', 'Pia'];

/** Somebody was told the key or the code of a door, and comes. */
export async function comeBy(street: Street, secret: string, dice: Dice): Promise<void> {
  const name = names[street.latecomers];
  if (name === undefined) return;
  if (isCode(secret) && !(await leadsHere(street, name, secret, dice))) return;
  street.latecomers += 1;
  const person = street.moveIn(name, secret, 0);
  // who waits is the facilitators' business, and that of whoever runs the session, until they are let in
  const token = street.word(null, person, { in: 'door' });
  street.words.get(token)!.undone = true;
  person.late = { name: `${name} ${token}`, asked: false };
  street.people.push(person);
  street.open(person);
}

/** A code is typed at any node, which says to which board it leads. */
async function leadsHere(street: Street, name: string, code: string, dice: Dice): Promise<boolean> {
  const node = dice.pick(street.nodes);
  if (!node.life.running) return false;
  // the store may be away
  const found = await node.codes.boardOf(code, name).catch(() => 'tooMany' as const);
  if (found === 'wrong' || found === 'tooMany') return false;
  if (found.board !== street.board.id) street.fail(`a code of this board leads to ${found.board}`);
  return true;
}

/** Says their name when the page lets them: as a member, or at the door. */
export function sayWho(street: Street, page: Page, late: NonNullable<Person['late']>): void {
  const { session } = page;
  let knocks = false;
  session.subscribe(() => {
    const { me, connection } = session.snapshot;
    if (connection.state === 'live' && me.type === 'looking' && !late.asked) {
      late.asked = true;
      void session.join(late.name);
    } else if (connection.state === 'closed' && connection.why === 'asks' && !knocks) {
      knocks = late.asked = true;
      void session.knock(late.name, (knocking) => {
        street.trace.say(`${page.name} at the door: ${knocking}`);
        // they do not go away: somebody may open the door anew
        if (knocking === 'over' || knocking === 'notToday' || knocking === 'full') knocks = false;
      });
    }
  });
}
