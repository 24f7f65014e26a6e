/** Introductions as one person sees them. Only the three whom one concerns know who meets whom. */
import { ownerOf } from '#shared/board/access.ts';
import { bodiesBy, introductionsBy } from '#shared/board/keys.ts';
import type { Card, Introduction, IntroductionState, RecordBody } from '#shared/board/types.ts';
import type { Scene } from './scene.ts';
import { nameless, someone, subjectOf, type Someone } from './someone.ts';
import { thanksFor, type Words } from './matches.ts';

export type Party = 'introducer' | 'seeker' | 'person';
export type IntroductionAction = 'agree' | 'refuse' | 'done' | 'change' | 'thank';

export interface IntroductionView {
  introduction: Introduction;
  introducer: Someone;
  /** Null for everyone whom it does not concern. */
  inside: {
    parties: readonly Party[];
    seeker: Someone;
    person: Someone;
    warmth: 1 | 2 | 3 | 4 | 5;
    message: string;
    /** Whose yes is still missing. */
    missing: Someone[];
  } | null;
  reason: string | null;
  thanks: Words[];
  actions: readonly IntroductionAction[];
}

export const warmthWords: { readonly [W in 1 | 2 | 3 | 4 | 5]: string } = {
  1: 'I have heard of them',
  2: 'We have met',
  3: 'I know them a little',
  4: 'I know them well',
  5: 'I would trust them with my keys',
};

type Known = Extract<RecordBody, { type: 'introduction' }>;

/** What someone can do, by state and by what they have said already. */
function introductionActions(
  state: IntroductionState,
  parties: readonly Party[],
  saidYes: boolean,
  thanked: boolean,
): readonly IntroductionAction[] {
  if (parties.length === 0) return [];
  switch (state) {
    case 'proposed':
      return saidYes ? ['refuse'] : ['agree', 'refuse'];
    case 'agreed':
      return ['done', 'change'];
    case 'done':
      return parties.includes('seeker') && !thanked ? ['thank'] : [];
    case 'refused':
    case 'fellThrough':
      return [];
  }
}

/** The introductions of a card, oldest first. */
export function introductionViews(scene: Scene, card: Card): IntroductionView[] {
  const views = introductionsBy(scene.state, `card:${card.id}`).map((introduction) =>
    introductionView(
      scene,
      introduction,
      bodiesBy(scene.state, 'introduction', `match:${introduction.id}`)[0],
    ),
  );
  return views.sort((a, b) => a.introduction.proposed - b.introduction.proposed);
}

function introductionView(
  scene: Scene,
  introduction: Introduction,
  known: Known | undefined,
): IntroductionView {
  const reason = scene.state.records.get(`reason:${introduction.id}`)?.body;
  // '' stands for the author of an anonymous referral, whom only they themselves know
  const owner = introduction.introducer || ownerOf(scene.state, introduction.card);
  const view: IntroductionView = {
    introduction,
    introducer: someone(scene, owner),
    inside: null,
    reason: reason?.type === 'reason' && reason.text ? reason.text : null,
    thanks: thanksFor(scene, introduction.id),
    actions: [],
  };
  if (!known || scene.me === null) return view;

  const me = scene.me;
  const parties: Party[] = [];
  if (owner === me) parties.push('introducer');
  if (known.seeker === me) parties.push('seeker');
  if (known.person.type === 'member' && known.person.member === me) parties.push('person');
  const seeker = known.seeker ? someone(scene, known.seeker) : { ...someone(scene, null), name: nameless };
  const person = subjectOf(scene, known.person);
  const sides: readonly [Party, Someone][] = [
    ['introducer', view.introducer],
    ['seeker', seeker],
    ['person', person],
  ];
  view.inside = {
    parties,
    seeker,
    person,
    warmth: known.warmth,
    message: known.message,
    missing: sides.filter(([party]) => !known.yes[party]).map(([, who]) => who),
  };
  const saidYes = parties.every((party) => known.yes[party]);
  view.actions = introductionActions(
    introduction.state,
    parties,
    saidYes,
    introduction.thanked !== undefined,
  );
  return view;
}

/** Everyone of an introduction but this person. */
export function othersOf({ inside, introducer }: IntroductionView): Someone[] {
  if (!inside) return [introducer];
  return [introducer, inside.seeker, inside.person].filter((who) => !who.you);
}
