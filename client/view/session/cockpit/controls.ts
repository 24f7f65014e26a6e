/** What whoever runs a session can press, by where it stands. */
import type { Command } from '#shared/board/commands.ts';
import type { Session } from '#shared/board/types.ts';
import { time } from '#shared/limits.ts';

/** A step that is announced comes so much later, ms. */
const ANNOUNCED = 10 * time.SECOND;

export type ControlName =
  'start' | 'next' | 'soon' | 'notYet' | 'back' | 'minute' | 'pause' | 'resume' | 'end';

export interface Control {
  is: ControlName;
  command: Command;
  /** The step that matters most now; one at most. */
  filled?: true;
  /** It cannot be taken back whole: it asks before. */
  asks?: true;
}

/** In the order of time: back, what holds it up, on. */
export function controlsOf(session: Session): readonly Control[] {
  const { id, phase, phases, state } = session;
  const step = (to: number, after?: number): Command => ({
    type: 'session.step',
    session: id,
    from: phase,
    to,
    ...(after === undefined ? {} : { after }),
  });
  const back: Control = { is: 'back', command: step(phase - 1) };
  switch (state) {
    case 'planned':
      return [{ is: 'start', command: { type: 'session.start', session: id }, filled: true }];
    case 'ended':
      return [back];
    case 'running': {
      const last = phase === phases.length - 1;
      const paused = session.paused !== undefined;
      const soon: Control = session.coming
        ? { is: 'notYet', command: step(phase) }
        : { is: 'soon', command: step(phase + 1, ANNOUNCED) };
      const end: Control = { is: 'end', command: step(phases.length) };
      return [
        back,
        {
          is: paused ? 'resume' : 'pause',
          command: { type: 'session.pause', session: id, paused: !paused },
        },
        { is: 'minute', command: { type: 'session.extend', session: id, minutes: 1 } },
        // in the last part, the end is the step that everyone expects
        ...(last
          ? [{ ...end, filled: true } as const]
          : ([
              { ...end, asks: true },
              soon,
              { is: 'next', command: step(phase + 1), filled: true },
            ] as const)),
      ];
    }
  }
}
