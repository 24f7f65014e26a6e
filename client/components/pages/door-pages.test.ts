/** The pages at the door: a code that is typed, a door that asks first, and a room that is full. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LitElement } from 'lit';
import type { Knocking, Outcome } from '#client/session/port.ts';
import { FixtureSession } from '#client/view/fixture.ts';
import './tilth-code.ts';
import './tilth-join.ts';
import './tilth-start.ts';
import './tilth-waiting-room.ts';

let host: HTMLElement;
beforeEach(() => {
  host = document.createElement('div');
  document.body.append(host);
});
afterEach(() => {
  host.remove();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function show<T extends LitElement>(element: T): Promise<T> {
  host.append(element);
  await drawn(element);
  return element;
}

async function drawn(element: LitElement): Promise<void> {
  for (let level = 0; level < 4; level += 1) await element.updateComplete;
}

function everything(root: Element | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? everything(element.shadowRoot) : []),
  ]);
}
const inside = (element: LitElement): Element[] => everything(element.renderRoot as ShadowRoot);
const words = (element: LitElement): string =>
  inside(element)
    .filter((one) => one.children.length === 0 || /^(P|H1|H2|BUTTON|A)$/.test(one.tagName))
    .map((one) => one.textContent?.replace(/\s+/g, ' ').trim())
    .join(' | ');
function button(element: LitElement, name: string): HTMLButtonElement {
  const found = inside(element).find(
    (one) => one.localName === 'button' && one.textContent?.replace(/\s+/g, ' ').trim() === name,
  );
  if (!found) throw new Error(`no button ${name} in: ${words(element)}`);
  return found as HTMLButtonElement;
}
const field = (element: LitElement): HTMLInputElement =>
  inside(element).find((one) => one.localName === 'input') as HTMLInputElement;
function submit(element: LitElement): void {
  const form = inside(element).find((one) => one.localName === 'form') as HTMLFormElement;
  form.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
}

describe('a code', () => {
  const asked = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
  beforeEach(() => {
    asked.mockReset();
    vi.stubGlobal('fetch', asked);
  });

  it.each([
    [404, 'This code opens nothing now'],
    [429, 'Many codes were tried just now'],
    [503, 'cannot look it up at the moment'],
  ])('that is answered %i keeps what was typed and says why', async (status, said) => {
    asked.mockResolvedValue(new Response('{}', { status }));
    const code = await show(document.createElement('tilth-code'));
    field(code).value = ' 482-113 907 ';
    submit(code);
    await vi.waitFor(() => expect(words(code)).toContain(said));
    expect(asked).toHaveBeenCalledOnce();
    expect(asked.mock.calls[0]?.[0]).toBe('/api/join');
    expect(asked.mock.calls[0]?.[1]?.body).toBe('{"code":"482113907"}');
    expect(field(code).value).toBe(' 482-113 907 ');
  });

  it.each(['', '48211390', '4821139070'])('%j is not sent', async (typed) => {
    const code = await show(document.createElement('tilth-code'));
    field(code).value = typed;
    submit(code);
    await drawn(code);
    expect(words(code)).toContain('A code has nine digits');
    expect(asked).not.toHaveBeenCalled();
  });

  it('from the address is tried at once', async () => {
    asked.mockResolvedValue(new Response('{}', { status: 404 }));
    const start = document.createElement('tilth-start');
    start.joining = true;
    start.code = '482113907';
    await show(start);
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
    expect(field(start).value).toBe('482 113 907');
  });
});

describe('a door that asks first', () => {
  let session: FixtureSession;
  beforeEach(() => {
    session = new FixtureSession('join');
    session.change({ connection: { state: 'closed', why: 'asks' }, me: { type: 'unknown' } });
  });
  const come = async () => {
    const room = document.createElement('tilth-waiting-room');
    room.session = session;
    return show(room);
  };

  it('is what the page of the board shows, and nothing of the board', async () => {
    const join = document.createElement('tilth-join');
    join.session = session;
    await show(join);
    expect(words(join)).toContain('Somebody lets people in one by one');
    expect(words(join)).not.toContain('Just look around');
  });

  it('asks for a name, and waits', async () => {
    const knock = vi.spyOn(session, 'knock');
    const room = await come();
    submit(room);
    await drawn(room);
    expect(knock).not.toHaveBeenCalled();
    field(room).value = 'Cem';
    submit(room);
    await vi.waitFor(() => expect(knock).toHaveBeenCalledWith('Cem', expect.any(Function)));
    session.answerKnock('waiting');
    await drawn(room);
    expect(words(room)).toContain('You are at the door, Cem');
    expect(document.activeElement?.shadowRoot?.activeElement?.localName).toBe('h2');
  });

  it('goes on waiting when the page is loaded anew, and not when it was answered', async () => {
    const knock = vi.spyOn(session, 'knock');
    const first = await come();
    field(first).value = 'Cem';
    submit(first);
    await vi.waitFor(() => expect(session.typed('waiting at the door')).toBe('Cem'));
    knock.mockClear();
    const again = await come();
    await vi.waitFor(() => expect(knock).toHaveBeenCalledWith('Cem', expect.any(Function)));
    session.answerKnock('notToday');
    await drawn(again);
    expect(session.typed('waiting at the door')).toBe('');
  });

  it.each([
    ['away', 'There is no connection at the moment'],
    ['notToday', 'Not today'],
    ['over', 'This door is closed'],
    ['full', 'Many people are waiting already'],
  ] as [Knocking, string][])('says what "%s" means', async (knocking, said) => {
    const room = await come();
    field(room).value = 'Cem';
    submit(room);
    await vi.waitFor(() => expect(session.typed('waiting at the door')).toBe('Cem'));
    session.answerKnock(knocking);
    await drawn(room);
    expect(words(room)).toContain(said);
  });

  it('whoever leaves is asked for a name again', async () => {
    const gone = vi.fn<() => void>();
    vi.spyOn(session, 'knock').mockImplementation((_name, told) => {
      session.answerKnock = told;
      return Promise.resolve(gone);
    });
    const room = await come();
    field(room).value = 'Cem';
    submit(room);
    await vi.waitFor(() => expect(session.knock).toHaveBeenCalled());
    session.answerKnock('waiting');
    await drawn(room);
    button(room, 'Leave again').click();
    await drawn(room);
    expect(gone).toHaveBeenCalledOnce();
    expect(field(room)).toBeTruthy();
  });
});

describe('a full room', () => {
  const full: Outcome = { type: 'refused', refusal: { code: 'boardFull', retry: 'later' } };

  it('is a page that tries again by itself, and lets one look around', async () => {
    const session = new FixtureSession('join');
    const tried = vi.spyOn(session, 'join').mockResolvedValue(full);
    const join = document.createElement('tilth-join');
    join.session = session;
    await show(join);
    field(join).value = 'Cem';
    session.keepTyped('join', 'Cem');
    vi.useFakeTimers();
    submit(join);
    await vi.advanceTimersByTimeAsync(0);
    expect(words(join)).toContain('The room is full');
    expect(button(join, 'Just look around')).toBeTruthy();
    tried.mockClear();
    await vi.advanceTimersByTimeAsync(13_000);
    expect(tried).toHaveBeenCalledTimes(1);
    expect(words(join)).toContain('The room is full');
    await vi.advanceTimersByTimeAsync(26_000);
    expect(tried).toHaveBeenCalledTimes(2);
    button(join, 'Try again now').click();
    await vi.advanceTimersByTimeAsync(0);
    expect(tried).toHaveBeenCalledTimes(3);
  });

  it('where the server has no place is tried again as well, but not for members with many pages', async () => {
    const session = new FixtureSession('join');
    const retry = vi.spyOn(session, 'retry').mockImplementation(() => undefined);
    session.change({ connection: { state: 'closed', why: 'tooMany' }, me: { type: 'unknown' } });
    const join = document.createElement('tilth-join');
    join.session = session;
    vi.useFakeTimers();
    host.append(join);
    await vi.advanceTimersByTimeAsync(13_000);
    expect(words(join)).toContain('A great many people are here at once');
    expect(retry).toHaveBeenCalledTimes(1);
    session.change({ me: { type: 'member', member: 'm_1', role: 'member', device: 'd_1' } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(retry).toHaveBeenCalledTimes(1);
  });
});
