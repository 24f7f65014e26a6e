/** What Redis says of itself. */
import { type Call, RedisAway } from '#server/redis/link.ts';

export type Info = ReadonlyMap<string, string>;

/** The fields of INFO, of all sections that every Redis tells. */
export async function readInfo(call: Call, ...sections: string[]): Promise<Info> {
  const told = String(await call(['INFO', ...sections]));
  const fields = told
    .split('\r\n')
    .filter((line) => line.includes(':'))
    .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
  return new Map(fields);
}

/** One setting; undefined if the host of this Redis does not let its clients ask. */
export async function readSetting(call: Call, name: string): Promise<string | undefined> {
  try {
    const [, value] = await call<Buffer[]>(['CONFIG', 'GET', name]);
    return value === undefined ? undefined : String(value);
  } catch (error) {
    if (error instanceof RedisAway) throw error;
    return undefined;
  }
}
