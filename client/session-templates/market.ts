/**
 * The Offers and Needs Market (Post Growth Institute): offers before needs, so that everyone has given before they ask;
 * silence before talk; small groups that change.
 */
import type { Phase } from '#shared/board/types.ts';
import { everything, phase, type Template } from './template.ts';

/** People in a group: with two minutes each, ten minutes go round. */
const GROUP = 5;

/** Minutes of its eleven parts, in order. */
type Minutes = readonly [
  welcome: number,
  offersQuiet: number,
  offersMarket: number,
  networking: number,
  needsQuiet: number,
  needsMarket: number,
  newGroups: number,
  choose: number,
  unmatched: number,
  lastNetworking: number,
  thanks: number,
];

const hour: Minutes = [4, 4, 10, 4, 4, 10, 4, 2, 8, 6, 4];
const twoHours: Minutes = [10, 8, 20, 8, 8, 20, 8, 5, 15, 10, 8];

function market(minutes: Minutes): readonly Phase[] {
  return [
    phase({
      id: 'welcome',
      name: 'Welcome and agreements',
      prompt: 'Who is here, and how do we want to be with each other? Anyone may pass, at any time.',
      minutes: minutes[0],
    }),
    phase({
      id: 'offersQuiet',
      name: 'Offers: quiet writing',
      prompt:
        'What do people already thank you for? What do you own that sleeps most of the week? What would you love to teach for an hour?',
      minutes: minutes[1],
      writes: ['offer'],
      silent: 'group',
    }),
    phase({
      id: 'offersMarket',
      name: 'Offers market',
      prompt: 'In your group, two minutes each: read out what you offer, when, where, and on what terms.',
      minutes: minutes[2],
      writes: ['offer'],
      groups: GROUP,
    }),
    phase({
      id: 'networking',
      name: 'Networking',
      prompt:
        'All offers are on the board. Say “I’d like that”, or walk over. Who comes to mind? Have you asked them?',
      minutes: minutes[3],
      writes: ['offer', 'referral'],
    }),
    phase({
      id: 'needsQuiet',
      name: 'Needs: quiet writing',
      prompt:
        'What would make next month lighter? What are you stuck on that someone here could loosen in ten minutes? What do you want to do, but not alone?',
      minutes: minutes[4],
      writes: ['need'],
      silent: 'group',
    }),
    phase({
      id: 'needsMarket',
      name: 'Needs market',
      prompt: 'In your group, two minutes each: say what you need. Nobody has to say why.',
      minutes: minutes[5],
      writes: ['need'],
      sort: 'untouched',
    }),
    phase({
      id: 'newGroups',
      name: 'Networking, new groups',
      prompt: 'New faces. What did you hear that fits somebody here? “I can help”, or “I know someone”.',
      minutes: minutes[6],
      writes: ['need', 'referral'],
      sort: 'untouched',
      groups: GROUP,
    }),
    phase({
      id: 'choose',
      name: 'Choose one of each',
      prompt: 'For yourself: which one of your needs and which one of your offers matters most today?',
      minutes: minutes[7],
    }),
    phase({
      id: 'unmatched',
      name: 'Market of the unmatched',
      prompt: 'Everyone together: only what nobody has answered yet. What would it take?',
      minutes: minutes[8],
      writes: everything,
      sort: 'untouched',
    }),
    phase({
      id: 'lastNetworking',
      name: 'Last networking',
      prompt: 'Settle when and how. Whoever has something to sell may show it now, one each.',
      minutes: minutes[9],
      writes: everything,
      promotions: true,
    }),
    phase({
      id: 'thanks',
      name: 'Thanks and follow-up',
      prompt: 'Read out what you promised. Whom do you thank? When do we meet again?',
      minutes: minutes[10],
      atEnd: 'nothing',
    }),
  ];
}

const title = 'Offers and Needs Market';
const lead = 'From 3 to 100 people, in small groups that change. Offers come first, then needs.';

export const market60: Template = {
  id: 'market60',
  name: 'Offers and Needs Market, 60 minutes',
  title,
  lead,
  phases: () => market(hour),
};

export const market120: Template = {
  id: 'market120',
  name: 'Offers and Needs Market, 120 minutes',
  title,
  lead: `${lead} With time to talk.`,
  phases: () => market(twoHours),
};
