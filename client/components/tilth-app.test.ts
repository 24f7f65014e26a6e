import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '#shared/board/commands.ts';
import { keepHearing } from '#client/view/announce/hearing.ts';
import { keepHolding } from '#client/view/hold.ts';
import { fixtureSession, type FixtureSession, type SceneName } from '#client/view/fixture.ts';
import './later.ts';
import './tilth-app.ts';
import type { TilthApp } from './tilth-app.ts';
import type { TilthCard } from './tilth-card.ts';
import type { TilthLane } from './tilth-lane.ts';

let app: TilthApp;
let session: FixtureSession;

async function settle(): Promise<void> {
  await app.updateComplete;
  for (const lane of lanes()) {
    await lane.updateComplete;
    await lane.shadowRoot?.querySelector('tilth-adder')?.updateComplete;
  }
  for (const lane of lanes()) await Promise.all(cards(lane).map((card) => card.updateComplete));
}

async function show(scene: SceneName): Promise<void> {
  session = fixtureSession(scene);
  app = document.createElement('tilth-app');
  app.session = session;
  document.body.append(app);
  await settle();
}

const lanes = (): TilthLane[] => [...(app.shadowRoot?.querySelectorAll('tilth-lane') ?? [])];
const lane = (name: string): TilthLane => {
  const found = lanes().find((one) => one.shadowRoot?.querySelector('h2')?.textContent === name);
  if (!found) throw new Error(`no lane ${name}`);
  return found;
};
const cards = (one: TilthLane): TilthCard[] => [...(one.shadowRoot?.querySelectorAll('tilth-card') ?? [])];
const titles = (one: TilthLane): string[] =>
  cards(one).map((card) => card.shadowRoot?.querySelector('h3')?.textContent?.trim() ?? '');
const input = (one: TilthLane): HTMLTextAreaElement => {
  const area = one.shadowRoot?.querySelector('tilth-adder')?.shadowRoot?.querySelector('textarea');
  if (!area) throw new Error('no input');
  return area;
};
function type(area: HTMLTextAreaElement, words: string): void {
  area.value = words;
  area.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}
function press(area: HTMLTextAreaElement, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', {
    key: 'Enter',
    bubbles: true,
    cancelable: true,
    composed: true,
    ...more,
  });
  area.dispatchEvent(event);
  return event;
}
const bryn = 'm_bryn000000';
const post = (title: string): void => {
  session.as(bryn, {
    type: 'card.create',
    card: session.newId('card'),
    kind: 'need',
    title,
    body: '',
    chips: {},
  });
};

beforeEach(() => show('board'));
afterEach(() => app.remove());

describe('what scripts may rely on', () => {
  it.each([
    ['Needs', 'Add a need'],
    ['Offers', 'Add an offer'],
    ['Referrals', 'Add a referral'],
    ['Promotions', 'Add a promotion'],
  ])('a region named %s, with an input labelled %s', (name, label) => {
    const section = lane(name).shadowRoot?.querySelector('section');
    expect(section?.getAttribute('aria-labelledby')).toBe('name');
    expect(input(lane(name)).getAttribute('aria-label')).toBe(label);
  });
  it('cards are articles named by their title', () => {
    for (const card of cards(lane('Needs'))) {
      const article = card.shadowRoot?.querySelector('article');
      expect(article?.getAttribute('aria-labelledby')).toBe('title');
      expect(card.shadowRoot?.querySelector('#title')?.textContent?.trim()).toBe(card.view.title);
    }
  });
  it('one status region says how things stand', async () => {
    const status = (): string =>
      app.shadowRoot
        ?.querySelector('tilth-tools')
        ?.shadowRoot?.querySelector('tilth-status')
        ?.shadowRoot?.querySelector('[role=status]')
        ?.textContent?.trim() ?? '';
    const updated = async (): Promise<void> => {
      await app.updateComplete;
      const header = app.shadowRoot?.querySelector('tilth-tools');
      await header?.updateComplete;
      await header?.shadowRoot?.querySelector('tilth-status')?.updateComplete;
    };
    await updated();
    expect(status()).toBe('Saved');
    session.change({ connection: { state: 'live', unsaved: 1 } });
    await updated();
    expect(status()).toBe('Saving…');
    session.change({ connection: { state: 'offline', unsaved: 1, since: 0 } });
    await updated();
    expect(status()).toBe('Offline: kept on this device');
  });
});

