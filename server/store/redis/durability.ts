/**
 * Does this Redis keep what it acknowledged? Asked on every new connection, because a Redis that was restarted may have
 * been given other settings. `appendfsync always` fsyncs before the answer; with anything less, an acknowledged append is
 * lost when the machine loses its power, unless every append asks for the fsync by WAITAOF (Redis 7.2, Valkey).
 */
import type { Call } from '#server/redis/link.ts';
import { RedisAway } from '#server/redis/link.ts';
import { StoreError } from '../port.ts';
import { type Info, readInfo, readSetting } from './info.ts';
import { probeKey } from './keys.ts';

/** `strict`: an acknowledgement means durable. `relaxed`: the operator takes what this Redis gives. */
export type Durability = 'strict' | 'relaxed';

/** How an append becomes durable: by itself before its answer, or when asked for; or nobody knows when. */
export type Guarantee = 'always' | 'waitaof' | 'none';

/** The longest wait for an fsync that Redis does every second, ms. */
const fsyncPatience = 2_000;

/**
 * @param place where this Redis is, for people
 * @throws StoreError that says what is wrong and how to mend it
 */
export async function checkDurability(call: Call, wanted: Durability, place: string): Promise<Guarantee> {
  const info = await readInfo(call);
  const refuse = (why: string): never => {
    throw new StoreError('io', `Redis at ${place} ${why}`);
  };
  if (info.get('loading') === '1') refuse('is still loading its data. It is asked again in a moment.');
  if (info.get('role') === 'slave') refuse('is a replica, which cannot be written. Name the primary.');
  const guarantee = await guaranteeOf(call, info);
  if (wanted === 'relaxed') return guarantee.type === 'unsure' ? 'none' : guarantee.type;
  const evicts = info.get('maxmemory') !== '0' && info.get('maxmemory_policy')?.startsWith('allkeys');
  if (evicts) {
    refuse(
      `throws boards away when its memory is full (maxmemory-policy ${info.get('maxmemory_policy')}). ` +
        'Set maxmemory-policy to noeviction.',
    );
  }
  if (guarantee.type !== 'unsure') return guarantee.type;
  return refuse(
    `${guarantee.why}, so that what people saved could be lost. Set "appendonly yes" and "appendfsync always" in its ` +
      'configuration, or use Redis 7.2 or Valkey with "appendonly yes". If you can live with losing the last seconds, set ' +
      'REDIS_DURABILITY=relaxed.',
  );
}

async function guaranteeOf(
  call: Call,
  info: Info,
): Promise<{ type: 'always' | 'waitaof' } | { type: 'unsure'; why: string }> {
  if (info.get('aof_enabled') !== '1')
    return { type: 'unsure', why: 'does not write what it is told to its disk (appendonly is off)' };
  const appendfsync = await readSetting(call, 'appendfsync');
  const duringRewrite = await readSetting(call, 'no-appendfsync-on-rewrite');
  if (appendfsync === 'always' && duringRewrite === 'no') return { type: 'always' };
  if (await hasWaitaof(call)) return { type: 'waitaof' };
  if (appendfsync === undefined || duringRewrite === undefined)
    return { type: 'unsure', why: 'does not tell how it writes to its disk (its host forbids CONFIG GET)' };
  if (duringRewrite !== 'no')
    return {
      type: 'unsure',
      why: 'stops saving at once while it rewrites its file (no-appendfsync-on-rewrite)',
    };
  return { type: 'unsure', why: `writes to its disk only later (appendfsync ${appendfsync})` };
}

async function hasWaitaof(call: Call): Promise<boolean> {
  try {
    await waitaof(call);
    return true;
  } catch (error) {
    if (error instanceof RedisAway) throw error;
    return false;
  }
}

/**
 * Resolves when everything that Redis was told before, on whatever connection, is fsynced.
 * @param call on a connection that does nothing else: it waits
 * @throws StoreError if that takes too long
 */
export async function waitaof(call: Call): Promise<void> {
  // Redis waits for what this connection wrote last, and its file has everything in order.
  const written = call(['SET', probeKey, '1', 'EX', '60']);
  const args = ['WAITAOF', '1', '0', String(fsyncPatience)];
  const [[local]] = await Promise.all([call<[number, number]>(args, fsyncPatience + 500), written]);
  if (local < 1) throw new StoreError('io', 'Redis did not write to its disk in time.');
}
