import type { LitElement } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixtureSession, type FixtureSession, type SceneName } from '#client/view/fixture.ts';
import { fixtureNow, me } from '#client/view/fixture-board.ts';
import { market } from '#client/view/fixture-session.ts';
import type { OpenIntent } from '#client/view/intents.ts';
import { deepActive } from '../deep-focus.ts';
import { FindEvent } from '../find-event.ts';
import '../later.ts';
import '../tilth-app.ts';
import type { TilthApp } from '../tilth-app.ts';
import './tilth-session.ts';
import type { TilthSession } from './tilth-session.ts';

let app: TilthApp;
let session: FixtureSession;

async function show(scene: SceneName): Promise<void> {
  session = fixtureSession(scene);
  app = document.createElement('tilth-app');
  app.session = session;
  document.body.append(app);
  await settled();
}
const bar = (): TilthSession | null | undefined => app.shadowRoot?.querySelector('tilth-session');
async function settled(): Promise<void> {
  await app.updateComplete;
  await bar()?.updateComplete;
  await bar()?.shadowRoot?.querySelector('tilth-clock')?.updateComplete;
}
const words = (selector: string): string | undefined =>
  bar()?.shadowRoot?.querySelector(selector)?.textContent?.trim();

afterEach(() => app.remove());

describe('the session above the lanes', () => {
  it('is not there without one', async () => {
    await show('board');
    expect(bar()).toBeNull();
  });

  it('says for everyone which part is on, what it asks, and how long it takes', async () => {
    await show('session');
    for (const me of [session.snapshot.me, { type: 'looking', role: 'viewer' } as const]) {
      session.change({ me });
      await settled();
      expect(words('h2')).toBe('Offers: quiet writing');
      expect(words('.prompt')).toContain('what you could offer');
      const clock = bar()?.shadowRoot?.querySelector('tilth-clock')?.shadowRoot;
      expect(clock?.querySelectorAll('[role=timer]').length).toBe(1);
      expect(clock?.textContent).toContain('until 14:09');
    }
  });

  it('leaves in the bar of a phone what the part asks for, and what someone has under their finger', async () => {
    await show('board');
    const bar = app.shadowRoot!.querySelector('tilth-bar')!;
    const shown = async (): Promise<string[]> => {
      await settled();
      await bar.updateComplete;
      const buttons = [...bar.shadowRoot!.querySelectorAll<HTMLElement>('.kinds .button:not([hidden])')];
      return buttons.map((button) => button.textContent?.replace(/\s|\+/g, '') ?? '');
    };
    expect(await shown()).toEqual(['Need', 'Offer', 'Referral']);
    bar.shadowRoot!.querySelector<HTMLElement>('.need')?.focus();
    session.hold(market({}));
    expect(await shown()).toEqual(['Need', 'Offer']);
    bar.shadowRoot!.querySelector<HTMLElement>('.need')?.blur();
    session.change({});
    expect(await shown()).toEqual(['Offer']);
    // a part that asks for nothing
    session.hold(market({ phase: 0 }));
    expect(await shown()).toEqual(['Need', 'Offer', 'Referral']);
  });

  it('says that one which has ended has', async () => {
    await show('board');
    session.hold(market({ state: 'ended', phase: 5, ended: fixtureNow - 60_000 }));
    await settled();
    expect(words('h2')).toBe('Monday market');
    expect(bar()?.shadowRoot?.textContent).toContain('It ended at 14:01');
    const opened = new Promise<string>((resolve) =>
      bar()?.addEventListener('tilth-open', (event) => resolve(`${event.what} ${event.id}`)),
    );
    bar()?.shadowRoot?.querySelector('button')?.click();
    expect(await opened).toBe('harvest s_market000000');
  });

  it('says that one which is planned has not begun', async () => {
    await show('board');
    session.hold(market({ state: 'planned', phase: 0 }));
    await settled();
    expect(words('h2')).toBe('Monday market');
    expect(bar()?.shadowRoot?.textContent).toContain('It begins with “Welcome”');
    expect(bar()?.shadowRoot?.querySelector('tilth-clock')).toBeNull();
  });
});

