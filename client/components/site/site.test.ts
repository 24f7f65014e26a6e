import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limits } from '#shared/limits.ts';
import { FixtureSession } from '#client/view/fixture.ts';
import './tilth-on-site.ts';
import type { TilthOnSite } from './tilth-on-site.ts';

const library = 'https://library.example';
let session: FixtureSession;
let sheet: TilthOnSite;

beforeEach(() => {
  session = new FixtureSession('facilitator');
});
afterEach(() => sheet.remove());

async function open(...sites: string[]): Promise<void> {
  session.time({ type: 'board.sites', origins: sites });
  sheet = document.createElement('tilth-on-site');
  sheet.session = session;
  document.body.append(sheet);
  await settled();
}
/** Nested elements draw themselves one after the other. */
async function settled(): Promise<void> {
  for (let depth = 0; depth < 6; depth += 1) {
    await sheet.updateComplete;
    await Promise.resolve();
  }
}
function part(tag: string): Element | null {
  return sheet.renderRoot.querySelector(tag);
}
function within<E extends Element = HTMLElement>(tag: string, selector: string): E {
  const found = part(tag)?.shadowRoot?.querySelector<E>(selector);
  if (!found) throw new Error(`no ${selector} in ${tag}`);
  return found;
}
/** The words of a part, without those of the parts inside it. */
function read(tag: string): string {
  return part(tag)?.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';
}
function press(tag: string, words: string): void {
  const buttons = part(tag)?.shadowRoot?.querySelectorAll('button') ?? [];
  const found = [...buttons].find((button) => button.textContent?.trim() === words);
  if (!found) throw new Error(`no button ${words} in ${tag}`);
  found.click();
}
/** Presses what cannot be taken back, and again, with the focus where a keyboard has it. */
async function sure(tag: string): Promise<void> {
  for (let press = 0; press < 2; press += 1) {
    const buttons = within(tag, 'tilth-sure').shadowRoot?.querySelectorAll('button') ?? [];
    const last = [...buttons].at(-1);
    last?.focus();
    last?.click();
    await settled();
  }
}

describe('the sites', () => {
  async function add(address: string): Promise<void> {
    within<HTMLInputElement>('tilth-sites', 'input').value = address;
    within('tilth-sites', 'form').dispatchEvent(new Event('submit', { cancelable: true }));
    await settled();
  }

  it('without one there is nothing to copy and nothing to look at', async () => {
    await open();
    expect(read('tilth-sites')).toContain('None yet');
    expect(part('tilth-snippet')).toBeNull();
  });

  it('one that is added stands on the list, beside those that are there, and the lines for its page appear', async () => {
    await open();
    await add('https://Parish.example/');
    expect(part('tilth-snippet')).not.toBeNull();
    const access = vi.spyOn(session, 'access');
    await add(library);
    expect(access).toHaveBeenCalledExactlyOnceWith({
      type: 'site.add',
      site: library,
    });
    expect(part('tilth-sites')?.shadowRoot?.querySelector('ul')?.textContent).toContain(library);
    expect(within('tilth-sites', '.said').textContent).toContain(`${library} may show the board now.`);
    expect(within<HTMLInputElement>('tilth-sites', 'input').value).toBe('');
  });

  it('a mistake is said, nothing goes out, and what was probably meant is one press away', async () => {
    await open();
    const access = vi.spyOn(session, 'access');
    await add('https://library.example/boards');
    expect(access).not.toHaveBeenCalled();
    expect(read('tilth-sites')).toContain('it ends before the first slash');
    const field = within<HTMLInputElement>('tilth-sites', 'input');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.value).toBe('https://library.example/boards');
    press('tilth-sites', `Use ${library}`);
    await settled();
    expect(field.value).toBe(library);
    expect(field.getAttribute('aria-invalid')).toBe('false');
  });

  it('one is taken off, and the others stay', async () => {
    await open(library, 'https://parish.example');
    const access = vi.spyOn(session, 'access');
    await sure('tilth-sites');
    expect(access).toHaveBeenCalledExactlyOnceWith({
      type: 'site.remove',
      site: library,
    });
    expect(part('tilth-sites')?.shadowRoot?.querySelector('ul')?.textContent).not.toContain(library);
    expect(within('tilth-sites', '.said').textContent).toContain(`${library} shows the board no more.`);
    expect(part('tilth-sites')?.shadowRoot?.activeElement?.localName).toBe('h3');
  });

  it('what the server does not accept is said, and what was typed stays', async () => {
    await open();
    vi.spyOn(session, 'access').mockResolvedValue({
      ok: false,
      refusal: { code: 'notNow', retry: 'later' },
    });
    await add(library);
    expect(within('tilth-sites', '.refusal p').textContent?.trim()).toBeTruthy();
    expect(within<HTMLInputElement>('tilth-sites', 'input').value).toBe(library);
  });
});

