/**
 * How presence lies in Redis, for as long as somebody is there: nothing of it is written to the disk with the other
 * writes (the script says so), and what no node renews dies.
 *
 *     tilth:{<board>}:here      hash: a row for every connection
 *     tilth:{<board>}:seen      sorted set: the connections by the time of Redis, ms, at which their node last spoke
 *     tilth:{<board>}:version   counts the changes
 *     tilth:{<board>}:moves     channel: the changes, one message a tick and node
 */
import { Script } from '#server/redis/script.ts';
import { checkBoardId } from '#server/store/entries.ts';
import type { Looking } from '#shared/protocol.ts';
import type { Presence } from './port.ts';

export function presenceKeys(board: string): {
  rows: string;
  seen: string;
  version: string;
  channel: string;
} {
  checkBoardId(board);
  const key = (name: string): string => `tilth:{${board}}:${name}`;
  return { rows: key('here'), seen: key('seen'), version: key('version'), channel: key('moves') };
}

type Row = [socket: string, member: string, card: string, writing: 0 | 1, active: number, looking?: Looking];

export function encodeRow({ socket, member, card, writing, active, looking }: Presence): string {
  const row: Row = [socket, member, card, writing ? 1 : 0, active];
  if (looking) row.push(looking);
  return JSON.stringify(row);
}

export function decodeRow(row: string): Presence {
  const [socket, member, card, writing, active, looking = null] = JSON.parse(row) as Row;
  return { socket, member, card, writing: writing === 1, active, looking };
}

/** What one node changed: its name and the version on the first line, then a line each: `+row` or `-socket`. */
export function decodeMessage(message: string): {
  node: string;
  version: number;
  rows: Presence[];
  gone: string[];
} {
  const [first = '', ...lines] = message.split('\n');
  const [node = '', version = ''] = first.split(' ');
  const told = (sign: string): string[] =>
    lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
  return { node, version: Number(version), rows: told('+').map(decodeRow), gone: told('-') };
}

/**
 * Renews and changes a node's rows, removes the dead ones of all nodes, and tells what changed.
 *
 * Keys: rows, seen, version. Arguments: how long a row lives, ms; channel; the node's name; `all` to be answered all rows;
 * the number of rows to set, their sockets and rows; the sockets that left.
 * Answers: the version, and all rows or null.
 */
export const syncScript = new Script(`
redis.set_repl(redis.REPL_NONE)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lives = tonumber(ARGV[1])
local changes = {}
local at = 6
for _ = 1, tonumber(ARGV[5]) do
  local socket, row = ARGV[at], ARGV[at + 1]
  if redis.call('HGET', KEYS[1], socket) ~= row then
    redis.call('HSET', KEYS[1], socket, row)
    changes[#changes + 1] = '+' .. row
  end
  redis.call('ZADD', KEYS[2], string.format('%.0f', now), socket)
  at = at + 2
end
local function drop(socket)
  redis.call('ZREM', KEYS[2], socket)
  if redis.call('HDEL', KEYS[1], socket) == 1 then changes[#changes + 1] = '-' .. socket end
end
for i = at, #ARGV do drop(ARGV[i]) end
local dead = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now - lives))
for _, socket in ipairs(dead) do drop(socket) end
if #changes > 0 then
  local version = redis.call('INCR', KEYS[3])
  redis.call('PUBLISH', ARGV[2], ARGV[3] .. ' ' .. version .. '\\n' .. table.concat(changes, '\\n'))
end
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, 2 * lives) end
local version = redis.call('GET', KEYS[3]) or '0'
if ARGV[4] == 'all' then return {version, redis.call('HVALS', KEYS[1])} end
return {version, false}
`);