const part = (selector: string): LitElement => {
  const found = bar()?.shadowRoot?.querySelector<LitElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const button = (within: string, label: string): HTMLButtonElement => {
  const host = within ? part(within) : bar();
  const found = [...(host?.shadowRoot?.querySelectorAll('button') ?? [])].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === label,
  );
  if (!found) throw new Error(`no button ${label}`);
  return found;
};
const last = (): unknown => session.log.at(-1);

describe('one’s own part', () => {
  beforeEach(async () => {
    await show('session');
    session.hold(market(), [{ id: 'm_hana000000' }, { id: me }, { id: 'm_ines000000', ready: 'quiet' }]);
    await settled();
  });

  it('ready, and not yet; a hand up, and down; passing, and not', async () => {
    for (const [label, after, command, taken] of [
      ["I'm ready", "I'm ready", { type: 'seat.ready', ready: true }, { type: 'seat.ready', ready: false }],
      [
        'Raise a hand',
        'Lower your hand',
        { type: 'seat.hand', member: me, up: true },
        { type: 'seat.hand', member: me, up: false },
      ],
      [
        'Pass this time',
        'Pass this time',
        { type: 'seat.pass', passed: true },
        { type: 'seat.pass', passed: false },
      ],
    ] as const) {
      button('tilth-seat', label).click();
      await vi.waitFor(() => expect(last()).toMatchObject(command));
      await settled();
      button('tilth-seat', after).click();
      await vi.waitFor(() => expect(last()).toMatchObject(taken));
      await settled();
    }
  });

  it('is one’s turn, and others see whose it is', async () => {
    const standing = async (turn: string): Promise<string | undefined> => {
      session.hold(market({ turn }));
      await settled();
      return words('.standing');
    };
    expect(await standing(me)).toBe('It is your turn.');
    expect(bar()?.shadowRoot?.querySelector('.standing')?.classList).toContain('coming');
    expect(await standing('m_teo0000000')).toContain('It is Teo K’s turn.');
    expect(await standing('m_teo0000000')).toContain('ready');
    session.change({ me: { type: 'looking', role: 'viewer' } });
    expect(await standing(me)).toContain('’s turn.');
  });

  it('counts who is ready', async () => {
    expect(words('.standing')).toBe('1 of 2 ready · 0 written so far, seen by nobody yet');
    const pressed = (): string | null => button('tilth-seat', "I'm ready").getAttribute('aria-pressed');
    expect(pressed()).toBe('false');
    button('tilth-seat', "I'm ready").click();
    await vi.waitFor(() => expect(words('.standing')).toContain('2 of 2 ready'));
    await part('tilth-seat').updateComplete;
    expect(pressed()).toBe('true');
  });

  it('is not asked of those who only look, nor of whoever runs it', async () => {
    session.change({ me: { type: 'looking', role: 'viewer' } });
    await settled();
    expect(bar()?.shadowRoot?.querySelector('tilth-seat')).toBeNull();
    session.change({ me: { type: 'member', member: me, role: 'member', device: 'd_fixture0000' } });
    session.hold(market({ lead: me }));
    await settled();
    expect(bar()?.shadowRoot?.querySelector('tilth-seat')).toBeNull();
  });
});

describe('a change of part', () => {
  const area = (): HTMLTextAreaElement => {
    const lane = app.shadowRoot?.querySelector('tilth-lane.offer')?.shadowRoot;
    const found = lane?.querySelector('tilth-adder')?.shadowRoot?.querySelector('textarea');
    if (!found) throw new Error('no input');
    return found;
  };

  it('is announced in place, closes no input and takes no focus', async () => {
    await show('session');
    session.hold(market({ coming: { phase: 2, at: fixtureNow + 9_400 } }));
    await settled();
    expect(words('.standing')).toBe('“Offers market” starts in 10 s: finish your sentence');
    const before = area();
    before.focus();
    before.value = 'Half a sen';
    before.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    session.hold(market({ phase: 2 }));
    await settled();
    expect(words('h2')).toBe('Offers market');
    expect(words('.standing')).not.toContain('starts');
    expect(area()).toBe(before);
    expect(area().value).toBe('Half a sen');
    expect(deepActive()).toBe(before);
  });

  it('lets one look back at what was asked, and at no prompt ahead', async () => {
    await show('session');
    session.hold(market({ phase: 2 }));
    await settled();
    expect(bar()?.shadowRoot?.querySelector('tilth-look-back')).toBeNull();
    const fold = button('', 'Monday market, part 3 of 5');
    fold.click();
    await settled();
    expect(fold.getAttribute('aria-expanded')).toBe('true');
    await part('tilth-look-back').updateComplete;
    const said = part('tilth-look-back').shadowRoot?.textContent ?? '';
    expect(said).toContain('Write down what you could offer');
    expect(said).toContain('Market of the unmatched');
  });
});

