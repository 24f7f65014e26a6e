/** Needs and offers between organisations (SALTO): 135 minutes, from a list of one's own to talk in the open. */
import { everything, phase, type Template } from './template.ts';

export const betweenOrganisations: Template = {
  id: 'organisations',
  name: 'Needs and offers between organisations',
  title: 'Needs and offers',
  lead: 'For groups, associations and firms that want to work together: two and a quarter hours.',
  phases: () => [
    phase({
      id: 'list',
      name: 'What we have, what we miss',
      prompt:
        'Each organisation on its own paper, what it can offer first: rooms, tools, people, knowledge, contacts. Then what it misses.',
      minutes: 20,
    }),
    phase({
      id: 'grouping',
      name: 'Finding groups',
      prompt: 'Sit with the others of your group, and say who you speak for.',
      minutes: 5,
      groups: 5,
    }),
    phase({
      id: 'why',
      name: 'Why it matters',
      prompt: 'In your group: what would become possible if one thing on your list were there?',
      minutes: 30,
    }),
    phase({
      id: 'cards',
      name: 'Offers and needs: quiet writing',
      prompt: 'The most important of your list, one a card: offers, then needs. Shown all at once.',
      minutes: 5,
      writes: ['offer', 'need'],
      silent: 'all',
    }),
    phase({
      id: 'trading',
      name: 'Trading',
      prompt: 'Walk about and answer: “I can help”, “I’d like that”, “I know someone”.',
      minutes: 25,
      writes: everything,
      sort: 'untouched',
    }),
    phase({
      id: 'talk',
      name: 'Guided talk',
      prompt: 'What found no answer? Who outside this room could be asked?',
      minutes: 25,
      writes: everything,
      sort: 'untouched',
    }),
    phase({
      id: 'plenary',
      name: 'All together',
      prompt: 'What was agreed, who calls whom, by when? Whoever has something to sell may show it now.',
      minutes: 25,
      writes: everything,
      promotions: true,
      atEnd: 'nothing',
    }),
  ],
};
