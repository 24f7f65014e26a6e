/** Whose turn it is, for the eye and for the ear. */

/** @param name of whose turn it is; null: one's own */
export function turnWords(name: string | null): string {
  return name === null ? 'It is your turn.' : `It is ${name}’s turn.`;
}