describe('cards in sight', () => {
  const opened: OpenIntent[] = [];
  beforeEach(async () => {
    opened.length = 0;
    await show('session');
    bar()?.addEventListener('tilth-open', (event) => {
      event.stopPropagation();
      opened.push(event);
    });
  });

  it('the spotlight is a strip, and opens when it is pressed', async () => {
    session.hold(market({ spotlight: 'c_card00000001' }));
    await settled();
    await part('tilth-pinned').updateComplete;
    expect(part('tilth-pinned').shadowRoot?.textContent).toContain('Lift to the eye clinic');
    expect(opened).toEqual([]);
    button('tilth-pinned', 'Open: Lift to the eye clinic on Thursday').click();
    expect(opened).toMatchObject([{ what: 'card', id: 'c_card00000001' }]);
  });

  it('following shows what whoever runs it looks at, until one stops', async () => {
    button('', 'Monday market, part 2 of 5').click();
    await settled();
    button('', 'Follow Hana Farouk').click();
    await settled();
    const strip = async (): Promise<string> => {
      await settled();
      await part('tilth-pinned').updateComplete;
      return part('tilth-pinned').shadowRoot?.textContent ?? '';
    };
    expect(await strip()).toContain('no card just now');
    const { people } = session.snapshot;
    const looks = people.map((one) =>
      one.member === 'm_hana000000' ? { ...one, card: 'c_card00000001' } : one,
    );
    session.change({ people: looks });
    expect(await strip()).toContain('Lift to the eye clinic');
    expect(opened).toEqual([]);
    button('', 'Stop following').click();
    await settled();
    expect(bar()?.shadowRoot?.querySelector('tilth-pinned')).toBeNull();
  });
});