describe('writing', () => {
  it('posts on Enter, first line as title, and clears', async () => {
    const area = input(lane('Needs'));
    type(area, 'A lamp\nfor a desk');
    expect(press(area).defaultPrevented).toBe(true);
    await settle();
    expect(session.log.at(-1)).toMatchObject({
      type: 'card.create',
      kind: 'need',
      title: 'A lamp',
      body: 'for a desk',
    });
    expect(titles(lane('Needs'))[0]).toBe('A lamp');
    expect(area.value).toBe('');
    expect(session.typed('add:need')).toBe('');
  });
  it('does not post on Shift+Enter, nor on the Enter that ends a composition', () => {
    const area = input(lane('Needs'));
    type(area, 'A lamp');
    expect(press(area, { shiftKey: true }).defaultPrevented).toBe(false);
    expect(press(area, { isComposing: true }).defaultPrevented).toBe(false);
    expect(session.log).toEqual([]);
  });
  it('keeps unposted words for a reload', () => {
    type(input(lane('Offers')), 'Half a thou');
    expect(session.typed('add:offer')).toBe('Half a thou');
  });
  it('gives the words back when they were not accepted', async () => {
    session.run = () => Promise.resolve({ type: 'refused', refusal: { code: 'boardFull', retry: 'later' } });
    const area = input(lane('Needs'));
    type(area, 'A lamp');
    press(area);
    await settle();
    await lane('Needs').shadowRoot?.querySelector('tilth-adder')?.updateComplete;
    expect(area.value).toBe('A lamp');
  });
});

describe('nothing moves under a reader', () => {
  it('collects cards of others while one types, and shows them on demand', async () => {
    const needs = lane('Needs');
    const before = titles(needs);
    type(input(needs), 'half a');
    post('From Bryn');
    await settle();
    expect(titles(needs)).toEqual(before);
    const show = needs.shadowRoot?.querySelector<HTMLButtonElement>('.waiting');
    expect(show?.textContent?.trim()).toBe('1 change waiting, show');
    show?.click();
    await settle();
    expect(titles(needs)[0]).toBe('From Bryn');
  });
  it('shows them at once otherwise', async () => {
    post('From Bryn');
    await settle();
    expect(titles(lane('Needs'))[0]).toBe('From Bryn');
  });
  it('tells how many wait, in the sentence that tells of them', async () => {
    vi.useFakeTimers();
    try {
      type(input(lane('Needs')), 'half a');
      post('One');
      post('Two');
      await app.updateComplete;
      await lane('Needs').updateComplete;
      vi.advanceTimersByTime(4_000);
      const voice = app.shadowRoot?.querySelector('tilth-voice');
      await voice?.updateComplete;
      expect(voice?.shadowRoot?.querySelector('[aria-live]')?.textContent).toBe(
        '2 new needs. 2 changes waiting.',
      );
    } finally {
      vi.useRealTimers();
    }
  });
  it('shows them when nobody has typed for a minute, with the words still there', async () => {
    vi.useFakeTimers();
    try {
      const needs = lane('Needs');
      type(input(needs), 'half a');
      post('From Bryn');
      vi.advanceTimersByTime(59_000);
      await app.updateComplete;
      await needs.updateComplete;
      expect(titles(needs)).not.toContain('From Bryn');
      vi.advanceTimersByTime(1_000);
      await needs.updateComplete;
      expect(titles(needs)).toHaveLength(cards(needs).length);
      expect(cards(needs)[0]?.view.title).toBe('From Bryn');
      expect(input(needs).value).toBe('half a');
    } finally {
      vi.useRealTimers();
    }
  });
  it('holds nothing back for those who chose so', async () => {
    const needs = lane('Needs');
    keepHolding(session, false);
    type(input(needs), 'half a');
    post('From Bryn');
    await settle();
    expect(titles(needs)[0]).toBe('From Bryn');
  });
  it('loses nothing, of mine or of theirs, and keeps the focus where it is', async () => {
    const needs = lane('Needs');
    const before = titles(needs);
    const area = input(needs);
    area.focus();
    type(area, 'Mine');
    for (const title of ['One', 'Two', 'Three']) post(title);
    await settle();
    press(area);
    await settle();
    type(area, 'More of mine');
    post('Four');
    await settle();
    expect(titles(needs)).toEqual(expect.arrayContaining([...before, 'Mine', 'One', 'Two', 'Three']));
    expect(titles(needs)).not.toContain('Four');
    needs.shadowRoot?.querySelector<HTMLButtonElement>('.waiting')?.click();
    await settle();
    expect(titles(needs).toSorted()).toEqual([...before, 'Mine', 'One', 'Two', 'Three', 'Four'].toSorted());
    expect(area.value).toBe('More of mine');
  });
  it('shows them when the words are posted', async () => {
    const needs = lane('Needs');
    type(input(needs), 'Mine');
    post('From Bryn');
    await settle();
    press(input(needs));
    await settle();
    expect(titles(needs).slice(0, 2).sort()).toEqual(['From Bryn', 'Mine']);
  });
  it('renders no card again for a keystroke, and one card for one change', async () => {
    const needs = lane('Needs');
    const rendered: string[] = [];
    for (const card of cards(needs)) {
      const inner = card as unknown as { performUpdate: () => void };
      const update = inner.performUpdate.bind(card);
      inner.performUpdate = () => {
        rendered.push(card.view.title);
        update();
      };
    }
    type(input(needs), 'w');
    type(input(needs), 'wo');
    await settle();
    expect(rendered).toEqual([]);
    const [first] = cards(needs);
    session.as(bryn, {
      type: 'help.propose',
      help: session.newId('help'),
      card: first?.view.id ?? '',
      share: 'all',
      note: '',
    });
    await settle();
    expect(new Set(rendered)).toEqual(new Set([first?.view.title]));
  });
});

