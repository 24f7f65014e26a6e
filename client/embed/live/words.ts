/** Every word that the element says about its live board, in one place. */
export const words = {
  back: 'Back to reading',
  board: 'The board, to write on',
  noToken: 'This site did not say who you are, so you can read here but not write.',
  refused:
    'The board did not take this site’s word for who you are, so you can read here but not write. Whoever looks after the site can find out why.',
  unnamed: (server: string) =>
    `A tag names ${server}, and no script of this page does: here one can only read.`,
  silent: (server: string) => `The board at ${server} did not open here. Please try again later.`,
} as const;
