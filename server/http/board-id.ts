/** The id of a board as requests carry it. */
import { Type } from 'typebox';
import { idPattern } from '#shared/board/ids.ts';

/** Anything else is answered as a mistake of the request. */
export const boardId = Type.String({ pattern: idPattern('board'), maxLength: 32 });

const form = new RegExp(idPattern('board'));

/** For where anything else is answered as a board that does not exist. */
export function isBoardId(text: string): boolean {
  return form.test(text);
}
