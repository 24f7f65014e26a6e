/** Sessions in one circle, where everyone has their turn. */
import { everything, phase, type Template } from './template.ts';

/** Of the Reciprocity Ring: what one request takes, with the answers. */
const MINUTES_EACH = 2.5;

/** Reciprocity Ring (Wayne and Cheryl Baker): everyone asks, so that nobody is the needy one. */
export const reciprocityRing: Template = {
  id: 'ring',
  name: 'Reciprocity Ring',
  title: 'Reciprocity Ring',
  lead: 'From 8 to 30 people. Everyone asks for one thing they cannot do alone, and all look for a way.',
  byPeople: { usual: 15, least: 3, most: 60, wellUpTo: 30 },
  phases: (people) => [
    phase({
      id: 'welcome',
      name: 'Welcome',
      prompt: 'One request each. Asking well is a gift to those who can help.',
      minutes: 5,
    }),
    phase({
      id: 'requests',
      name: 'Requests: quiet writing',
      prompt:
        'What are you stuck on that somebody here, or somebody they know, could loosen? Make it one thing, exact, and yours.',
      minutes: 5,
      writes: ['need'],
      silent: 'turns',
    }),
    phase({
      id: 'ring',
      name: 'The ring',
      prompt:
        'One after the other: read your request. Questions first, then knowledge, things, or “I know someone”.',
      minutes: MINUTES_EACH * people,
      writes: ['need', 'referral'],
      sort: 'untouched',
    }),
    phase({
      id: 'walk',
      name: 'Walk round',
      prompt: 'Read what you missed. Whose request has no answer yet?',
      minutes: 10,
      writes: everything,
      sort: 'untouched',
    }),
    phase({
      id: 'debrief',
      name: 'Looking back',
      prompt:
        'Was it harder to ask or to give? What happens by when? Whoever has something to sell may show it now.',
      minutes: 10,
      writes: everything,
      promotions: true,
      atEnd: 'nothing',
    }),
  ],
};

/** Gift circle (Alpha Lo), in the variant that begins with offers. */
export const giftCircle: Template = {
  id: 'giftCircle',
  name: 'Gift circle',
  title: 'Gift circle',
  lead: 'From 10 to 20 people, an hour and a half, no hurry. Nothing is owed; anyone may pass.',
  phases: () => [
    phase({
      id: 'checkIn',
      name: 'Arriving',
      prompt: 'What went well since we last met? What are you grateful for? A sentence, or pass.',
      minutes: 10,
    }),
    phase({
      id: 'offersQuiet',
      name: 'Gifts: quiet writing',
      prompt: 'What would you give gladly: time, a skill, a thing, a meal, a place, a name?',
      minutes: 5,
      writes: ['offer'],
      silent: 'turns',
    }),
    phase({
      id: 'offersRound',
      name: 'Round of gifts',
      prompt: 'One or two each. Whoever would like it says so at once.',
      minutes: 25,
      writes: ['offer', 'referral'],
    }),
    phase({
      id: 'needsQuiet',
      name: 'Needs: quiet writing',
      prompt: 'What would make next month lighter? What do you want to do, but not alone?',
      minutes: 5,
      writes: ['need'],
      silent: 'turns',
    }),
    phase({
      id: 'needsRound',
      name: 'Round of needs',
      prompt: 'One or two each. Whoever can help, or knows someone, may break in.',
      minutes: 25,
      writes: ['need', 'referral'],
      sort: 'untouched',
    }),
    phase({
      id: 'dates',
      name: 'Making dates',
      prompt: 'Find each other: when, where, how. Whoever has something to sell may show it now.',
      minutes: 12,
      writes: everything,
      promotions: true,
    }),
    phase({
      id: 'thanks',
      name: 'Thanks',
      prompt: 'Whom do you thank, for today or for something older? When is the next circle?',
      minutes: 8,
      atEnd: 'nothing',
    }),
  ],
};
