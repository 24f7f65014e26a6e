/** What people do on their street: whatever their page shows them, they may do something with. */
import { createCard, editTitle, editChips, withdrawOrRestore, swap, invite } from './deeds/cards.ts';
import { proposeHelp, goOnWithHelp, introduce, contactLine } from './deeds/helping.ts';
import { type, typeUndo, undo, comment, report, host, keepTyped } from './deeds/writing.ts';
import { look, rest, suspect } from './deeds/around.ts';
import { runSession, takePart } from './deeds/sessions.ts';
import { tendDoor } from './deeds/doors.ts';
import { hold, release, settings, override, approve, role, closeReports } from './deeds/facilitating.ts';
import type { Deed } from './deeds/scene.ts';
import type { Dice } from './dice.ts';
import type { Page } from './people.ts';
import type { Street } from './street.ts';

const everyone: readonly [weight: number, deed: Deed][] = [
  [16, createCard],
  [9, editTitle],
  [9, editChips],
  [4, withdrawOrRestore],
  [9, proposeHelp],
  [14, goOnWithHelp],
  [7, comment],
  [7, introduce],
  [4, contactLine],
  [22, type],
  [4, undo],
  [2, typeUndo],
  [2, host],
  [2, report],
  [2, suspect],
  [2, swap],
  [3, invite],
  [4, look],
  [2, rest],
  [2, keepTyped],
  [3, takePart],
  // who was given a session and is no facilitator
  [2, runSession],
  [2, tendDoor],
];

const facilitators: readonly [weight: number, deed: Deed][] = [
  [5, hold],
  [6, release],
  [3, settings],
  [3, override],
  [3, approve],
  [2, role],
  [2, closeReports],
  [24, runSession],
  [24, tendDoor],
];

/** One of the people does something they find to do. */
export function doSomething(street: Street, page: Page, dice: Dice): void {
  const { me, state } = page.session.snapshot;
  if (me.type !== 'member') return;
  const facilitates = me.role === 'facilitator';
  const choice = facilitates && dice.rarely(2) ? facilitators : everyone;
  const scene = { street, page, me: me.member, facilitates, state, dice };
  const before = street.acts;
  for (let tries = 0; tries < 6 && street.acts === before; tries += 1) weighted(choice, dice)(scene);
}

function weighted(choice: readonly [weight: number, deed: Deed][], dice: Dice): Deed {
  let roll = dice.int(choice.reduce((sum, [weight]) => sum + weight, 0));
  const found = choice.find(([weight]) => (roll -= weight) < 0);
  return found![1];
}