describe('what is told aloud', () => {
  const aloud = async (): Promise<string> => {
    const voice = app.shadowRoot?.querySelector('tilth-voice');
    await voice?.updateComplete;
    return voice?.shadowRoot?.querySelector('[aria-live]')?.textContent?.trim() ?? '';
  };

  it('is other people’s changes, merged, and one’s own at once', async () => {
    vi.useFakeTimers();
    try {
      post('One');
      post('Two');
      await app.updateComplete;
      vi.advanceTimersByTime(4_000);
      expect(await aloud()).toBe('2 new needs.');
      type(input(lane('Needs')), 'Mine');
      press(input(lane('Needs')));
      await app.updateComplete;
      await Promise.resolve();
      expect(await aloud()).toBe('Need added: Mine');
      vi.advanceTimersByTime(5_000);
      expect(await aloud()).toBe('Need added: Mine');
    } finally {
      vi.useRealTimers();
    }
  });
});

it.each([
  [true, ''],
  [false, '1 new need.'],
])('hushed %s, what others change is read as %j', async (quiet, words) => {
  vi.useFakeTimers();
  try {
    const voice = app.shadowRoot?.querySelector('tilth-voice');
    keepHearing(session, { nothing: quiet, off: new Set() });
    post('One');
    await app.updateComplete;
    vi.advanceTimersByTime(4_000);
    await voice?.updateComplete;
    expect(voice?.shadowRoot?.querySelector('[aria-live]')?.textContent).toBe(words);
  } finally {
    vi.useRealTimers();
  }
});

describe('acting', () => {
  it('runs what a button says', async () => {
    const done = cards(lane('Needs')).find((card) => card.view.action?.label === "It's done");
    done?.shadowRoot?.querySelector<HTMLButtonElement>('.acts .button:not(.icon)')?.click();
    await settle();
    expect(session.log.at(-1)?.type).toBe('help.done');
  });
  it('offers to take back what it speaks of, only while that can be', async () => {
    const voice = app.shadowRoot!.querySelector('tilth-voice')!;
    const message = (): string[] =>
      [...voice.shadowRoot!.querySelectorAll('.message button')].map((button) => button.textContent ?? '');
    const lets = async (act: Command | null): Promise<void> => {
      session.undoable = act;
      session.change({});
      await settle();
      await voice.updateComplete;
    };
    const done = cards(lane('Needs')).find((card) => card.view.action?.label === "It's done");
    done?.shadowRoot?.querySelector<HTMLButtonElement>('.acts .button:not(.icon)')?.click();
    // an earlier act is not what the message speaks of
    await lets({ type: 'card.withdraw', card: 'c_0000000000' });
    expect(message()).toEqual(['Close']);
    await lets(session.log.at(-1)!);
    expect(message()).toEqual(['Undo', 'Close']);
    await lets(null);
    expect(message()).toEqual(['Close']);
  });
  it('shows onlookers no button to act with', async () => {
    app.remove();
    await show('viewer');
    expect(
      lanes()
        .flatMap(cards)
        .flatMap((card) => [...(card.shadowRoot?.querySelectorAll('.acts') ?? [])]),
    ).toEqual([]);
    expect(lane('Needs').shadowRoot?.querySelector('tilth-adder')).toBeNull();
  });
});

describe('before and without cards', () => {
  it('shows skeletons before the first sync, never emptiness', async () => {
    app.remove();
    await show('skeleton');
    for (const one of lanes()) {
      expect(one.shadowRoot?.querySelectorAll('.blank').length).toBeGreaterThan(0);
      expect(one.shadowRoot?.querySelector('tilth-empty-lane')).toBeNull();
    }
  });
  it('shows purpose, one example and one action in an empty lane', async () => {
    app.remove();
    await show('empty');
    const empty = lane('Offers').shadowRoot?.querySelector('tilth-empty-lane');
    await empty?.updateComplete;
    expect(empty?.shadowRoot?.textContent).toContain('An example, not a real card');
    expect(empty?.shadowRoot?.querySelectorAll('button').length).toBe(1);
  });
});
