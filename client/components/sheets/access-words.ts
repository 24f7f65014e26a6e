/** Which link is for whom. */
import type { Role } from '#shared/board/types.ts';

export const linkWords: { readonly [R in Role]: { name: string; forWhom: string } } = {
  member: { name: 'To join and write', forWhom: 'For everyone who belongs here. They only give a name.' },
  viewer: {
    name: 'Only to look',
    forWhom: 'For a screen on the wall, or people who may read and not write.',
  },
  facilitator: {
    name: 'To look after the board',
    forWhom: 'For the few who facilitate with you. Whoever has it can remove people and cards.',
  },
};
