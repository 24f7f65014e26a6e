/** What can go wrong with a folder on a disk, in words for the person who runs the server. */
import { StoreError } from '../port.ts';

/**
 * @param error what classic-level or the file system threw
 * @param folder where the data lies
 */
export function plainFailure(error: unknown, folder: string): StoreError {
  if (error instanceof StoreError) return error;
  const codes = causes(error).map((cause) => ('code' in cause ? String(cause.code) : ''));
  const words = causes(error)
    .map((cause) => cause.message)
    .join(' ');
  const fail = (code: StoreError['code'], message: string): StoreError =>
    new StoreError(code, message, { cause: error });

  if (codes.includes('LEVEL_LOCKED')) {
    return fail(
      'inUse',
      `Another Tilth server is already using the folder ${folder}. Stop that one first, or give this one another folder.`,
    );
  }
  if (saysCorrupt(error)) {
    return fail(
      'corrupt',
      `The data in the folder ${folder} is damaged (${words}). Keep a copy of the folder, then restore it from a backup.`,
    );
  }
  if (codes.includes('LEVEL_DATABASE_NOT_OPEN'))
    return fail('io', `The folder ${folder} is being opened again. Try again.`);
  if (codes.includes('ENOSPC') || /no space left/i.test(words)) {
    return fail(
      'io',
      `The disk that holds the folder ${folder} is full. Nothing more is saved until there is room.`,
    );
  }
  if (
    codes.includes('EACCES') ||
    codes.includes('EPERM') ||
    codes.includes('EROFS') ||
    /permission|read-only/i.test(words)
  ) {
    return fail('io', `Tilth may not write in the folder ${folder}. Give the user who runs it that right.`);
  }
  return fail('io', `The folder ${folder} cannot be read or written (${words}).`);
}

/** The failure of a folder in which files are not there that others speak of. */
export function somethingMissing(folder: string): StoreError {
  return new StoreError(
    'corrupt',
    `Files are missing from the folder ${folder}. Nothing was changed. Keep a copy of the folder, then restore all of ` +
      'it from a backup.',
  );
}

/** The failure of a folder with a journal of which more than a bit is wrong, in its middle. */
export function damagedJournal(folder: string, name: string): StoreError {
  return new StoreError(
    'corrupt',
    `The file ${name} in the folder ${folder} is damaged, and what was saved behind the damage would be lost. Nothing ` +
      'was changed. Keep a copy of the folder, then restore all of it from a backup.',
  );
}

/** An error and what it was caused by, outermost first. */
function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 8; cause = cause.cause) chain.push(cause);
  return chain;
}

/**
 * Is this the engine's own word that stored bytes do not make sense? It also says so by reading a table at a place where
 * no file can be read (EINVAL): the index that named the place is damaged.
 */
export function saysCorrupt(error: unknown): boolean {
  return causes(error).some(
    (cause) =>
      ('code' in cause && cause.code === 'LEVEL_CORRUPTION') || /\.ldb: Invalid argument/.test(cause.message),
  );
}
