/** What the parts of a plan's page tell it. */
import type { Phases } from '#client/view/session/editing.ts';
import type { Plan } from '#client/session-templates/file.ts';

/** The parts are to be these. */
export class PhasesEvent extends Event {
  static readonly type = 'tilth-phases';
  constructor(readonly phases: Phases) {
    super(PhasesEvent.type);
  }
}

/** A plan came out of a file. */
export class PlanEvent extends Event {
  static readonly type = 'tilth-plan-read';
  constructor(readonly plan: Plan) {
    super(PlanEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    'tilth-phases': PhasesEvent;
    'tilth-plan-read': PlanEvent;
  }
}
