/** All templates that come with Tilth, in the order in which they are offered. */
import { everything, phase, type Template } from './template.ts';
import { market120, market60 } from './market.ts';
import { betweenOrganisations } from './organisations.ts';
import { giftCircle, reciprocityRing } from './rounds.ts';

const blank: Template = {
  id: 'blank',
  name: 'Blank',
  title: 'Our session',
  lead: 'One part in which everything may be written. You add your own.',
  phases: () => [
    phase({
      id: 'together',
      name: 'Together',
      prompt: '',
      minutes: 30,
      writes: everything,
      promotions: true,
    }),
  ],
};

export const templates: readonly Template[] = [
  market60,
  market120,
  reciprocityRing,
  giftCircle,
  betweenOrganisations,
  blank,
];

export type { Template } from './template.ts';
export { minutesOf } from './template.ts';
