/** Who comes and goes: links are replaced, people are removed, and come back as somebody new. */
import { leave, pages } from './going.ts';
import type { Page, Person } from './people.ts';
import type { Street } from './street.ts';
import type { Trouble } from './trouble.ts';

/** Facilitators replace the members' link; whoever knew the old one asks for the new one. */
export function rotate({ street, dice }: Trouble, hit: () => void): void {
  const facilitator = facilitatorsHere(street);
  if (facilitator.length === 0) return;
  const page = dice.pick(facilitator);
  void page.session.access({ type: 'link.rotate', role: 'member' }).then((reply) => {
    if (!reply.ok || reply.type !== 'link') return;
    hit();
    for (const person of street.people) if (person.key === street.board.keys.member) person.key = reply.key;
    street.board.keys.member = reply.key;
  });
}

function facilitatorsHere(street: Street): Page[] {
  return street.people.flatMap(pages).filter(({ session }) => {
    const { me, connection } = session.snapshot;
    return me.type === 'member' && me.role === 'facilitator' && connection.state === 'live';
  });
}

/** Somebody is removed, and comes back some time later as somebody new. */
export function removeSomebody({ street, dice }: Trouble, hit: () => void): void {
  const facilitators = facilitatorsHere(street);
  const others = street.people.filter((person) => !facilitators.some((page) => page.person === person));
  if (facilitators.length === 0 || others.length === 0) return;
  const page = dice.pick(facilitators);
  const person = dice.pick(others);
  const member = [...person.members].at(-1);
  if (member === undefined) return;
  void page.session.run({ type: 'member.remove', member, ban: false }).then((outcome) => {
    street.trace.say(`${person.name} is removed: ${outcome.type}`);
    if (outcome.type !== 'applied') return;
    hit();
    street.world.after(5_000 + dice.int(20_000), () => comeBack(street, person));
  });
}

function comeBack(street: Street, person: Person): void {
  for (const page of pages(person)) {
    const { keeping } = page.session.snapshot;
    if (page.undoing > 0 || keeping !== 'device')
      return void street.world.after(5_000, () => comeBack(street, person));
  }
  for (const page of pages(person)) leave(street, page);
  const fresh = street.open(person);
  let asked = false;
  fresh.session.subscribe(() => {
    const { me, connection } = fresh.session.snapshot;
    if (asked || me.type !== 'looking' || connection.state !== 'live') return;
    asked = true;
    void fresh.session.join(`${person.name} again`);
  });
}
