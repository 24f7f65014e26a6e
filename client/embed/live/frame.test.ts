import { expect, onTestFinished, test, vi } from 'vitest';
import { readSettings, type Settings } from '../settings.ts';
import { LiveFrame } from './frame.ts';

const server = 'https://tilth.example';
const settings = readSettings(
  (name) => (name === 'board' ? 'b_1234567890abcdefghijkl' : null),
  server,
) as Settings;

function setUp() {
  const hooks = { token: vi.fn(async () => 'signed'), ready: vi.fn(), refused: vi.fn(), silent: vi.fn() };
  const frame = new LiveFrame(settings, { to: 'card', card: 'c_1' }, hooks);
  onTestFinished(() => frame.end());
  const posted: { data: unknown; origin: string; port: MessagePort }[] = [];
  const inner = {
    postMessage: (data: unknown, origin: string, [port]: [MessagePort]) =>
      posted.push({ data, origin, port }),
  };
  Object.defineProperty(frame.element, 'contentWindow', { value: inner });
  const hears = (data: unknown, from: { source?: unknown; origin?: string } = {}): void => {
    const event = new MessageEvent('message', { data, origin: from.origin ?? server });
    Object.defineProperty(event, 'source', { value: from.source ?? inner });
    window.dispatchEvent(event);
  };
  /** The board in the frame says hello. @returns its end of the port, and what it is told */
  const meets = async () => {
    hears({ tilth: 1, type: 'hello' });
    const port = posted.at(-1)?.port;
    if (!port) throw new Error('no port was given');
    onTestFinished(() => port.close());
    const told: unknown[] = [];
    port.addEventListener('message', (event) => told.push(event.data));
    port.start();
    await vi.waitFor(() => expect(told.length).toBeGreaterThan(0));
    return { port, told };
  };
  return { frame, hooks, posted, hears, meets };
}

test('the frame is the board’s own page, without a token or a key in its address', () => {
  const { frame } = setUp();
  expect(frame.element.getAttribute('src')).toBe(`${server}/embed/${settings.board}/live`);
});

test('a port is given to the board’s page in its own frame, to that origin, and to nobody else', () => {
  const { posted, hears } = setUp();
  hears({ tilth: 1, type: 'hello' }, { origin: 'https://evil.example' });
  hears({ tilth: 1, type: 'hello' }, { source: window });
  hears({ tilth: 2, type: 'hello' });
  hears('hello');
  expect(posted).toEqual([]);
  hears({ tilth: 1, type: 'hello' });
  expect(posted).toMatchObject([{ data: { tilth: 1, type: 'port' }, origin: server }]);
});

test('it tells how to look and what the visitor wanted, and answers with the site’s token', async () => {
  const { hooks, meets } = setUp();
  const { port, told } = await meets();
  await vi.waitFor(() => expect(told).toHaveLength(2));
  expect(told).toEqual([
    { type: 'look', theme: 'auto', lang: '' },
    { type: 'wish', wish: { to: 'card', card: 'c_1' } },
  ]);
  port.postMessage({ type: 'token', ask: 3 }, []);
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ type: 'token', ask: 3, token: 'signed' }));
  port.postMessage({ type: 'ready' }, []);
  await vi.waitFor(() => expect(hooks.ready).toHaveBeenCalledOnce());
});

test('a frame that was moved begins anew: it is answered again, and the wish is not granted twice', async () => {
  const { frame, hooks, meets } = setUp();
  const before = await meets();
  before.port.postMessage({ type: 'ready' }, []);
  await vi.waitFor(() => expect(frame.stands).toBe(true));
  const after = await meets();
  after.port.postMessage({ type: 'ready' }, []);
  after.port.postMessage({ type: 'token', ask: 1 }, []);
  await vi.waitFor(() => expect(after.told).toHaveLength(2));
  expect(after.told.map((said) => (said as { type: string }).type)).toEqual(['look', 'token']);
  expect(hooks.ready).toHaveBeenCalledOnce();
});

test('a frame that says nothing is given up after a while, and one that speaks is not', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const [dumb, live] = [setUp(), setUp()];
  live.hears({ tilth: 1, type: 'hello' });
  vi.advanceTimersByTime(60_000);
  expect(dumb.hooks.silent).toHaveBeenCalledOnce();
  expect(live.hooks.silent).not.toHaveBeenCalled();
});
