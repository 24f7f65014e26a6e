/** Every sheet opens, has a name, a way out, and speaks kindly; the one required step sends the right command. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '#shared/board/commands.ts';
import type { SheetName } from '#client/view/intents.ts';
import { FixtureSession } from '#client/view/fixture.ts';
import { me } from '#client/view/fixture-board.ts';
import { market } from '#client/view/fixture-session.ts';
import { sheets } from './index.ts';
import type { Sheet } from './sheet.ts';

const lift = 'c_card00000001';
let session: FixtureSession;
let sent: Command[];
let host: HTMLElement;

beforeEach(() => {
  session = new FixtureSession('refused');
  sent = [];
  host = document.createElement('div');
  host.addEventListener('tilth-run', (event) => {
    sent.push(event.command);
    void session.run(event.command);
  });
  document.body.append(host);
});
afterEach(() => host.remove());

async function open(what: SheetName, target: string): Promise<Sheet> {
  await sheets[what].load();
  const sheet = document.createElement(sheets[what].tag) as Sheet;
  sheet.session = session;
  sheet.target = target;
  host.append(sheet);
  await sheet.updateComplete;
  return sheet;
}

/** All that is in a tree, through shadow roots. */
function everything(root: Element | ShadowRoot): Element[] {
  const found: Element[] = [];
  for (const element of root.querySelectorAll('*')) {
    found.push(element);
    if (element.shadowRoot) found.push(...everything(element.shadowRoot));
  }
  return found;
}
function button(sheet: Sheet, words: string): HTMLButtonElement {
  const found = everything(sheet.renderRoot as ShadowRoot).find(
    (one) => one.localName === 'button' && one.textContent?.replace(/\s+/g, ' ').trim() === words,
  );
  if (!found) throw new Error(`no button ${words}`);
  return found as HTMLButtonElement;
}
const dialogOf = (sheet: Sheet): HTMLDialogElement =>
  sheet.renderRoot.querySelector('dialog') as HTMLDialogElement;

/** Brings the fixture to where each sheet has something to say. */
const targets: { readonly [S in SheetName]: (session: FixtureSession) => string } = {
  card: () => lift,
  help: () => lift,
  introduce: () => lift,
  ask: () => 'c_card00000022',
  introduction: (at) => {
    at.as('m_ines000000', {
      type: 'introduction.propose',
      introduction: 'i_test0000000',
      card: lift,
      person: { type: 'member', member: me },
      warmth: 4,
      message: 'You both like gardens.',
      gain: true,
    });
    return 'i_test0000000';
  },
  waiting: (at) => {
    for (const card of ['c_promo0000001', 'c_promo0000002'])
      at.as(me, { type: 'card.create', card, kind: 'promotion', title: `Mugs ${card}`, body: '', chips: {} });
    return 'c_promo0000002';
  },
  standing: () => '',
  question: () => 'c_card00000013',
  drafts: () => 'draft0',
  invite: () => '',
  device: () => '',
  people: () => '',
  facilitator: (at) => {
    at.as('m_hana000000', { type: 'member.role', member: me, role: 'facilitator' });
    return '';
  },
  site: (at) => {
    at.as('m_hana000000', { type: 'member.role', member: me, role: 'facilitator' });
    at.time({ type: 'board.sites', origins: ['https://library.example'] });
    return '';
  },
  log: (at) => {
    at.as('m_hana000000', {
      type: 'override.marketHour',
      notice: 'n_market00000',
      minutes: 30,
      reason: 'Sunday market.',
    });
    return '';
  },
  harvest: () => '',
  notes: () => '',
  announcements: () => '',
  plan: (at) => {
    at.as('m_hana000000', { type: 'member.role', member: me, role: 'facilitator' });
    at.hold(market());
    return '';
  },
  session: (at) => {
    at.as('m_hana000000', { type: 'member.role', member: me, role: 'facilitator' });
    return '';
  },
  write: () => 'offer',
};

describe.each(Object.keys(sheets) as SheetName[])('%s', (what) => {
  it('opens with a name and a way out, and says nothing harsh', async () => {
    const sheet = await open(what, targets[what](session));
    const dialog = dialogOf(sheet);
    expect(dialog.open).toBe(true);
    const title = sheet.renderRoot.querySelector('#title');
    expect(dialog.getAttribute('aria-labelledby')).toBe('title');
    expect(title?.textContent?.trim().length).toBeGreaterThan(3);
    const all = everything(sheet.renderRoot as ShadowRoot);
    // the page's CSP bars inline styles
    expect(all.filter((element) => element.hasAttribute('style'))).toEqual([]);
    expect(all.filter((element) => element.localName === 'button' && !element.hasAttribute('type'))).toEqual(
      [],
    );
    const spoken = all
      .filter((element) => element.localName !== 'style')
      .flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === 3))
      .map((node) => node.textContent)
      .join(' ');
    expect(spoken).not.toMatch(/!|denied|invalid|forbidden|undefined|NaN|\[object/);
    expect(all.filter((element) => element.matches('.filled')).length).toBeLessThanOrEqual(1);
  });

  it('closing it says so, once', async () => {
    const sheet = await open(what, targets[what](session));
    let closed = 0;
    host.addEventListener('tilth-close', () => {
      closed += 1;
    });
    sheet.close();
    await new Promise((done) => {
      setTimeout(done);
    });
    expect(closed).toBe(1);
  });
});

