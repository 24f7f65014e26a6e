/** The people and the forty cards of the demo board. All invented. */
import type { Chips } from '#shared/board/commands.ts';
import type { Kind } from '#shared/board/types.ts';

export const title = 'Weir Street and around';

/** The first is the facilitator. */
export const names = [
  'Grace',
  'Halima',
  'Rosa',
  'Jun',
  'Owen',
  'Tomasz',
  'Ines',
  'Yusuf',
  'Mira',
  'Sol',
] as const;
export type Name = (typeof names)[number];

export interface DemoCard {
  by: Name;
  kind: Kind;
  title: string;
  body: string;
  chips: Chips;
  anonymous?: true;
  behalf?: string;
}

const need = (
  by: Name,
  title: string,
  body: string,
  chips: Chips,
  more: Partial<DemoCard> = {},
): DemoCard => ({
  by,
  kind: 'need',
  title,
  body,
  chips,
  ...more,
});
const offer = (by: Name, title: string, body: string, chips: Chips): DemoCard => ({
  by,
  kind: 'offer',
  title,
  body,
  chips,
});
const referral = (by: Name, title: string, body: string, chips: Chips): DemoCard => ({
  by,
  kind: 'referral',
  title,
  body,
  chips,
});
const promotion = (by: Name, title: string, body: string, chips: Chips): DemoCard => ({
  by,
  kind: 'promotion',
  title,
  body,
  chips,
});

