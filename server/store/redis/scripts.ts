/**
 * The atomic steps, in Lua. Each first reads, then writes all or nothing. Numbers that come out of `tonumber` are doubles,
 * exact up to 2^53; they are never turned back into text without a format, which would round them to 14 digits.
 */
import { Script } from '#server/redis/script.ts';

/**
 * Appends, if the log ends where the writer thinks.
 *
 * Keys: head, log, records. Arguments: after, time of the first entry, seq and time of the last one, purge ('' to leave
 * it), channel, message, the number of entries and their bytes, the number of records to keep and their ids and bytes,
 * the ids of the records to drop.
 * Answers: ok, how many nodes listen · conflict, the entries in between · erased, '' · early, time of the last entry ·
 * damaged, ''.
 */
export const appendScript = new Script(`
local head = redis.call('HMGET', KEYS[1], 'seq', 'at', 'trimmed', 'erased')
if head[4] then return {'erased', ''} end
local seq, after = tonumber(head[1] or '0'), tonumber(ARGV[1])
if seq ~= after then
  if after > seq or after < tonumber(head[3] or '0') then return {'conflict', {}} end
  return {'conflict', redis.call('XRANGE', KEYS[2], string.format('%.0f-0', after + 1), '+')}
end
if tonumber(ARGV[2]) < tonumber(head[2] or '0') then return {'early', head[2]} end
local at = 9
for i = 1, tonumber(ARGV[8]) do
  local added = redis.pcall('XADD', KEYS[2], string.format('%.0f-0', after + i), 'e', ARGV[at])
  if type(added) == 'table' and added.err then
    if string.find(added.err, 'equal or smaller', 1, true) then return {'damaged', ''} end
    return added
  end
  at = at + 1
end
local puts = tonumber(ARGV[at])
at = at + 1
for _ = 1, puts do
  redis.call('HSET', KEYS[3], ARGV[at], ARGV[at + 1])
  at = at + 2
end
for i = at, #ARGV do redis.call('HDEL', KEYS[3], ARGV[i]) end
redis.call('HSET', KEYS[1], 'seq', ARGV[3], 'at', ARGV[4])
if ARGV[5] ~= '' then redis.call('HSET', KEYS[1], 'purge', ARGV[5]) end
return {'ok', redis.call('PUBLISH', ARGV[6], ARGV[7])}
`);

/**
 * Reads a page of the log.
 *
 * Keys: head, log, snapshot. Arguments: after, the most entries to answer.
 * Answers: entries, seq of the last entry of the log, the page · gone, seq of the snapshot, the snapshot · erased, '', ''.
 */
export const readScript = new Script(`
local head = redis.call('HMGET', KEYS[1], 'seq', 'trimmed', 'erased')
if head[3] then return {'erased', '', ''} end
local after = tonumber(ARGV[1])
if not head[1] or after >= tonumber(head[1]) then return {'entries', head[1] or '0', {}} end
if after < tonumber(head[2] or '0') then return {'gone', head[2], redis.call('GET', KEYS[3])} end
local from = string.format('%.0f-0', after + 1)
return {'entries', head[1], redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', ARGV[2])}
`);

/**
 * Keeps a snapshot and trims the log up to it. If a purge is due, what stays of the log is written afresh: Redis only
 * marks trimmed entries as long as their block of the stream holds others, and would save their bytes with it.
 *
 * Keys: head, log, snapshot. Arguments: seq, bytes.
 * Answers: beyond, where the log ends · older, '' · saved, the seq of the entry whose epoch wants a purge ('' if none).
 */
export const saveScript = new Script(`
local head = redis.call('HMGET', KEYS[1], 'seq', 'trimmed', 'purge', 'erased')
if head[4] then return {'older', ''} end
local seq = tonumber(ARGV[1])
if seq > tonumber(head[1] or '0') then return {'beyond', head[1] or '0'} end
if seq < tonumber(head[2] or '0') then return {'older', ''} end
redis.call('SET', KEYS[3], ARGV[2])
redis.call('HSET', KEYS[1], 'trimmed', ARGV[1])
redis.call('XTRIM', KEYS[2], 'MINID', '=', string.format('%.0f-0', seq + 1))
local rest = head[3] and redis.call('XRANGE', KEYS[2], '-', '+') or {}
if #rest > 0 then
  redis.call('DEL', KEYS[2])
  for _, entry in ipairs(rest) do redis.call('XADD', KEYS[2], entry[1], unpack(entry[2])) end
end
return {'saved', head[3] or ''}
`);

/** Forgets that a purge is due, unless another one became due since. Key: head. Argument: the seq it was due for. */
export const purgedScript = new Script(`
if redis.call('HGET', KEYS[1], 'purge') == ARGV[1] then redis.call('HDEL', KEYS[1], 'purge') end
`);

/**
 * Removes a board for good, if its log ends where the writer thinks.
 *
 * Keys: head, log, records, snapshot, codes. Arguments: after, channel, message.
 * Answers: erased, the hashes of codes that led to it · conflict, the entries in between.
 */
export const eraseScript = new Script(`
local head = redis.call('HMGET', KEYS[1], 'seq', 'trimmed', 'erased')
if head[3] then return {'erased', {}} end
local seq, after = tonumber(head[1] or '0'), tonumber(ARGV[1])
if after and seq ~= after then
  if after > seq or after < tonumber(head[2] or '0') then return {'conflict', {}} end
  return {'conflict', redis.call('XRANGE', KEYS[2], string.format('%.0f-0', after + 1), '+')}
end
local codes = redis.call('SMEMBERS', KEYS[5])
redis.call('UNLINK', unpack(KEYS))
redis.call('HSET', KEYS[1], 'erased', '1')
redis.call('PUBLISH', ARGV[2], ARGV[3])
return {'erased', codes}
`);

/** Notes that a code leads to a board, unless that was erased. Keys: head, codes. Argument: the code's hash. Answers 1 or 0. */
export const noteCodeScript = new Script(`
if redis.call('HEXISTS', KEYS[1], 'erased') == 1 then return 0 end
redis.call('SADD', KEYS[2], ARGV[1])
return 1
`);

/** Drops a field of a hash if it still has that value. Key: the hash. Arguments: field, value. */
export const dropFieldIfScript = new Script(`
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end
`);

/** Drops a key if it still has that value. */
export const dropIfScript = new Script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
`);