it('nothing but the button is required to offer help', async () => {
  const sheet = await open('help', lift);
  expect(dialogOf(sheet).textContent).toContain('How can you help Dora?');
  button(sheet, 'Offer this help').click();
  sheet.renderRoot.querySelector('form')?.requestSubmit();
  expect(sent[0]).toMatchObject({ type: 'help.propose', card: lift, share: 'all', note: '' });
});

it('a note is kept while the sheet is closed, and gone once it is sent', async () => {
  const first = await open('help', lift);
  const note = first.renderRoot.querySelector('textarea') as HTMLTextAreaElement;
  note.value = 'Small car, easy to get into.';
  note.dispatchEvent(new Event('input'));
  first.remove();
  const second = await open('help', lift);
  const again = second.renderRoot.querySelector('textarea') as HTMLTextAreaElement;
  expect(again.defaultValue).toBe('Small car, easy to get into.');
  second.renderRoot.querySelector('form')?.requestSubmit();
  expect(sent[0]).toMatchObject({ note: 'Small car, easy to get into.' });
  expect(session.typed(`help:${lift}`)).toBe('');
});

it.each([
  ['without a name', 'nameless', { anonymous: true }],
  ['for someone who agreed', 'behalf', { behalf: { who: 'Old Tom', consent: true } }],
] as const)('a card %s', async (_, whose, carries) => {
  const sheet = await open('write', 'offer');
  const fill = (name: string, value: string): void => {
    const field = sheet.renderRoot.querySelector<HTMLInputElement>(`[name=${name}]`);
    if (!field) throw new Error(name);
    field.value = value;
    field.dispatchEvent(new Event('input'));
  };
  fill('title', 'Bread at the door');
  if (whose === 'behalf') {
    const second = sheet.renderRoot.querySelectorAll<HTMLInputElement>('[name=whose]')[1];
    second?.dispatchEvent(new Event('change'));
    await sheet.updateComplete;
    fill('who', 'Old Tom');
    (sheet.renderRoot.querySelector('[type=checkbox]') as HTMLInputElement).checked = true;
  }
  sheet.renderRoot.querySelector('form')?.requestSubmit();
  expect(sent[0]).toMatchObject({
    type: 'card.create',
    kind: 'offer',
    title: 'Bread at the door',
    ...carries,
  });
  expect(session.typed('write:title')).toBe('');
});

it('what cannot be sent is said in the sheet, and nothing goes out', async () => {
  session.as(me, { type: 'help.propose', help: 'h_mine0000000', card: lift, share: 'all', note: '' });
  const sheet = await open('help', lift);
  sheet.renderRoot.querySelector('form')?.requestSubmit();
  await sheet.updateComplete;
  expect(sent).toEqual([]);
  expect(dialogOf(sheet).textContent).toContain('You have already answered this card');
});

it('a promotion that waits says where and until when, and letting it wait changes nothing', async () => {
  const sheet = await open('waiting', targets.waiting(session));
  const words = dialogOf(sheet).textContent ?? '';
  expect(words).toContain('Your card is kept, and waiting its turn');
  expect(words).toContain('Waiting, first in line');
  expect(words).toMatch(/Goes up by itself then:\s+Monday 30 November, 14:02/);
  button(sheet, 'Let it wait').click();
  expect(sent).toEqual([]);
});

it('a private draft is put aside before the card is taken back', async () => {
  const sheet = await open('waiting', targets.waiting(session));
  const before = session.snapshot.drafts.length;
  button(sheet, 'Keep as a private draft').click();
  expect(session.snapshot.drafts.length).toBe(before + 1);
  expect(session.snapshot.drafts.at(-1)?.command).toMatchObject({ type: 'card.create', kind: 'promotion' });
  expect(sent).toEqual([{ type: 'card.withdraw', card: 'c_promo0000002' }]);
});

it('a title that someone else changed: mine is sent as seen after theirs', async () => {
  const sheet = await open('drafts', 'draft0');
  button(sheet, 'Use mine').click();
  expect(sent[0]).toEqual({
    type: 'card.edit',
    card: 'c_card00000013',
    title: { is: 'Lentil soup on Wednesdays and Fridays', was: 'Lentil soup on Wednesdays, to your door' },
  });
  expect(session.snapshot.drafts.map((draft) => draft.id)).not.toContain('draft0');
});

it('contact lines never stand in a page’s title or address', async () => {
  session.as(me, { type: 'help.propose', help: 'h_mine0000000', card: lift, share: 'all', note: '' });
  session.as('m_dora000000', { type: 'help.accept', help: 'h_mine0000000' });
  session.as('m_dora000000', { type: 'contact.share', match: 'h_mine0000000', line: '07700 900123' });
  const sheet = await open('card', lift);
  await sheet.updateComplete;
  const shown = (): boolean =>
    everything(sheet.renderRoot as ShadowRoot).some(
      (element) => element.children.length === 0 && element.textContent?.includes('07700 900123'),
    );
  expect(shown()).toBe(false);
  button(sheet, 'Show').click();
  await new Promise((done) => {
    setTimeout(done);
  });
  expect(shown()).toBe(true);
  expect(document.title + location.href).not.toContain('07700');
});
