/** Where the cockpit stands, and what its buttons ask for. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Command } from '#shared/board/commands.ts';
import type { Session } from '#shared/board/types.ts';
import { FixtureSession } from '#client/view/fixture.ts';
import { me } from '#client/view/fixture-board.ts';
import { led, ledSeats, market } from '#client/view/fixture-session.ts';
import './tilth-cockpit.ts';
import './tilth-conduct.ts';
import type { TilthConduct } from './tilth-conduct.ts';

let session: FixtureSession;
let sent: Command[];
let conduct: TilthConduct;

beforeEach(() => {
  session = new FixtureSession('board');
  session.as('m_hana000000', { type: 'member.role', member: me, role: 'facilitator' });
  sent = [];
});
afterEach(() => conduct.remove());

async function come(held: Session | null): Promise<void> {
  if (held) session.hold(held);
  conduct = document.createElement('tilth-conduct');
  conduct.session = session;
  conduct.addEventListener('tilth-run', (event) => {
    sent.push(event.command);
    void session.run(event.command);
  });
  document.body.append(conduct);
  await drawn();
}

/** All that follows from a change stands. */
async function drawn(): Promise<void> {
  for (let level = 0; level < 4; level += 1) await conduct.updateComplete;
  await new Promise((next) => requestAnimationFrame(next));
}

/** All that is in a tree, through shadow roots. */
function everything(root: Element | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? everything(element.shadowRoot) : []),
  ]);
}
function buttons(): HTMLButtonElement[] {
  return everything(conduct.renderRoot as ShadowRoot).filter(
    (element): element is HTMLButtonElement => element.localName === 'button',
  );
}
const named = (words: string): HTMLButtonElement | undefined =>
  buttons().find(
    (button) =>
      button.getAttribute('aria-label') === words ||
      button.textContent?.replace(/\s+/g, ' ').trim() === words,
  );
async function press(words: string): Promise<void> {
  const button = named(words);
  if (!button) throw new Error(`no button ${words}`);
  button.click();
  await drawn();
}

it('is in place of the board for those who come to a session they may run', async () => {
  await come(market());
  expect(conduct.shown).toBe(true);
  await press('To the board');
  expect(conduct.shown).toBe(false);
  await press('To the cockpit');
  expect(conduct.shown).toBe(true);
});

it('is offered, and takes nothing from sight, when a session is planned by somebody else meanwhile', async () => {
  await come(null);
  expect(buttons()).toEqual([]);
  session.hold(market({ state: 'planned', phase: 0 }));
  await drawn();
  expect(conduct.shown).toBe(false);
  await press('To the cockpit');
  expect(conduct.shown).toBe(true);
});

it('is in place of the board when the session came with the connection, after an older copy was shown', async () => {
  session.change({ connection: { state: 'connecting' } });
  await come(null);
  expect(conduct.shown).toBe(false);
  session.hold(market());
  session.change({ connection: { state: 'live', unsaved: 0 } });
  await drawn();
  expect(conduct.shown).toBe(true);
});

it('says in good English who runs it', async () => {
  await come(led(me));
  const said = (): string | undefined =>
    everything(conduct.renderRoot as ShadowRoot)
      .find((element) => element.id === 'succession')
      ?.closest('section')
      ?.querySelector('.person')
      ?.textContent?.replace(/\s+/g, ' ');
  expect(said()).toContain('run the session now');
  expect(said()).not.toContain('runs');
});

it('is not there for those who may not run it', async () => {
  session = new FixtureSession('board');
  await come(market());
  expect(conduct.shown).toBe(false);
  expect(buttons()).toEqual([]);
});

it('goes on at once, and a double click is one step', async () => {
  await come(market());
  const next = named('Next phase');
  next?.dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true }));
  next?.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
  await drawn();
  expect(sent).toEqual([{ type: 'session.step', session: 's_market000000', from: 1, to: 2 }]);
});