describe('the lines for a page', () => {
  const code = (): string => within<HTMLElement & { text: string }>('tilth-snippet', 'tilth-copy').text;
  const preview = (): string | undefined =>
    part('tilth-snippet')?.shadowRoot?.querySelector('iframe')?.getAttribute('src') ?? undefined;
  function choice<E extends Element>(selector: string): E | null {
    return within('tilth-snippet', 'tilth-choices').shadowRoot?.querySelector<E>(selector) ?? null;
  }
  async function tick(name: string, checked: boolean): Promise<HTMLInputElement> {
    const box = choice<HTMLInputElement>(`input[name=${name}]`) as HTMLInputElement;
    box.checked = checked;
    box.dispatchEvent(new Event('change'));
    await settled();
    return box;
  }
  async function pick(name: 'view' | 'theme', value: string): Promise<void> {
    const select = choice<HTMLSelectElement>(`#${name}`) as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event('change'));
    await settled();
  }
  async function frame(): Promise<void> {
    choice('label:nth-child(2) input')?.dispatchEvent(new Event('change'));
    await settled();
  }

  it('follow what is chosen, and so does the picture', async () => {
    await open(library);
    const { board } = session.snapshot;
    expect(code()).toContain(`<tilth-board board="${board}"></tilth-board>`);
    expect(preview()).toBe(`/embed/${board}`);
    await tick('promotion', false);
    await pick('view', 'tabs');
    await pick('theme', 'dark');
    expect(code()).toContain(
      `<tilth-board board="${board}" without-promotions view="tabs" theme="dark"></tilth-board>`,
    );
    expect(preview()).toBe(`/embed/${board}?kinds=need+offer+referral&view=tabs&theme=dark`);
    await frame();
    expect(code()).toContain(`<iframe src="${location.origin}${preview()?.replaceAll('&', '&amp;')}"`);
  });

  it('one kind always stays', async () => {
    await open(library);
    for (const kind of ['need', 'offer', 'referral']) await tick(kind, false);
    const last = await tick('promotion', false);
    expect(last.checked).toBe(true);
    expect(choice('[role=status]')?.textContent).toBe('At least one stays chosen.');
    expect(code()).toContain('kinds="promotion"');
    await tick('need', true);
    expect(choice('[role=status]')?.textContent).toBe('');
  });

  it('visitors who are to write get a link of their own, made once', async () => {
    await open(library);
    const access = vi.spyOn(session, 'access');
    press('tilth-snippet', 'Let them write');
    await settled();
    expect(access).toHaveBeenCalledExactlyOnceWith({
      type: 'link.mint',
      role: 'member',
      label: 'On your site',
    });
    const { board } = session.snapshot;
    expect(code()).toContain(`join="${location.origin}/b/${board}#key=fixture"`);
    press('tilth-snippet', 'Let them only read');
    await settled();
    expect(code()).not.toContain('key');
    press('tilth-snippet', 'Let them write');
    await settled();
    expect(access).toHaveBeenCalledTimes(1);
    expect(code()).toContain('join=');
  });

  it('a frame to write in is the board whole: nothing is left to choose, and it is not opened here', async () => {
    await open(library);
    await frame();
    press('tilth-snippet', 'Let them write');
    await settled();
    const { board } = session.snapshot;
    expect(code()).toContain(`<iframe src="${location.origin}/embed/${board}/live#key=fixture"`);
    expect(choice('input[type=checkbox]')).toBeNull();
    expect(preview()).toBeUndefined();
    expect(read('tilth-snippet')).toContain('look at it on your page');
  });

  it('without a link they stay as they were, and it is said why', async () => {
    await open(library);
    vi.spyOn(session, 'access').mockResolvedValue({
      ok: false,
      refusal: { code: 'boardFull', retry: 'later' },
    });
    press('tilth-snippet', 'Let them write');
    await settled();
    expect(within('tilth-snippet', '.refusal p').textContent?.trim()).toBeTruthy();
    expect(code()).not.toContain('key');
  });

  it('are copied as they stand', async () => {
    await open(library);
    const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const copy = within('tilth-snippet', 'tilth-copy');
    copy.shadowRoot?.querySelector('button')?.click();
    await vi.waitUntil(() => copy.shadowRoot?.querySelector('[role=status]')?.textContent === 'Copied');
    expect(written).toHaveBeenCalledExactlyOnceWith(code());
  });
});

