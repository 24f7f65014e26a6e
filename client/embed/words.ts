/** Every word that the embedded board says, in one place. */
import type { Kind, Terms, Urgency } from '#shared/board/types.ts';
import type { PublicCard } from '#shared/public/board.ts';

export const words = {
  kinds: {
    need: { one: 'Need', many: 'Needs', none: 'No open needs just now.' },
    offer: { one: 'Offer', many: 'Offers', none: 'No open offers just now.' },
    referral: { one: 'Referral', many: 'Referrals', none: 'No referrals just now.' },
    promotion: { one: 'Promotion', many: 'Promotions', none: 'No promotions just now.' },
  } satisfies Record<Kind, unknown>,
  urgency: { now: 'Now', days: 'In days', week: 'This week', anytime: 'Any time' } satisfies Record<
    Urgency,
    string
  >,
  terms: (terms: Terms) => (terms === 'negotiable' ? 'to be agreed' : terms),
  loading: 'The board is on its way…',
  live: 'Live, you are reading along',
  away: 'What was here a moment ago; the connection comes back by itself',
  lanes: 'Parts of the board',
  more: (count: number) => `Show ${count} more`,
  open: 'Open the board to help',
  write: 'Write on this board',
  opening: 'Opening the board…',
  asYou: 'You write under the name this site knows you by. What is private stays on the board.',
  answer: (kind: Kind) => (kind === 'need' ? 'I can help' : "I'd like this"),
  noAccount: 'No account needed. Names stay on the board.',
  fate({ kind, fate, asked = 0 }: PublicCard): string {
    switch (fate) {
      case 'done':
        return 'Done';
      case 'matched':
        return kind === 'need' ? 'Matched' : 'Agreed';
      case 'asked':
        if (kind !== 'need') return `${asked} would like this`;
        return asked === 1 ? '1 offer to help' : `${asked} offers to help`;
      case 'open':
        return kind === 'need' ? 'No answer yet' : '';
    }
  },
  failed: 'The board cannot be shown here yet',
  unreachable: (server: string) =>
    `${server} does not answer. Perhaps this page's content security policy lacks: connect-src ${server}`,
  blocked: (directive: string, server: string) =>
    `This page's content security policy lacks: ${directive} ${server}`,
  notFound: 'There is no such board, or it is not open to other sites.',
} as const;
