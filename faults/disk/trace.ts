/** What the shim wrote down (shim.c has the format): everything a process did to its files, in order. */
export type DiskOperation =
  | { type: 'open'; fd: number; path: string; flags: number }
  | { type: 'write'; fd: number; at: number; bytes: Buffer }
  | { type: 'sync'; fd: number }
  | { type: 'truncate'; fd: number; length: number }
  | { type: 'rename'; from: string; to: string }
  | { type: 'unlink'; path: string }
  | { type: 'mkdir'; path: string };

const HEAD = 17;

/** @throws Error for a call that the replay does not know: then its results would be worth nothing */
export function readTrace(trace: Buffer): DiskOperation[] {
  const operations: DiskOperation[] = [];
  for (let offset = 0; offset < trace.length;) {
    const kind = String.fromCharCode(trace[offset]!);
    const fd = trace.readInt32LE(offset + 1);
    const place = Number(trace.readBigUInt64LE(offset + 5));
    const end = offset + HEAD + trace.readUInt32LE(offset + 13);
    operations.push(operation(kind, fd, place, trace.subarray(offset + HEAD, end)));
    offset = end;
  }
  return operations;
}

function operation(kind: string, fd: number, place: number, bytes: Buffer): DiskOperation {
  const words = (): string => bytes.toString('utf8');
  switch (kind) {
    case 'o':
      return { type: 'open', fd, path: words(), flags: place };
    case 'w':
      return { type: 'write', fd, at: place, bytes };
    case 's':
      return { type: 'sync', fd };
    case 't':
      return { type: 'truncate', fd, length: place };
    case 'r': {
      const [from = '', to = ''] = words().split('\n');
      return { type: 'rename', from, to };
    }
    case 'u':
      return { type: 'unlink', path: words() };
    case 'd':
      return { type: 'mkdir', path: words() };
    default:
      throw new Error(`The replay does not know what ${words()} does to the disk.`);
  }
}
