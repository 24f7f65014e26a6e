/** The door as whoever runs the session sees it: what its controls ask for, and to whom it shows what. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnyCommand } from '#shared/board/commands.ts';
import { FixtureSession } from '#client/view/fixture.ts';
import { me } from '#client/view/fixture-board.ts';
import { market } from '#client/view/fixture-session.ts';
import type { AccessRequestBody } from '#client/session/port.ts';
import './tilth-session-door.ts';
import type { TilthSessionDoor } from './tilth-session-door.ts';

const held = market().id;
let session: FixtureSession;
let sent: AnyCommand[];
let asked: AccessRequestBody[];
let door: TilthSessionDoor;

beforeEach(() => {
  session = new FixtureSession('board');
  session.as('m_hana000000', { type: 'member.role', member: me, role: 'facilitator' });
  sent = [];
  asked = [];
  const access = session.access.bind(session);
  session.access = (request) => {
    asked.push(request);
    return access(request);
  };
});
afterEach(() => door.remove());

async function come(): Promise<void> {
  session.hold(market());
  door = document.createElement('tilth-session-door');
  door.session = session;
  door.addEventListener('tilth-run', (event) => {
    sent.push(event.command);
    void session.run(event.command);
  });
  document.body.append(door);
  await drawn();
}

async function drawn(): Promise<void> {
  await new Promise((next) => setTimeout(next));
  for (let level = 0; level < 4; level += 1) await door.updateComplete;
  await new Promise((next) => requestAnimationFrame(next));
}

function everything(root: Element | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? everything(element.shadowRoot) : []),
  ]);
}
const all = (): Element[] => everything(door.renderRoot as ShadowRoot);
/** All that can be read, through shadow roots. */
const said = (): string =>
  [door, ...all()].map((one) => one.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '').join(' ');
const has = (tag: string): boolean => all().some((one) => one.localName === tag);
function press(name: string): void {
  const found = all().find(
    (one) =>
      one.localName === 'button' &&
      (one.getAttribute('aria-label') ?? one.textContent?.replace(/\s+/g, ' ').trim()) === name,
  );
  if (!found) throw new Error(`no button ${name}`);
  (found as HTMLButtonElement).click();
}
function turn(to: 'closed' | 'open' | 'asks'): void {
  (all().find((one) => one instanceof HTMLInputElement && one.value === to) as HTMLInputElement).click();
}

function knock(name: string): void {
  const came = { device: `d_${name}`, hash: name, member: `m_${name}`, name, until: session.now() + 9 };
  session.time({ type: 'door.knock', session: held, ...came });
}

describe('the switch', () => {
  it('opens with new secrets, which only this device is told', async () => {
    await come();
    expect(has('tilth-qr')).toBe(false);
    turn('open');
    await drawn();
    expect(asked).toEqual([{ type: 'door.open', session: held, asks: false, shown: false }]);
    expect(all().find((one) => one.classList.contains('digits'))?.textContent).toContain('482 113 907');
    expect(has('tilth-qr')).toBe(true);
    expect(JSON.stringify([...session.snapshot.state.sessions.values()])).not.toContain('482113907');
  });

  it('goes from open to asking and back without other secrets, and closes', async () => {
    await come();
    turn('open');
    await drawn();
    turn('asks');
    await drawn();
    turn('open');
    await drawn();
    turn('closed');
    await drawn();
    expect(asked).toHaveLength(1);
    expect(sent).toEqual([
      { type: 'door.ask', session: held, asks: true },
      { type: 'door.ask', session: held, asks: false },
      { type: 'door.close', session: held },
    ]);
    expect(said()).not.toContain('482 113 907');
  });

  it('on another device says that the secrets are not here, and can make new ones', async () => {
    const open = { session: held, key: 'k', code: 'c', until: 7, asks: true, shown: null } as const;
    await come();
    session.as(me, { type: 'door.open', ...open });
    await drawn();
    expect(said()).toContain('opened on another device');
    expect(has('tilth-qr')).toBe(false);
    press('New code');
    await drawn();
    press('Make a new one');
    await drawn();
    expect(asked).toEqual([{ type: 'door.open', session: held, asks: true, shown: false }]);
    expect(said()).toContain('482 113 907');
  });

  it('puts the code on the board, and takes it off', async () => {
    await come();
    turn('open');
    await drawn();
    const box = all().find((one) => one instanceof HTMLInputElement && one.type === 'checkbox');
    (box as HTMLInputElement).click();
    await drawn();
    (box as HTMLInputElement).click();
    await drawn();
    expect(asked.slice(1)).toEqual([
      { type: 'door.show', session: held, code: '482113907' },
      { type: 'door.show', session: held, code: null },
    ]);
  });
});

describe('those who wait', () => {
  it('stand in the order they came, and are let in alone, all, or told "not today"', async () => {
    await come();
    turn('asks');
    await drawn();
    expect(said()).toContain('Nobody is waiting.');
    for (const name of ['Cem', 'Dao', 'Eva', 'Zoë']) knock(name);
    await drawn();
    expect(said()).toContain('4 people waiting');
    press('Let in: Dao');
    await drawn();
    press('Not today: Cem');
    await drawn();
    press('Let all in');
    await drawn();
    expect(sent).toEqual([
      { type: 'door.admit', session: held, knocks: ['d_Dao'] },
      { type: 'door.refuse', session: held, knocks: ['d_Cem'] },
      { type: 'door.admit', session: held, knocks: ['d_Eva', 'd_Zoë'] },
    ]);
    expect([...session.snapshot.state.members.values()].map(({ name }) => name)).toContain('Zoë');
    expect(said()).toContain('Nobody is waiting.');
  });
});

describe('to others', () => {
  it('who take part it shows nothing', async () => {
    session.as('m_hana000000', { type: 'member.role', member: me, role: 'member' });
    await come();
    expect(all()).toEqual([]);
  });

  it('who run the session without facilitating it shows the door', async () => {
    session.as('m_hana000000', { type: 'member.role', member: me, role: 'member' });
    await come();
    session.hold(market({ lead: me }));
    await drawn();
    expect(said()).toContain('Ask me first');
  });
});
