/**
 * Some write, everyone sees: how long an edit takes to each listener, and what a delivery costs the server. Every edit
 * carries a mark; a delivery is a mark seen by someone other than its writer.
 */
import { addressOf, gather, pause } from '../crowd.ts';
import { markFor, marksIn, type Dialect, type Reader, type Room } from '../dialects/dialect.ts';
import { Histogram } from '../histogram.ts';
import type { Figures, Params, Site } from '../run.ts';
import { pace } from '../pace.ts';
import { usageOf } from '../proc.ts';

/** Edits a second. */
const EXERCISE = 800;
const WARM = 1;
const DRAIN = 3_000;
/** Messages are the same for all who get them, so what was read of one serves for the next. */
const REMEMBERED = 64;

/**
 * @param params `listeners` (writers included), `writers`, `cards`, `body`, `edits` a second, `seconds`; `exercise`, s: how
 * long the writers make the server used to its work before anyone else is there
 */
export async function fanout(dialect: Dialect, { port, pid }: Site, params: Params): Promise<Figures> {
  const { listeners = 50, writers = 20, cards = 200, body = 0, edits = 100, seconds = 5 } = params;
  const { exercise = 2 } = params;
  const room = await dialect.open(port, { cards, body, writers });
  const sentAt: number[] = [];
  const [acks, latencies] = [new Histogram(), new Histogram()];
  let counted = Infinity;
  const seen = (mark: number, now: number): void => {
    if (mark >= counted) latencies.add(now - sentAt[mark]!);
  };
  const edit = (mark: number): void => {
    const began = performance.now();
    sentAt[mark] = began;
    room.writers[mark % writers]!.edit(markFor(mark), () => {
      if (mark >= counted) acks.add(performance.now() - began);
    });
  };
  const ears = room.writers.map((reader, number) => new Ear(room, reader, number, seen));
  // The first who only listens: a writer does not hear themself everywhere.
  const sample = new Ear(room, await room.join(addressOf(0)), writers, seen);
  const sampled: Uint8Array[] = [];
  if (room.apply) sample.keep = sampled;
  const exercised = await pace(EXERCISE, exercise, edit);
  await pause(300);
  const others = await gather(listeners - writers - 1, (_, from) => room.join(from));
  ears.push(sample, ...others.map((reader, number) => new Ear(room, reader, writers + 1 + number, seen)));
  await pause(300);
  const warm = exercised + (await pace(edits, Math.min(WARM, seconds), (number) => edit(exercised + number)));
  await pause(100);
  counted = warm;
  const received = ears.reduce((sum, { reader }) => sum + reader.received(), 0);
  const before = usageOf(pid);
  const ownBefore = usageOf(process.pid);
  const began = performance.now();
  const sent = await pace(edits, seconds, (number) => edit(warm + number));
  const took = (performance.now() - began) / 1_000;
  const after = usageOf(pid);
  const own = usageOf(process.pid).cpu - ownBefore.cpu;
  const inWindow = latencies.count;
  const bytes = ears.reduce((sum, { reader }) => sum + reader.received(), 0) - received;
  const expected = sent * (listeners - 1);
  for (const until = performance.now() + DRAIN; latencies.count < expected && performance.now() < until;)
    await pause(20);
  const cpu = after.cpu - before.cpu;
  const same = converged(room, sample.reader, sampled, warm + sent, writers);
  room.close();
  return {
    deliveriesPerSecond: Math.round(inWindow / took),
    lost: Math.max(0, expected - latencies.count) / expected,
    ...latencies.figures,
    cpuShare: cpu / took,
    loadShare: own / took,
    cpuPer10k: (cpu / inWindow) * 10_000,
    bytesPerDelivery: bytes / inWindow,
    ackP50: acks.quantile(0.5),
    ackP99: acks.quantile(0.99),
    rssMB: after.rss / 1e6,
    converged: same,
  };
}

/** Hears one connection and finds marks in what it hears. */
class Ear {
  /** Where to put the edits themselves. */
  keep: Uint8Array[] | null = null;
  readonly reader: Reader;

  constructor(room: Room, reader: Reader, number: number, seen: (mark: number, now: number) => void) {
    this.reader = reader;
    const writers = room.writers.length;
    reader.heard = (message, isText) => {
      const now = performance.now();
      for (const mark of read(room, message, isText, this.keep)) {
        if (mark % writers !== number || number >= writers) seen(mark, now);
      }
    };
  }
}

const known = new Map<string, readonly number[]>();

function read(room: Room, message: Buffer, isText: boolean, keep: Uint8Array[] | null): readonly number[] {
  const key = message.toString('latin1');
  const before = known.get(key);
  if (before && !keep) return before;
  const edits = room.edits(message, isText);
  if (edits && keep) keep.push(Uint8Array.from(edits));
  const marks = before ?? (edits ? marksIn(edits) : []);
  if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '');
  known.set(key, marks);
  return marks;
}

/** 1: what the sampled listener was sent makes the board that the writers wrote; 0: it does not; NaN: not looked at. */
function converged(
  room: Room,
  sample: Reader,
  edits: readonly Uint8Array[],
  marks: number,
  writers: number,
): number {
  const board = room.apply && sample.board();
  if (!room.apply || !board) return Number.NaN;
  for (const each of edits) room.apply(board, each);
  for (let mark = Math.max(0, marks - writers); mark < marks; mark += 1) {
    if (room.markOf(board, mark % writers) !== markFor(mark)) return 0;
  }
  return 1;
}
