import { afterEach, expect, test, vi } from 'vitest';
import { Host, meetHost } from './host.ts';

const site = 'https://library.example';

function meet() {
  const { port1, port2 } = new MessageChannel();
  const events = { look: vi.fn(), wish: vi.fn() };
  const host = new Host(site, port2, events);
  const heard: unknown[] = [];
  port1.addEventListener('message', (event) => heard.push(event.data));
  port1.start();
  afterEach(() => port1.close());
  /** Resolves when what the site said has been heard. @returns the looks that were heard */
  const says = async (...messages: unknown[]): Promise<unknown[][]> => {
    for (const message of messages) port1.postMessage(message, []);
    port1.postMessage({ type: 'look', theme: 'dark', lang: 'end' }, []);
    await vi.waitFor(() => expect(events.look).toHaveBeenCalledWith('dark', 'end'));
    return events.look.mock.calls.splice(0).slice(0, -1);
  };
  return { host, events, heard, says };
}

test('what is no message of the protocol is not heard', async () => {
  const { events, says } = meet();
  await says(null, 'wish', {}, { type: 'erase' }, { type: 'token', ask: 9, token: 'unasked' });
  expect(events.wish).not.toHaveBeenCalled();
  await says({ type: 'wish', wish: { to: 'card', card: 'c_1' } });
  expect(events.wish.mock.calls).toEqual([[{ to: 'card', card: 'c_1' }]]);
});

test('a look that is none is the device’s own', async () => {
  const { says } = meet();
  expect(
    await says({ type: 'look', theme: 'url(x)', lang: 7 }, { type: 'look', theme: 'light', lang: 'de' }),
  ).toEqual([
    ['auto', ''],
    ['light', 'de'],
  ]);
});

test('each token answers the question that it was asked for', async () => {
  const { host, heard, says } = meet();
  const [first, second] = [host.token(), host.token()];
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  expect(heard).toEqual([
    { type: 'token', ask: 1 },
    { type: 'token', ask: 2 },
  ]);
  await says({ type: 'token', ask: 2, token: 'two' }, { type: 'token', ask: 1, token: 'one' });
  expect([await first, await second]).toEqual(['one', 'two']);
});

test.each([
  ['nothing', ''],
  ['no text', { token: 1 }],
  ['a list', ['a']],
])('a site that answers with %s has no token', async (_what, token) => {
  const { host, says } = meet();
  const asked = host.token();
  asked.catch(() => undefined);
  await says({ type: 'token', ask: 1, token });
  await expect(asked).rejects.toThrow('no token');
});

test('a port is taken from the page around alone, once, and with its origin', async () => {
  const said = vi.spyOn(window.parent, 'postMessage').mockImplementation(() => undefined);
  const meeting = meetHost({ look: vi.fn(), wish: vi.fn() });
  expect(said).toHaveBeenCalledWith({ tilth: 1, type: 'hello' }, '*');
  const hears = (source: unknown, data: unknown, origin: string): void => {
    const { port1 } = new MessageChannel();
    const event = new MessageEvent('message', { data, origin });
    Object.defineProperties(event, { source: { value: source }, ports: { value: [port1] } });
    window.dispatchEvent(event);
  };
  hears({}, { tilth: 1, type: 'port' }, 'https://other.example');
  hears(window.parent, { tilth: 2, type: 'port' }, 'https://other.example');
  hears(window.parent, { type: 'port' }, 'https://other.example');
  hears(window.parent, { tilth: 1, type: 'port' }, site);
  hears(window.parent, { tilth: 1, type: 'port' }, 'https://late.example');
  expect((await meeting).site).toBe(site);
});
