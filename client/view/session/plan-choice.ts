/** What a session can be planned from, and the plan as somebody has changed it so far. */
import type { Session } from '#shared/board/types.ts';
import { type Plan, readPlan } from '#client/session-templates/file.ts';
import { type Template, templates } from '#client/session-templates/index.ts';
import { fixedOf } from './editing.ts';

export interface Choice {
  id: string;
  name: string;
  lead: string;
  byPeople?: Template['byPeople'];
  /** It was kept on this device, and can be forgotten. */
  own: boolean;
  plan: (people: number) => Plan;
}

/** Those that come with Tilth, then one's own. */
export function choicesOf(own: readonly Plan[]): readonly Choice[] {
  return [
    ...templates.map(({ id, name, title, lead, byPeople, phases }) => ({
      id,
      name,
      lead,
      byPeople,
      own: false,
      plan: (people: number) => ({ title, phases: phases(people) }),
    })),
    ...own.map((plan) => ({
      id: ownId(plan.title),
      name: `${plan.title} (yours)`,
      lead: 'Kept on this device, for this board.',
      own: true,
      plan: () => plan,
    })),
  ];
}

export function ownId(title: string): string {
  return `own:${title}`;
}

/** Under which name the device keeps a plan that is being changed. @param id of a choice, or of a session */
export function draftKey(id: string): string {
  return `session:plan:${id}`;
}

/** What was kept under {@link draftKey}, or null. */
export function readDraft(kept: string): Plan | null {
  try {
    const read = readPlan(JSON.parse(kept || 'null'));
    return read.ok ? read.plan : null;
  } catch {
    return null;
  }
}

/** How many people to reckon with: as many as were said, else as are here, within what the template is for. */
export function peopleFor(choice: Choice, said: number, here: number): number {
  const { byPeople } = choice;
  if (!byPeople) return 0;
  const wanted = Math.round(said || Math.max(here, byPeople.usual));
  return Math.min(byPeople.most, Math.max(byPeople.least, wanted));
}

/** A changed plan on a session that went on meanwhile: what is over, and on, is the session's. */
export function rebased(draft: Plan, session: Session): Plan {
  const over = session.phases.slice(0, fixedOf(session));
  const ids = new Set(over.map(({ id }) => id));
  return { title: draft.title, phases: [...over, ...draft.phases.filter(({ id }) => !ids.has(id))] };
}
