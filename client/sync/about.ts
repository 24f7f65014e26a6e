/** What a command is about, read from its fields; nothing here judges it. */
import type { Command } from '#shared/board/commands.ts';
import { idTail } from '#shared/board/ids.ts';

/** A command's fields by name, whichever command it is. */
const fields = (command: Command): Record<string, unknown> => ({ ...command });

/** The fields that name what a command makes or changes, the nearest first. */
const subjects = [
  'comment',
  'help',
  'introduction',
  'notice',
  'match',
  'card',
  'waiting',
  'member',
  'from',
  'device',
];

/** The id of what the command makes or changes; `''` for the board itself or its actor. */
export function subjectOf(command: Command): string {
  const values = fields(command);
  for (const name of subjects) {
    const value = values[name];
    if (typeof value === 'string') return value;
  }
  return '';
}

const anId = new RegExp(`^[a-z]_${idTail}$`);

/** Every id in a command: two commands that share one must arrive in order. */
export function idsIn(command: Command): string[] {
  const values = fields(command);
  return Object.values(values).filter(
    (value): value is string => typeof value === 'string' && anId.test(value),
  );
}

const wordFields = ['body', 'text', 'note', 'reason', 'words', 'message', 'line', 'who', 'name'];

/** Does it carry words somebody wrote? Those become a draft when the command cannot be. */
export function hasWords(command: Command): boolean {
  const values = fields(command);
  const title = values['title'];
  const words = typeof title === 'object' && title !== null ? (title as { is: string }).is : title;
  if (typeof words === 'string' && words.trim() !== '') return true;
  return wordFields.some((name) => {
    const value = values[name];
    return typeof value === 'string' && value.trim() !== '';
  });
}
