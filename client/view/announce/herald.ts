/**
 * What is announced of other people's doings and of the session, and when: what concerns the session at once, all else
 * collected until somebody takes it, so that it makes one sentence.
 */
import { openSession, runningSession } from '#shared/board/session/policy.ts';
import type { Session } from '#shared/board/types.ts';
import type { Snapshot } from '#client/session/port.ts';
import { count } from '#client/words/lists.ts';
import { nameOf } from '#client/words/names.ts';
import { addChanges, ChangeWatch, changeWords, heardOf, quietChanges, type Changes } from './changes.ts';
import { isHeard, type Hearing } from './hearing.ts';
import { clockWords, type Told } from './moments.ts';
import { sessionNews, type News } from './session-news.ts';
import { addVisits, noVisits, VisitWatch, visitWords, type Visits } from './visits.ts';

export interface Heard extends News {
  /** Look again in so many ms, when the clock speaks next; null: when something changes. */
  next: number | null;
}

export class Herald {
  private readonly changes = new ChangeWatch();
  private readonly visits = new VisitWatch();
  private collected: Changes = quietChanges;
  private visited: Visits = noVisits;
  /** Of the last look; `undefined`: there was none. */
  private told: Told | null | undefined = undefined;
  private session: Session | null | undefined = undefined;
  private waiting = 0;
  private moreWaits = false;

  /** Looks at the board. @returns what is to be said at once; words may be '' */
  look(snapshot: Snapshot, member: string, now: number, hearing: Hearing): Heard {
    this.collected = addChanges(this.collected, heardOf(this.changes.look(snapshot.state, member), hearing));
    const visits = this.visits.look(snapshot, member);
    if (isHeard(hearing, 'people')) this.visited = addVisits(this.visited, visits);
    const open = openSession(snapshot.state);
    const clock = clockWords(runningSession(snapshot.state), this.told, now);
    const news: News =
      this.session === undefined
        ? { words: '', urgent: false }
        : sessionNews(this.session, open, member, now, (id) => nameOf(snapshot.state.members.get(id)));
    this.told = clock.told;
    this.session = open;
    if (!isHeard(hearing, 'session')) return { words: '', urgent: false, next: clock.next };
    return {
      words: [news.words, clock.words].filter(Boolean).join(' '),
      urgent: news.urgent || clock.urgent,
      next: clock.next,
    };
  }

  /** So many changes of others wait on the screen until they are shown. */
  waits(waiting: number): void {
    if (waiting > this.waiting) this.moreWaits = true;
    this.waiting = waiting;
  }

  /** Is there anything to tell? */
  get hasWords(): boolean {
    return this.words(() => '') !== '';
  }

  /** What has been collected, as one sentence; then there is nothing more to tell. */
  take(nameOf: (member: string) => string): string {
    const words = this.words(nameOf);
    this.collected = quietChanges;
    this.visited = noVisits;
    this.moreWaits = false;
    return words;
  }

  private words(nameOf: (member: string) => string): string {
    return [
      changeWords(this.collected),
      visitWords(this.visited, nameOf),
      this.moreWaits && this.waiting > 0 ? `${count(this.waiting, 'change')} waiting.` : '',
    ]
      .filter(Boolean)
      .join(' ');
  }
}