describe('the keys', () => {
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  const form = (): ShadowRoot => {
    const found = part('tilth-site-keys')?.shadowRoot?.querySelector('tilth-new-key')?.shadowRoot;
    if (!found) throw new Error('no form');
    return found;
  };
  async function make(): Promise<void> {
    form()
      .querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settled();
  }
  async function choose(means: 'public' | 'secret'): Promise<void> {
    const [open, shared] = form().querySelectorAll('input');
    (means === 'public' ? open : shared)?.dispatchEvent(new Event('change'));
    await settled();
  }
  const told = (): string[] =>
    [...form().querySelectorAll<HTMLElement & { text: string }>('tilth-copy')].map(({ text }) => text);

  it('what was pasted is there again for whoever looks at the other way meanwhile', async () => {
    await open(library);
    const pasted = form().querySelector('textarea') as HTMLTextAreaElement;
    pasted.value = 'half a key';
    await choose('secret');
    expect(pasted.checkVisibility()).toBe(false);
    await choose('public');
    expect(form().querySelector('textarea')?.value).toBe('half a key');
    expect(pasted.checkVisibility()).toBe(true);
  });

  it('one with a public key: its part alone is sent, and there is no secret to keep', async () => {
    await open(library);
    const access = vi.spyOn(session, 'access');
    const pasted = form().querySelector('textarea') as HTMLTextAreaElement;
    pasted.value = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x, kid: 'one' });
    await make();
    expect(access).toHaveBeenCalledExactlyOnceWith({
      type: 'siteKey.add',
      site: library,
      role: 'member',
      publicKey: x,
    });
    expect(told()).toHaveLength(1);
    expect(pasted.value).toBe('');
    expect(read('tilth-site-keys')).toContain('checked with the site’s public key');
  });

  it('where a site has one, its visitors write in a frame of ours, which its policy has to let through', async () => {
    await open(library);
    const policy = (): string =>
      within<HTMLElement & { text: string }>('tilth-snippet', 'details tilth-copy').text;
    expect(policy()).not.toContain('frame-src');
    await choose('secret');
    await make();
    expect(policy()).toContain(`frame-src ${location.origin}`);
  });

  it('one with a secret shows it, this once', async () => {
    await open(library);
    await choose('secret');
    const role = form().querySelector('#role') as HTMLSelectElement;
    role.value = 'viewer';
    await make();
    expect(told()[1]).toBe('fixture');
    expect(read('tilth-site-keys')).toContain('Visitors may look, checked with a secret that both know');
    sheet.remove();
    await open(library);
    expect(told()).toEqual([]);
  });

  it('a key that can sign is not sent anywhere, and it says why', async () => {
    await open(library);
    const access = vi.spyOn(session, 'access');
    const pasted = form().querySelector('textarea') as HTMLTextAreaElement;
    pasted.value = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x, d: 'secret' });
    await make();
    expect(access).not.toHaveBeenCalled();
    expect(form().querySelector('#fault')?.textContent).toContain('it has to stay with the site');
    expect(pasted.getAttribute('aria-invalid')).toBe('true');
  });

  it('one is ended by its name', async () => {
    await open(library);
    await choose('secret');
    await make();
    const [key = ''] = told();
    const access = vi.spyOn(session, 'access');
    await sure('tilth-site-keys');
    expect(access).toHaveBeenCalledExactlyOnceWith({ type: 'siteKey.revoke', key });
    expect(read('tilth-site-keys')).not.toContain(key);
    expect(told()).toEqual([]);
    expect(part('tilth-site-keys')?.shadowRoot?.activeElement?.localName).toBe('h3');
  });

  it('the last one that there can be still shows its secret, and no further one is offered', async () => {
    session.time({ type: 'board.sites', origins: [library] });
    const more = { type: 'siteKey.add', site: library, role: 'member', alg: 'HS256', verifier: 'v' } as const;
    for (let nth = 1; nth < limits.siteKeys; nth += 1)
      session.time({ ...more, key: `y_key${String(nth).padStart(7, '0')}` });
    await open(library);
    await choose('secret');
    await make();
    expect(told()).toHaveLength(2);
    expect(form().querySelector('form')).toBeNull();
    expect(form().textContent).toContain('as many as there can be');
  });
});

it('says nothing to whoever is no facilitator', async () => {
  session = new FixtureSession('board');
  await open(library);
  expect(part('tilth-sites')).toBeNull();
  expect(sheet.renderRoot.textContent).toContain('for the people who look after the board');
});
