/**
 * The server is killed with -9 in a burst of ten clients, again and again: every acknowledged command and letter is
 * there afterwards, those whose acknowledgement was lost are done once when they are sent again, and it serves again at
 * once. `ROUNDS=100` for a longer proof; a printed seed replays the moments of death.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { newTextDoc, plainText, spliceText } from '#shared/doc/text.ts';
import { unpackBytes } from '#shared/doc/pack.ts';
import { inForm } from '../form.ts';
import type { CommandMessage, CommandReply, TextPushReply } from '#shared/protocol.ts';
import { freshId, newSecret } from '#server/rooms/secrets.ts';
import {
  buildServer,
  endProcess,
  freePort,
  runProcess,
  type ServerProcess,
  startProcess,
} from '#server/testing/process.ts';
import { RawClient } from '#server/testing/raw-client.ts';

const rounds = Number(process.env['ROUNDS'] ?? inForm({ short: 10, faults: 100, long: 1_000 }));
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const people = 10;
const perSecond = 20;
/** The longest that serving again may take, ms. */
const AT_ONCE = 2_000;

let server: ServerProcess | null = null;
const folder = await mkdtemp(join(tmpdir(), 'tilth-kill-'));
afterAll(async () => {
  if (server) await endProcess(server, 'SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** mulberry32 */
function random(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Person {
  secret: string;
  card: string;
  client: RawClient;
  /** Comments by whether their acknowledgement came. */
  acked: Set<string>;
  lost: CommandMessage[];
}

test(`kill -9, ${rounds} times, and a quiet end (SEED=${seed})`, { timeout: 240_000 }, async () => {
  await buildServer();
  const next = random(seed);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  server = await startProcess(port, folder);
  const coldStart = server.took;
  const link = /^member: .*\/b\/(\w+)#key=([\w-]+)$/m;
  await expect.poll(() => server!.output()).toMatch(link);
  const [, board, key] = link.exec(server.output())!;

  const persons = await Promise.all(
    Array.from({ length: people }, async (_, i): Promise<Person> => {
      const secret = newSecret();
      const client = await RawClient.connect(url, { board, key });
      await client.enter(`Person ${i}`, secret);
      await client.sync();
      return { secret, card: await client.card(`Card ${i}`), client, acked: new Set(), lost: [] };
    }),
  );

  // One of them also writes in the body of their card, letter by letter.
  const doc = newTextDoc();
  let ackedLetters = 0;
  let letters = 0;
  const writer = persons[0]!;
  async function write(dead: AbortSignal): Promise<void> {
    const known = await writer.client.openText(writer.card);
    if (!known.ok) throw new Error(known.refusal.code);
    // What was typed without an answer goes along with the next letter.
    let sent = Y.encodeStateVectorFromUpdate(unpackBytes(new Uint8Array(known.updates))[0]!);
    while (!dead.aborted && writer.client.socket.connected) {
      spliceText(doc, letters, 0, 'x', null);
      letters += 1;
      const state = Y.encodeStateVector(doc);
      const update = Y.encodeStateAsUpdate(doc, sent);
      const asked = writer.client.ask<TextPushReply>('textPush', {
        text: writer.card,
        epoch: known.epoch,
        update,
      });
      const reply = await orCut(writer.client, asked);
      if (reply?.ok) {
        ackedLetters = letters;
        sent = state;
      }
      await pause(40);
    }
  }

  const starts: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const dead = new AbortController();
    const burst = persons.map(async (person) => {
      while (!dead.signal.aborted && person.client.socket.connected) {
        const comment = freshId('comment');
        const message: CommandMessage = {
          id: freshId('command'),
          command: { type: 'comment.add', comment, card: person.card, text: `${round}` },
        };
        person.lost.push(message);
        void orCut(person.client, person.client.ask<CommandReply>('command', message)).then((reply) => {
          if (!reply?.ok) return;
          person.acked.add(comment);
          person.lost.splice(person.lost.indexOf(message), 1);
        });
        await pause(1_000 / perSecond);
      }
    });
    const writing = write(dead.signal);
    await pause(150 + next() * 500);
    await endProcess(server, 'SIGKILL');
    dead.abort();
    for (const { client } of persons) client.close();
    await Promise.all([...burst, writing]);

    server = await startProcess(port, folder);
    starts.push(server.took);
    for (const person of persons) {
      person.client = await RawClient.connect(url, { board, device: person.secret });
      await person.client.sync();
    }
    const { client } = persons[0]!;
    const kept = client.state.comments;
    const missing = persons.flatMap(({ acked }) => [...acked].filter((comment) => !kept.has(comment)));
    expect(missing).toEqual([]);
    const body = await client.openText(writer.card);
    if (!body.ok) throw new Error(body.refusal.code);
    const text = plainText(unpackBytes(new Uint8Array(body.updates))[0]!);
    expect(text.length).toBeGreaterThanOrEqual(ackedLetters);
    await Promise.all(
      persons.flatMap(({ client: again, acked, lost }) =>
        lost.splice(0).map(async (message) => {
          expect(await again.ask<CommandReply>('command', message)).toMatchObject({ ok: true });
          if (message.command.type === 'comment.add') acked.add(message.command.comment);
        }),
      ),
    );
  }

  const acked = persons.reduce((sum, person) => sum + person.acked.size, 0);
  const { client: reader } = persons[0]!;
  const { seq } = await persons[1]!.client.sync({
    epoch: reader.epoch,
    stateVector: Y.encodeStateVector(reader.doc),
  });
  await reader.until(() => reader.seq >= seq, 'the last frame');
  expect(reader.state.comments.size).toBe(acked);
  process.stdout.write(
    `${rounds} kills: ${acked} comments and ${ackedLetters} letters acknowledged, 0 lost; ` +
      `first start ${coldStart.toFixed(0)} ms, serving again after ${starts.map((ms) => ms.toFixed(0)).join(', ')} ms\n`,
  );
  // A machine that is busy with other things delays this or that start; the middle one tells.
  const middle = starts.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;
  expect(middle).toBeLessThan(Math.max(AT_ONCE, 2 * coldStart));

  const second = await runProcess({ PORT: '0', DATA_DIR: folder });
  expect(second.code).toBe(1);
  expect(second.output).toMatch(/^Another Tilth server is already using the folder/m);

  const byes = persons.map(({ client }) => client.hears('bye'));
  const began = performance.now();
  expect(await endProcess(server, 'SIGTERM')).toBe(0);
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(await Promise.all(byes)).toEqual(persons.map(() => ['restarting']));
});

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The answer, or null if the connection is cut before it comes. */
function orCut<T>(client: RawClient, asked: Promise<T>): Promise<T | null> {
  const cut = new Promise<null>((resolve) => {
    if (client.socket.connected) client.socket.once('disconnect', () => resolve(null));
    else resolve(null);
  });
  return Promise.race([asked.catch(() => null), cut]);
}