export const cards: readonly DemoCard[] = [
  need(
    'Sol',
    'A bed frame carried up three flights',
    'It is in the hall and it is heavy. Twenty minutes with two strong people.',
    {
      urgency: 'week',
      area: 'Weir Street',
      terms: 'gift',
      quantity: 2,
    },
  ),
  referral(
    'Grace',
    'Warm room at the chapel, every afternoon',
    'Soup, chess and a socket for your phone. Nobody asks why you came.',
    {
      urgency: 'anytime',
      area: 'Chapel',
      subject: { type: 'service', name: 'The chapel warm room' },
    },
  ),
  offer(
    'Owen',
    'I mend lamps and toasters on Saturdays',
    'Bring it to the shed behind number 12. If it cannot be mended I will say so.',
    {
      urgency: 'anytime',
      area: 'Weir Street',
      terms: 'gift',
    },
  ),
  need(
    'Ines',
    'Portuguese books for a six-year-old',
    'She reads faster than I can find them. We give them back.',
    {
      urgency: 'anytime',
      terms: 'lend',
      tags: ['books', 'children'],
    },
  ),
  offer(
    'Mira',
    'Guitar to lend until the summer',
    'Nylon strings, a little scratched, plays well. Case included.',
    {
      urgency: 'anytime',
      terms: 'lend',
      quantity: 1,
    },
  ),
  need(
    'Tomasz',
    'Half an hour of English conversation a week',
    'Work words mostly: the phone, the till, the bank. I bring the cake.',
    {
      urgency: 'anytime',
      terms: 'exchange',
      availability: 'evenings',
    },
  ),
  referral(
    'Yusuf',
    'The tool library opens twice a week',
    'Tuesdays and Fridays, four to seven. A drill costs nothing for three days.',
    {
      urgency: 'anytime',
      area: 'Station yard',
      subject: { type: 'service', name: 'The tool library' },
    },
  ),
  offer(
    'Halima',
    'Bread on Friday, two loaves over',
    'Sourdough, plain flour and rye. Come after four, it will still be warm.',
    {
      urgency: 'week',
      area: 'Canal side',
      terms: 'gift',
      quantity: 2,
    },
  ),
  need(
    'Rosa',
    'A cat fed from the 3rd to the 6th',
    'He is old and polite. Key at number 8, twice a day, ten minutes.',
    {
      urgency: 'week',
      area: 'Canal side',
      terms: 'exchange',
    },
  ),
  referral(
    'Owen',
    'A plumber who explains what she does',
    'Dilys from the lower town. Fair prices, and she comes when she says.',
    {
      urgency: 'anytime',
      subject: { type: 'outside', name: 'Dilys' },
    },
  ),
  offer(
    'Grace',
    'An hour of maths, patiently',
    'Fractions to calculus. At the library or on the phone, Tuesday and Thursday.',
    {
      urgency: 'week',
      area: 'Library',
      terms: 'time',
      availability: 'Tue, Thu',
    },
  ),
  need('Jun', 'Boxes, any size, for a move', 'Twenty or so. I can fetch them by cargo bike.', {
    urgency: 'days',
    terms: 'gift',
    quantity: 20,
  }),
  offer(
    'Yusuf',
    'Lift to the market and back, Saturday at nine',
    'Three seats and room for bags. I wait while you shop.',
    {
      urgency: 'days',
      area: 'Lower town',
      terms: 'gift',
      quantity: 3,
    },
  ),
  need(
    'Mira',
    'Someone to hear me practise a speech',
    'Four minutes, for my sister’s wedding. Kindness first, honesty second.',
    {
      urgency: 'week',
      terms: 'gift',
      availability: 'online',
    },
  ),
  referral(
    'Halima',
    'Women’s swimming hour, Sundays',
    'Curtains drawn, lifeguard is a woman. Beginners stay in the shallow end together.',
    {
      urgency: 'anytime',
      area: 'Baths',
      subject: { type: 'service', name: 'The baths' },
    },
  ),
  offer(
    'Rosa',
    'Sewing: hems, zips, the elbow of a coat',
    'I have the machine and the evenings. You bring the thread.',
    {
      urgency: 'anytime',
      area: 'Canal side',
      terms: 'gift',
    },
  ),
  need(
    'Owen',
    'A garden that has grown over my neighbour’s path',
    'She cannot get the wheelchair to the gate. An afternoon with shears and a barrow.',
    { urgency: 'days', area: 'Weir Street', terms: 'gift', quantity: 3 },
    { behalf: 'Mrs Adeyemi' },
  ),
  referral(
    'Ines',
    'Debt advice without a booking',
    'First and third Monday at the library, ten to one. Ask for Ms Brandt.',
    {
      urgency: 'anytime',
      area: 'Library',
      subject: { type: 'service', name: 'Debt advice at the library' },
    },
  ),
  offer(
    'Tomasz',
    'Bike check before winter',
    'Brakes, lights, chain. Fifteen minutes on my doorstep, any evening.',
    {
      urgency: 'week',
      area: 'Station yard',
      terms: 'gift',
    },
  ),
  need(
    'Yusuf',
    'A second pair of eyes on a tenancy letter',
    'Four pages, and a date that worries me. I would rather not read it alone.',
    {
      urgency: 'days',
      terms: 'gift',
    },
  ),
  offer(
    'Jun',
    'Seedlings: kale, leeks, too many tomatoes',
    'In yoghurt pots by the gate. Take what you have room for.',
    {
      urgency: 'week',
      area: 'Allotments',
      terms: 'gift',
      quantity: 30,
    },
  ),
  need('Halima', 'Winter boots, size 38', 'Dry ones, for school and the walk there. Worn is fine.', {
    urgency: 'week',
    terms: 'gift',
    quantity: 1,
  }),
  referral(
    'Tomasz',
    'A choir with no audition',
    'Wednesdays at St Brigid’s, step-free. They put me beside someone who can sing.',
    {
      urgency: 'anytime',
      area: 'St Brigid’s',
      subject: { type: 'service', name: 'The Wednesday choir' },
    },
  ),
  offer('Ines', 'Two winter coats, sizes M and L', 'Clean, the zips work. One or both; no need to say why.', {
    urgency: 'days',
    terms: 'gift',
    quantity: 2,
  }),
  need(
    'Grace',
    'Help with a phone that says its memory is full',
    'My photographs are on it and I am afraid to press the wrong thing.',
    {
      urgency: 'anytime',
      area: 'Library',
      terms: 'exchange',
    },
  ),
  offer(
    'Sol',
    'Evening walks for dogs',
    'Round the reservoir, about an hour. Mine likes company more than I do.',
    {
      urgency: 'anytime',
      area: 'Reservoir',
      terms: 'exchange',
    },
  ),
  promotion(
    'Mira',
    'Pottery class, three places left',
    'Four Thursdays, clay and firing included. 48 for all four, less if that is too much.',
    {
      terms: 'paid',
      quantity: 3,
    },
  ),
  need(
    'Rosa',
    'Company for a hospital appointment',
    'It may be an hour’s waiting and five minutes’ talk. The waiting is the hard part.',
    {
      urgency: 'week',
      area: 'Hospital',
      terms: 'gift',
      availability: 'Thursday, 10–12',
    },
  ),
  referral('Sol', 'Carers’ circle, second Monday online', 'Cameras optional. You can come and only listen.', {
    urgency: 'anytime',
    availability: 'online',
    subject: { type: 'service', name: 'The carers’ circle' },
  }),
  offer('Owen', 'Ladder, sander, a good drill', 'Knock after six. I can show you how, and hold the ladder.', {
    urgency: 'anytime',
    area: 'Weir Street',
    terms: 'lend',
  }),
  need(
    'Jun',
    'Nappies to last until Friday',
    'Size 4. It has been a long month. Leave them at the library desk if that is easier.',
    { urgency: 'now', area: 'Lower town', terms: 'gift' },
    { anonymous: true },
  ),
  referral(
    'Rosa',
    'Amara repairs bikes on her porch',
    'She asks what you can pay. I will check with her first.',
    {
      urgency: 'anytime',
      area: 'Allotments',
      subject: { type: 'outside', name: 'Amara' },
    },
  ),
  offer(
    'Halima',
    'Lentil soup on Wednesdays, to your door',
    'Six portions, no nuts, no meat. I come by bike around six.',
    {
      urgency: 'week',
      area: 'Canal side',
      terms: 'gift',
      quantity: 6,
    },
  ),
  need(
    'Tomasz',
    'A pram to borrow for two weeks',
    'Our cousin visits with the twins. Single or double, both would help.',
    {
      urgency: 'days',
      terms: 'lend',
      quantity: 1,
    },
  ),
  promotion(
    'Yusuf',
    'Film night for the hall roof',
    'Friday at eight, old comedies. Pay what you like; every coin goes into slates.',
    {
      terms: 'paid',
    },
  ),
  referral(
    'Jun',
    'Free legal hour at the law school',
    'Students, with their professor beside them. Good on landlords.',
    {
      urgency: 'anytime',
      availability: 'Wed 14–17',
      subject: { type: 'service', name: 'The law school’s open hour' },
    },
  ),
  offer(
    'Grace',
    'I read aloud: post, forms, poems',
    'On the phone or at your table. English or French, large print or small.',
    {
      urgency: 'anytime',
      terms: 'time',
    },
  ),
  need(
    'Ines',
    'Lift to the clinic on Thursday morning',
    'Twenty to ten on Mill Lane, home by eleven. I use a stick, a low car is kindest.',
    {
      urgency: 'days',
      area: 'Lower town',
      terms: 'gift',
      quantity: 1,
    },
  ),
  promotion(
    'Owen',
    'Chairs recaned, by the hole',
    'Forty years of it. I look at the chair for nothing and tell you what it would be.',
    {
      terms: 'paid',
    },
  ),
  need(
    'Halima',
    'Someone to read a council letter with me',
    'It is about housing benefit. Half an hour and a pot of tea; Farsi or English.',
    {
      urgency: 'now',
      area: 'Canal side',
      terms: 'gift',
    },
  ),
];