describe('what whom one follows looks for', () => {
  const lanes = (): string[] =>
    [...(app.shadowRoot?.querySelectorAll('tilth-lane') ?? [])].flatMap((lane) =>
      [...(lane.shadowRoot?.querySelectorAll('tilth-card') ?? [])].map((card) => card.view.title),
    );
  const others = (): string[] => {
    const mine = [...session.snapshot.state.cards.values()].filter((card) => card.author === me);
    return lanes().filter((title) => !mine.some((card) => card.title === title));
  };
  const urgent = { words: '', urgency: 'now', area: '', terms: null, open: true } as const;
  const needle = 'Lift to the eye clinic on Thursday';

  beforeEach(async () => {
    await show('session');
    button('', 'Monday market, part 2 of 5').click();
    await settled();
  });

  it('shows in one’s own lanes while one follows, and not a moment longer', async () => {
    const all = others().length;
    session.change({ leadLooksFor: urgent });
    await settled();
    expect(others()).toHaveLength(all);
    button('', 'Follow Hana Farouk').click();
    await vi.waitFor(() => expect(others().length).toBeLessThan(all));
    expect(others()).toEqual(['Someone to read a letter from the council with me']);
    expect(bar()?.shadowRoot?.textContent).toContain('Looks for: now, still open.');
    session.change({ leadLooksFor: { ...urgent, urgency: null, words: 'eye clinic' } });
    await vi.waitFor(() => expect(others()).toEqual([needle]));
    button('', 'Stop following').click();
    await vi.waitFor(() => expect(others()).toHaveLength(all));
    session.change({ leadLooksFor: urgent });
    await settled();
    expect(others()).toHaveLength(all);
  });

  it('waits in the lane in which the focus is, and is offered there', async () => {
    const all = others().length;
    button('', 'Follow Hana Farouk').click();
    await settled();
    const lane = app.shadowRoot?.querySelector<LitElement>('tilth-lane.need');
    const list = lane?.shadowRoot?.querySelector('.list');
    const card = [...(list?.querySelectorAll('tilth-card') ?? [])].find((one) => one.view.title !== needle);
    const focused = card?.shadowRoot?.querySelector<HTMLElement>('button, a[href], [tabindex]');
    focused?.focus();
    session.change({ leadLooksFor: { ...urgent, urgency: null, words: 'eye clinic' } });
    await vi.waitFor(() => expect(others().length).toBeLessThan(all));
    await vi.waitFor(() => expect(list?.querySelector('.waiting')?.textContent).toContain('waiting, show'));
    expect(deepActive()).toBe(focused);
    expect(focused?.isConnected).toBe(true);
    focused?.blur();
    await vi.waitFor(() => expect(others()).toEqual([needle]));
  });

  it('is said when it has stayed so for a moment, not for each letter', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const said: string[] = [];
      app.addEventListener('tilth-say', (event) => said.push(event.words), { capture: true });
      button('', 'Follow Hana Farouk').click();
      await settled();
      for (const words of ['b', 'bi', 'bike']) {
        session.change({ leadLooksFor: { ...urgent, words } });
        await settled();
        vi.advanceTimersByTime(200);
      }
      vi.advanceTimersByTime(2_000);
      expect(said).toEqual(['Hana Farouk looks for: “bike”, now, still open']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends when the one who follows runs the session', async () => {
    const all = others().length;
    session.change({ leadLooksFor: { ...urgent, urgency: null, words: 'eye clinic' } });
    button('', 'Follow Hana Farouk').click();
    await vi.waitFor(() => expect(others()).toEqual([needle]));
    session.hold(market({ lead: me }));
    await vi.waitFor(() => expect(others()).toHaveLength(all));
  });
});

describe('the search row of whoever runs the session', () => {
  it('tells those who follow what is looked for, says that it does, and takes it back', async () => {
    await import('../tilth-find.ts');
    const row = (): LitElement | null | undefined => app.shadowRoot?.querySelector<LitElement>('tilth-find');
    const note = (): string => row()?.shadowRoot?.querySelector('.told')?.textContent ?? '';
    const type = async (words: string): Promise<void> => {
      const input = row()?.shadowRoot?.querySelector<HTMLInputElement>('input.words');
      if (!input) throw new Error('no field');
      input.value = words;
      input.dispatchEvent(new Event('input'));
      await row()?.updateComplete;
    };
    await show('session');
    app.shadowRoot?.querySelector('.page')?.dispatchEvent(new FindEvent('words'));
    await vi.waitFor(() => expect(row()?.shadowRoot?.querySelector('input')).toBeTruthy());
    await type('bike');
    expect(session.looksFor).toBeNull();
    expect(note()).toBe('');
    session.hold(market({ lead: me }));
    await settled();
    await row()?.updateComplete;
    expect(note()).toContain('Whoever follows you');
    expect(session.looksFor).toMatchObject({ words: 'bike' });
    await type('');
    expect(session.looksFor).toBeNull();
    await type('bike');
    session.hold(market({ lead: 'm_ines000000' }));
    await settled();
    await row()?.updateComplete;
    expect(session.looksFor).toBeNull();
    session.hold(market({ lead: me }));
    await settled();
    await row()?.updateComplete;
    expect(session.looksFor).not.toBeNull();
    app.remove();
    expect(session.looksFor).toBeNull();
  });
});

it('whoever it passed on from may take it back', async () => {
  await show('session');
  session.hold(market({ lead: 'm_ines000000', handed: me }));
  await settled();
  button('', 'Take it back').click();
  await vi.waitFor(() => expect(last()).toMatchObject({ type: 'session.lead', member: me }));
  await settled();
  expect(session.snapshot.state.sessions.get('s_market000000')?.lead).toBe(me);
});
