/** Load: somebody who sends what no client would, before and after they came in. A seed decides all of it. */
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { Dice } from '#shared/testing/dice.ts';
import { craft } from '#shared/doc/testing/craft.ts';
import { protocolVersion } from '#shared/protocol.ts';
import { offer } from './helper.ts';

interface Attack {
  port: number;
  board: string;
  key: string;
  seed: number;
  frames: number;
  perSecond: number;
}

type Frame = string | Buffer;

const bytes = (dice: Dice, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => dice.below(256)));

/** Packets as a client sends them. */
const valid = [
  '3',
  '42["sync",{}]',
  '421["sync",{"epoch":1,"seq":3}]',
  '422["command",{"id":"q_0123456789abcdefghij","command":{"type":"member.rest","resting":true}}]',
  '423["enter",{"id":"q_0123456789abcdefghik","name":"Eve","secret":"0123456789012345678901234567890123456789012"}]',
  '42["here",{"card":"c_01234567890123456789","writing":true}]',
  '424["textOpen",{"text":"notes"}]',
  '451-5["textPush",{"text":"notes","epoch":1,"update":{"_placeholder":true,"num":0}}]',
  '426["access",{"id":"q_0123456789abcdefghil","type":"link.mint","role":"facilitator","label":"x"}]',
  '42["textClose","notes"]',
] as const;

function mutated(dice: Dice): string {
  const letters = dice.one(valid).split('');
  for (let changes = dice.below(4); changes >= 0; changes -= 1) {
    const at = dice.below(letters.length);
    if (dice.rarely(2)) letters.splice(at, 1 + dice.below(3));
    else letters.splice(at, 0, dice.one(['"', '{', '[', '9', '\u0000', '\ud800', '-', '_placeholder', '😀']));
    if (letters.length === 0) break;
  }
  return letters.join('');
}

/** A text update that no Yjs makes, behind the packet that announces it. */
function craftedPush(dice: Dice): Frame[] {
  const huge = dice.one([1, 2 ** 20, 2 ** 31, 2 ** 40]);
  const update = craft(
    [
      {
        client: dice.below(1_000),
        clock: dice.one([0, huge]),
        structs: [{ content: dice.rarely(2) ? { deleted: huge } : { string: 'x'.repeat(dice.below(50)) } }],
        claims: huge,
      },
    ],
    [{ client: 1, ranges: [[0, huge]] }],
  );
  return [valid[7].replace('5[', `${dice.below(1_000)}[`), Buffer.from(update)];
}

/** What somebody sends who came in; each is one or a few frames. */
const frames: readonly ((dice: Dice) => Frame[])[] = [
  (dice) => [mutated(dice)],
  (dice) => [`4${bytes(dice, dice.below(60)).toString('latin1')}`],
  (dice) => [bytes(dice, dice.below(200))],
  craftedPush,
  (dice) => [valid[7], bytes(dice, dice.below(400))],
  (dice) => [
    `4${2 ** 31}-["command"]`,
    `45${dice.below(99)}-["command",{"_placeholder":true,"num":${2 ** 40}}]`,
  ],
  (dice) => [`4511-["command",${'{"_placeholder":true,"num":0},'.repeat(10)}0]`, bytes(dice, 8)],
  (dice) => [
    `42["${dice.one(['__proto__', 'constructor', 'error', 'disconnect', 'newListener', 'then'])}",{}]`,
  ],
  () => ['427["command",{"__proto__":{"type":"member.leave"},"id":"q_0123456789abcdefghij"}]'],
  (dice) => [`42["command",${'['.repeat(dice.below(40_000))}`],
  (dice) => {
    const depth = dice.below(30_000);
    return [`428["command",${'['.repeat(depth)}${']'.repeat(depth)}]`];
  },
  (dice) => [`43${dice.below(1e6)}["an answer to nothing"]`],
  (dice) => [`4${dice.one(['0', '1', '4', '6', '0/other,', '2/other,["sync",{}]', '7', '9'])}{}`],
  (dice) => [dice.one(['0', '1', '2', '2probe', '5', '6', '7', '', 'b4AAAA', '40', '41'])],
  (dice) => [`42["sync",{"epoch":${'9'.repeat(dice.below(400))},"stateVector":7}]`],
  (dice) => ['451-["sync",{"epoch":1,"seq":1,"stateVector":{"_placeholder":true,"num":0}}]', bytes(dice, 40)],
  (dice) => Array.from({ length: 3 }, () => dice.one(valid)),
  (dice) => [dice.rarely(60) ? `42["here","${'x'.repeat(170 * 1024)}"]` : '3'],
];

/** What is no WebSocket at all. */
const requests: readonly ((dice: Dice) => Buffer | string)[] = [
  (dice) => bytes(dice, 300),
  () => 'GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n',
  () => 'POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n40{}',
  () =>
    'GET /socket.io/?EIO=3&transport=websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
  () => 'GET /elsewhere HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n',
  () => `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
];

let tally = { frames: 0, connections: 0, closed: 0 };

/** Sends up to a few dozen frames over one connection, until it is closed. @returns how many */
async function assault(attack: Attack, dice: Dice, inside: boolean, most: number): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${attack.port}/socket.io/?EIO=4&transport=websocket`);
  tally.connections += 1;
  const closed = new Promise<void>((resolve) => {
    socket.on('error', () => undefined);
    socket.once('close', () => resolve());
  });
  const heard = (start: string): Promise<void> =>
    new Promise((resolve) =>
      socket.on('message', (data: Buffer) => data.toString().startsWith(start) && resolve()),
    );
  await Promise.race([heard('0'), closed]);
  if (inside && socket.readyState === WebSocket.OPEN) {
    const welcome = heard('40');
    socket.send(`40${JSON.stringify({ v: protocolVersion, board: attack.board, key: attack.key })}`);
    await Promise.race([welcome, closed]);
  }
  let sent = 0;
  while (sent < most && socket.readyState === WebSocket.OPEN) {
    for (const frame of dice.one(frames)(dice)) {
      socket.send(frame, { fin: !dice.rarely(50) });
      sent += 1;
    }
    if (dice.rarely(20)) socket.ping(bytes(dice, 100));
    if (dice.rarely(3)) await new Promise((resolve) => setImmediate(resolve));
  }
  if (socket.readyState !== WebSocket.OPEN) tally.closed += 1;
  if (dice.rarely(2)) socket.close();
  socket.terminate();
  await closed;
  return sent;
}

async function request(port: number, what: Buffer | string): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('data', () => socket.destroy());
  socket.setTimeout(300, () => socket.destroy());
  socket.write(what);
  await closed;
}

const deeds = {
  /** Sends so many frames, over one connection after the other, some at once. */
  async attack(attack: Attack): Promise<typeof tally> {
    const dice = new Dice(attack.seed);
    tally = { frames: 0, connections: 0, closed: 0 };
    const began = performance.now();
    const due = (): number => began + (tally.frames * 1_000) / attack.perSecond;
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (tally.frames < attack.frames) {
          if (dice.rarely(10)) {
            await request(attack.port, dice.one(requests)(dice));
            tally.frames += 1;
          } else tally.frames += await assault(attack, dice, !dice.rarely(4), 40);
          const early = due() - performance.now();
          if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        }
      }),
    );
    return tally;
  },
};

export type HostileDeeds = typeof deeds;
offer(deeds);
