/** The version of the layout in a data folder: what this server reads, and how it gets there from older ones. */
import { decodeValue, encodeValue } from '../codec.ts';
import { StoreError } from '../port.ts';
import type { Database, Operation } from './database.ts';
import { sweptOperation } from './forget.ts';
import { schemaKey } from './keys.ts';

const schemaVersion = 1;

type Migration = (database: Database) => Promise<void>;

/**
 * The step from version N to N + 1, under N. A step must stand being run twice: the new version is written after it.
 * Version 1 is the first, so there is none yet.
 */
const migrations: ReadonlyMap<number, Migration> = new Map();

/**
 * Brings a folder to {@link schemaVersion}.
 * @param now ms since 1970
 * @throws StoreError `newerSchema` if a newer Tilth wrote it, `corrupt` if something else did; nothing is changed then
 */
export async function bringUpToDate(database: Database, now: number): Promise<void> {
  const stored = await storedVersion(database);
  if (stored === null) return database.write([versionOperation(schemaVersion), sweptOperation(now)]);
  if (stored > schemaVersion) {
    throw new StoreError(
      'newerSchema',
      `The data in the folder ${database.folder} was written by a newer Tilth (layout ${stored}, this one reads up to ` +
        `${schemaVersion}). Nothing was changed. Start the newer version again.`,
    );
  }
  for (let version = stored; version < schemaVersion; version++) {
    const migrate = migrations.get(version);
    if (!migrate) throw new Error(`No step leads from layout ${version} to ${version + 1}.`);
    await migrate(database);
    await database.write([versionOperation(version + 1)]);
  }
}

/** @returns null for an empty folder */
async function storedVersion(database: Database): Promise<number | null> {
  const { value, first } = await database.read(async (level) => ({
    value: await level.get(schemaKey),
    first: (await level.keys({ limit: 1 }).all())[0],
  }));
  if (first === undefined) return null;
  const version = value && (decodeValue(schemaKey, value)?.json as { version: number } | undefined)?.version;
  if (version !== undefined) return version;
  throw new StoreError(
    'corrupt',
    `The folder ${database.folder} holds data that this Tilth cannot recognise as its own. Nothing was changed. ` +
      'Name another folder, or restore this one from a backup.',
  );
}

function versionOperation(version: number): Operation {
  return { type: 'put', key: schemaKey, value: encodeValue(schemaKey, { version }, []) };
}
