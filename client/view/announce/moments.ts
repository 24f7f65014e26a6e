/**
 * What the clock of a session says, and when: as a phase starts, at half its time, one minute and ten seconds before its
 * end, and at the end. Each is said once; one that has become future again is said again; none is said late.
 */
import { time } from '#shared/limits.ts';
import { timeLeft } from '#shared/board/session/clock.ts';
import { phaseOf } from '#shared/board/session/policy.ts';
import type { Phase, Session } from '#shared/board/types.ts';
import { spanSentence, spanWords } from '#client/words/spans.ts';
import { sentence } from '#client/words/lists.ts';

/** A moment that is so long past when its turn comes (the page slept) is not said any more. ms */
const LATE = 3 * time.SECOND;
/** Two moments closer than this are one, and the start has so much room. ms */
const APART = 5 * time.SECOND;

/** The log's clock, as this device knows it, may be set back by less than this. ms */
const JITTER = 2 * time.SECOND;

/** What the clock has said so far: of that phase, every moment that lies before `left`. */
export interface Told {
  phase: string;
  /** Time left when it was last looked at, ms. */
  left: number;
}

export interface Said {
  told: Told | null;
  words: string;
  /** Time's end does not wait for its turn. */
  urgent: boolean;
  /** The clock has something to say again in so many ms; null: not by itself. */
  next: number | null;
}

/**
 * @param told what the last call returned; null at first: someone who opens the page reads the clock there
 * @param now the log's clock, ms since 1970
 */
export function clockWords(session: Session | null, told: Told | null | undefined, now: number): Said {
  const phase = phaseOf(session);
  if (!session || !phase) return { told: null, words: '', urgent: false, next: null };
  const left = timeLeft(session, now);
  const name = `${session.id} ${session.phase}`;
  const again = told?.phase !== name || left > told.left + JITTER;
  const here: Told = { phase: name, left: again ? left : Math.min(told.left, left) };
  const marks = marksOf(session.length);
  const ahead = marks.find((mark) => mark < left);
  const next = session.paused !== undefined || ahead === undefined ? null : left - ahead;
  const say = (words: string, urgent = false): Said => ({ told: here, words, urgent, next });
  if (told === undefined) return say('');
  if (told?.phase !== name) return say(startWords(phase, session.length, left));
  // of several that were passed at once, the last is the one to say
  const passed = marks.filter((mark) => mark < told.left && mark >= left).at(-1);
  if (passed === undefined || left < passed - LATE) return say('');
  return say(momentWords(passed, session.length, phase), passed === 0);
}

/** When something is said, as time left, the largest first. ms */
function marksOf(length: number): number[] {
  const fixed = [time.MINUTE, 10 * time.SECOND, 0];
  const half = length / 2;
  const marks = fixed.some((mark) => Math.abs(mark - half) < APART) ? fixed : [half, ...fixed];
  return marks.filter((mark) => mark <= length - APART || mark === 0).sort((a, b) => b - a);
}

/** "Needs market. Ten minutes. Walk about and read." */
function startWords(phase: Phase, length: number, left: number): string {
  const span = length - left < LATE ? spanSentence(length) : leftWords(left);
  return [`${phase.name}.`, span, phase.prompt].filter(Boolean).join(' ');
}

function leftWords(left: number): string {
  return left <= 0 ? 'Time is up.' : `${sentence(spanWords(left))} left.`;
}

function momentWords(mark: number, length: number, phase: Phase): string {
  if (mark === 0) {
    return phase.atEnd === 'freeze'
      ? 'Time is up. Writing rests now; what you began is kept.'
      : 'Time is up.';
  }
  return mark === length / 2 ? `Half the time is over: ${spanWords(mark)} left.` : leftWords(mark);
}
