/** Whoever asks a server for one thing after the other, and takes down how long each answer took. */
import { RawClient } from '#server/testing/raw-client.ts';
import type { MadeBoard } from './new-board.ts';

export interface Asked {
  what: string;
  answer: string;
  took: number;
}

const codeOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Everything that can be asked of a server, each thing once. `client` is a member of `warm`; nobody is on `cold`. */
export async function askEverything(
  url: string,
  warm: MadeBoard,
  cold: MadeBoard,
  client: RawClient,
  card: string,
): Promise<Asked[]> {
  const http = async (path: string, init?: RequestInit): Promise<string> =>
    String((await fetch(`${url}${path}`, init)).status);
  // Once it is sent away there is nobody to ask.
  const socket = async (ask: () => Promise<{ ok: boolean; refusal?: { code: string } }>): Promise<string> => {
    if (!client.socket.connected) return 'sent away';
    const reply = await ask();
    return reply.ok ? 'ok' : (reply.refusal?.code ?? 'refused');
  };
  const knock = async (board: MadeBoard): Promise<string> => {
    const visitor = await RawClient.connect(url, { board: board.id, key: board.keys.viewer });
    visitor.close();
    return 'ok';
  };
  const questions: Record<string, () => Promise<string>> = {
    healthz: () => http('/healthz'),
    readyz: () => http('/readyz'),
    'warm board': () => http(`/api/boards/${warm.id}`),
    'cold board': () => http(`/api/boards/${cold.id}`),
    'new board': () =>
      http('/api/boards', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"title":"New"}',
      }),
    'knock warm': () => knock(warm),
    'knock cold': () => knock(cold),
    command: () => socket(() => client.command({ type: 'member.rest', resting: true })),
    text: () => socket(() => client.openText(card)),
    sync: () => socket(() => client.sync()),
  };
  return Promise.all(
    Object.entries(questions).map(async ([what, ask]): Promise<Asked> => {
      const began = performance.now();
      const answer = await ask().catch(codeOf);
      return { what, answer, took: performance.now() - began };
    }),
  );
}

/** The value of a metric of a server. */
export async function metric(url: string, name: string): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  const value = new RegExp(`^${name} (.*)$`, 'm').exec(page)?.[1];
  if (value === undefined) throw new Error(`there is no metric ${name}`);
  return Number(value);
}