it('asks once before the end while parts are to come, and Back takes it up again', async () => {
  await come(market());
  await press('End session');
  expect(sent).toEqual([]);
  await press('Not now');
  await press('End session');
  await press('End session');
  expect(sent).toEqual([{ type: 'session.step', session: 's_market000000', from: 1, to: 5 }]);
  await press('Back');
  expect(sent[1]).toEqual({ type: 'session.step', session: 's_market000000', from: 5, to: 4 });
});

it('drops a question that no longer stands', async () => {
  await come(market());
  await press('End session');
  session.hold(market({ phase: 4 }));
  await drawn();
  expect(named('Not now')).toBeUndefined();
});

it('holds one filled button', async () => {
  await come(market());
  expect(buttons().filter((button) => button.matches('.filled'))).toHaveLength(1);
});

const on = { session: 's_market000000' };
it.each<[string, Command]>([
  ['Lower the hand of Ines', { type: 'seat.hand', ...on, member: 'm_ines000000', up: false }],
  ['Lock writing', { type: 'session.lock', ...on, locked: true }],
  ['New groups', { type: 'session.group', ...on, size: 4 }],
  ['No groups', { type: 'session.group', ...on, size: 0 }],
  ['Take down', { type: 'session.spotlight', ...on, spotlight: null }],
  ['Take Hana Farouk off the list', { type: 'session.order', ...on, members: [] }],
  ['Hand over to Hana Farouk', { type: 'session.lead', ...on, member: 'm_hana000000' }],
])('%s', async (words, command) => {
  session.hold(led(me), ledSeats);
  await come(null);
  await press(words);
  expect(sent).toEqual([command]);
  expect(session.log.at(-1)).toEqual(command);
});

it('shows a need to everybody, takes it down, and goes on to the next', async () => {
  session.hold(led(me), ledSeats);
  await come(null);
  const title = 'Bike pump and a spare inner tube';
  await press(`Spotlight: ${title}`);
  await press(`Take down: ${title}`);
  await press('Next untouched');
  const shown = sent.map((command) => command.type === 'session.spotlight' && command.spotlight);
  expect(shown[1]).toBeNull();
  const titleOf = (id: unknown): string | undefined => session.snapshot.state.cards.get(String(id))?.title;
  expect(titleOf(shown[0])).toBe(title);
  expect(titleOf(shown[2])).toBe('Someone to sit with Mum on Friday, 2 to 4');
});

it('shows what somebody wrote in silence when it is their turn', async () => {
  const phases = market().phases.map((phase) =>
    phase.id === 'quiet' ? { ...phase, silent: 'turns' as const } : phase,
  );
  session.hold({ ...led(me), phases }, ledSeats);
  await come(null);
  await press('Their turn: Teo K');
  expect(sent).toEqual([{ type: 'session.turn', ...on, member: 'm_teo0000000' }]);
  const now = everything(conduct.renderRoot as ShadowRoot).filter((one) =>
    one.matches('li.person[aria-current]'),
  );
  expect(now.map((row) => row.querySelector('.name')?.textContent)).toEqual(['Teo K']);
});

it('opens what looks after people, cards and the plan', async () => {
  session.hold(led(me), ledSeats);
  await come(null);
  const opened: string[] = [];
  conduct.addEventListener('tilth-open', ({ what, id }) => opened.push(`${what} ${id}`.trim()));
  for (const words of [
    'Look after Teo K',
    'People',
    'Cards and promotions',
    'Links, also for the projector',
    'Change the plan',
  ])
    await press(words);
  expect(opened).toEqual(['people m_teo0000000', 'people', 'facilitator', 'invite', 'plan']);
});

it('shows the session through other eyes, each in a window of its own', async () => {
  session.hold(led(me), ledSeats);
  await come(null);
  const open = vi.spyOn(window, 'open').mockReturnValue(null);
  for (const words of ['Participant', 'Phone', 'Projector']) await press(words);
  expect(open.mock.calls.map(([address, , size]) => [String(address).split('?')[1], size])).toEqual([
    ['view=participant', 'popup,width=1200,height=860'],
    ['view=participant', 'popup,width=390,height=844'],
    ['view=wall', 'popup,width=1280,height=720'],
  ]);
  open.mockRestore();
});
