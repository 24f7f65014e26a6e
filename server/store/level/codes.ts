/** Where spoken codes lead, as it lies in the database. */
import { StoreError } from '../port.ts';
import { decodeValue, encodeValue } from '../codec.ts';
import type { Level } from './database.ts';
import { everyCode } from './keys.ts';

export interface Claim {
  board: string;
  /** Ms since 1970. */
  until: number;
}

export function encodeClaim(key: string, claim: Claim): Uint8Array {
  return encodeValue(key, claim, []);
}

export async function claimIn(level: Level, key: string): Promise<Claim | null> {
  const value = await level.get(key);
  return value ? decodeClaim(key, value) : null;
}

/** By their keys. */
export async function allClaims(level: Level): Promise<Map<string, Claim>> {
  const rows = await level.iterator(everyCode).all();
  return new Map(rows.map(([key, value]) => [key, decodeClaim(key, value)]));
}

function decodeClaim(key: string, value: Uint8Array): Claim {
  const decoded = decodeValue(key, value);
  if (!decoded) throw new StoreError('corrupt', 'The list of codes is damaged: one entry cannot be read.');
  return decoded.json as Claim;
}
