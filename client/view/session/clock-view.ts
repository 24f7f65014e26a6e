/** The clock of a phase as a screen shows it. All instants and spans are milliseconds; `now` is the log's clock. */
import { endsAt, timeLeft } from '#shared/board/session/clock.ts';
import type { Session } from '#shared/board/types.ts';
import { timeOfDay } from '#client/words/time.ts';

export type Clock = Pick<Session, 'since' | 'length' | 'paused'>;

export interface ClockView {
  /** What is left as m:ss, or how long the time has been up: "7:42". */
  figures: string;
  over: boolean;
  paused: boolean;
  /** The local time of day at which the time is up, "14:50"; '' when it is up, or stands still. */
  until: string;
  /** In so many ms it says something else; null: not by itself. */
  next: number | null;
}

/** A whole second is shown until it is gone: 5:00 at the very beginning, 0:00 the moment the time is up. */
export function clockView(clock: Clock, now: number): ClockView {
  const left = timeLeft(clock, now);
  const seconds = Math.ceil(left / 1_000);
  const paused = clock.paused !== undefined;
  return {
    figures: minutesAndSeconds(Math.abs(seconds)),
    over: seconds < 0,
    paused,
    until: paused || left <= 0 ? '' : timeOfDay(endsAt(clock, now)),
    next: paused ? null : left - (seconds - 1) * 1_000,
  };
}

/** "7:42", "75:00". */
function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
