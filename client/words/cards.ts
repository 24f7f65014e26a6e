/** The words of cards: kinds, urgency, terms. Boards may rename need and offer one day; the code never does. */
import type { Kind, Terms, Urgency } from '#shared/board/types.ts';

export const kindWords: Record<Kind, { one: string; many: string; add: string; hint: string }> = {
  need: { one: 'Need', many: 'Needs', add: 'Add a need', hint: 'I need…' },
  offer: { one: 'Offer', many: 'Offers', add: 'Add an offer', hint: 'I can offer…' },
  referral: { one: 'Referral', many: 'Referrals', add: 'Add a referral', hint: 'I know someone who…' },
  promotion: { one: 'Promotion', many: 'Promotions', add: 'Add a promotion', hint: 'I would like to show…' },
};

export const urgencyWords: Record<Urgency, string> = {
  now: 'Now',
  days: 'In days',
  week: 'This week',
  anytime: 'Any time',
};

export const termsWords: Record<Terms, string> = {
  gift: 'gift',
  lend: 'lend',
  exchange: 'exchange',
  time: 'time',
  paid: 'paid',
  negotiable: 'to be agreed',
};

export const promotionRuleWords =
  'One promotion at a time. Helping others opens more room. What you need, give or pass on is never counted.';
