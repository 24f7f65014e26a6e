/** Pages that go: without a word, in order, or for a device whose clock is another when it wakes. */
import { limits, time } from '#shared/limits.ts';
import type { Page, Person } from './people.ts';
import type { Street } from './street.ts';
import type { Trouble } from './trouble.ts';

/** A person's pages that are there. */
export function pages(person: Person): Page[] {
  return person.pages.filter(({ around }) => around.alive);
}

/** A page goes without a word. What was typed just before may not have been written yet, so let it be a moment. */
export async function crash({ street, dice }: Trouble, person: Person, hit: () => void): Promise<void> {
  const [page] = pages(person);
  if (!page) return;
  await street.world.pass(2 * limits.persistEvery);
  if (page.undoing > 0 || page.session.snapshot.keeping !== 'device') return;
  hit();
  gone(street, page);
  if (dice.rarely(2)) await street.world.pass(dice.int(3_000));
  street.open(person);
}

/** So long a page has to write down what it holds when its person closes it, ms. */
const leaving = 50;

/** A page that its person closes, with their last letter in it; nobody types there any more. */
export function leave(street: Street, page: Page): void {
  page.person.pages.splice(page.person.pages.indexOf(page), 1);
  page.around.happen('leave');
  page.session.close();
  street.world.after(leaving, () => end(street, page));
}

function gone(street: Street, page: Page): void {
  page.person.pages.splice(page.person.pages.indexOf(page), 1);
  end(street, page);
}

function end(street: Street, page: Page): void {
  page.around.die();
  page.connection?.hangUp();
  street.trace.say(`${page.name} is gone`);
}

export async function closeTab({ street }: Trouble, person: Person, hit: () => void): Promise<void> {
  const [page, other] = pages(person);
  if (!page || !other) return;
  if (page.undoing > 0 || page.session.snapshot.keeping !== 'device') return;
  hit();
  leave(street, page);
  await street.world.pass(leaving);
}

/** The device was off, and its clock is another when its page opens again. */
export async function wakeWithAnotherClock(trouble: Trouble, person: Person, hit: () => void): Promise<void> {
  const { dice } = trouble;
  // all pages of a device have one clock
  if (pages(person).length > 1) return;
  await crash(trouble, person, () => {
    hit();
    person.skew = dice.pick([0, -time.DAY, time.HOUR, dice.int(10 * time.MINUTE) - 5 * time.MINUTE]);
  });
}
