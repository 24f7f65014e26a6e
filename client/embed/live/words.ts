/** Every word that the element says about its live board, in one place. */
export const words = {
  back: 'Back to reading',
  board: 'The board, to write on',
  noToken: 'This site did not say who you are, so you can read here but not write.',
  silent: (server: string) => `The board at ${server} did not open here. Please try again later.`,
} as const;
