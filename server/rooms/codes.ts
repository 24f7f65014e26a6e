/** Codes that opened a door until now. */
import type { PrivateRecord, RecordChange } from '#shared/board/types.ts';

/** Hashes of the codes that an entry ended. @param before the records that it changed, as they were */
export function codesEnded(
  changes: readonly RecordChange[],
  before: ReadonlyMap<string, PrivateRecord>,
): string[] {
  return changes.flatMap(({ id, record }) => {
    const was = before.get(id)?.body;
    const is = record?.body;
    if (was?.type !== 'door' || (is?.type === 'door' && is.code === was.code)) return [];
    return [was.code];
  });
}
