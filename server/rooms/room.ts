/**
 * One active board. Whatever is asked of it waits in one line; a batch of the line is judged on an overlay, appended to
 * the log, acknowledged, applied and told to the readers, in this order (docs/decisions/0004). Nothing here is true before it is
 * in the log.
 */
import { decide } from '#shared/board/decide.ts';
import type { State } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import type { SyncRequest } from '#shared/protocol.ts';
import type { Audience } from './audience.ts';
import { Batch } from './batch.ts';
import { codesEnded } from './codes.ts';
import { Draft, type DraftTools } from './draft.ts';
import { DueTimer } from './due-timer.ts';
import { Follower } from './follower.ts';
import { GateBudget } from './gate-budget.ts';
import { notNow, slowDown, type Job, type Outcome } from './job.ts';
import { type Joining, Joins } from './joins.ts';
import { Line, type Waiting } from './line.ts';
import { Outbound } from './outbound.ts';
import { Pace } from './pace.ts';
import { Pulse } from './pulse.ts';
import { Recovery } from './recovery.ts';
import type { Replica } from './replica.ts';
import { Saving } from './saving.ts';
import type { RoomTools } from './tools.ts';
import { Upkeep } from './upkeep.ts';

/** After this many appends in a row without a certain end, the room stops writing until the store is well again. */
const DOUBTS = 2;

export class Room {
  readonly board: string;
  readonly #tools: RoomTools;
  readonly #follower: Follower;
  readonly #joins: Joins;
  readonly #outbound: Outbound;
  readonly #budget = new GateBudget();
  readonly #upkeep: Upkeep;
  readonly #recovery: Recovery;
  readonly #saving: Saving;
  readonly #due: DueTimer;
  readonly #pulse: Pulse;
  readonly #ended: () => void;
  readonly #line = new Line();
  #working: Promise<void> | null = null;
  readonly #pace: Pace;
  #mode: 'open' | 'readOnly' | 'closed' = 'open';
  /** The store itself says that it cannot be reached. */
  #storeAway = false;
  #toldSaving = true;
  readonly #draftTools: DraftTools;

  /** @param ended called when the board was erased, here or by another node */
  constructor(board: string, replica: Replica, tools: RoomTools, ended: () => void = () => undefined) {
    this.board = board;
    this.#ended = ended;
    this.#tools = tools;
    this.#follower = new Follower(board, replica, tools, {
      applied: (entry, update, changes, before) => {
        this.#upkeep.applied(entry);
        this.#outbound.add(entry, update, changes, before);
        for (const code of codesEnded(changes, before)) this.releaseCode(code);
      },
      moved: () => {
        this.#saving.grown();
        this.#due.plan();
        this.#upkeep.plan();
      },
      wroteElsewhere: (entries) => {
        this.#upkeep.wroteElsewhere(entries);
        this.#outbound.schedule();
      },
      behind: () => this.#work(),
      reloaded: () => {
        this.#outbound.restart();
        this.#outbound.audience.recheck();
        this.#due.plan();
      },
      erased: () => this.#end(),
    });
    this.#joins = new Joins(() => this.#replica, tools.around);
    this.#pace = new Pace(tools.around);
    this.#outbound = new Outbound(
      () => this.#replica,
      this.#joins,
      () => this.now(),
      tools.around,
    );
    this.#pulse = new Pulse(tools.around, () => this.#replica, this.#outbound);
    this.#saving = new Saving(board, () => this.#replica, tools);
    this.#due = new DueTimer(
      tools.around,
      () => this.#replica.state,
      () => this.now(),
      (due) => {
        for (const { id, command } of due) {
          this.#ask({ type: 'command', id, actor: { type: 'system' }, commands: () => [command] });
        }
        this.#outbound.touchStandings();
      },
    );
    this.#upkeep = new Upkeep(tools.around, {
      replica: () => this.#replica,
      now: () => this.now(),
      do: (job) => this.do(job),
    });
    this.#recovery = new Recovery(
      board,
      tools,
      () => this.#follower.reload(),
      () => this.#writeAgain(),
    );
    this.#draftTools = {
      budget: this.#budget,
      settling: this.#upkeep.settling,
      around: tools.around,
      gateRefused: (text, code, hostile) => {
        const tangled = code === 'textStale';
        if (hostile || tangled) this.#tools.metrics.hostileTexts.inc({ code });
        if (tangled) this.#ask({ type: 'compact', text, tangled });
        else if (code === 'textTooLarge') this.#ask({ type: 'compact', text });
      },
    };
    // What was due while nobody held the board happens before anything else; so do texts that nobody settled.
    this.#due.run();
    this.#upkeep.begin();
  }

  get #replica(): Replica {
    return this.#follower.replica;
  }

  get state(): State {
    return this.#replica.state;
  }

  get keys(): Replica['keys'] {
    return this.#replica.keys;
  }

  get texts(): ReadonlyMap<string, Replica['texts'] extends Map<string, infer R> ? R : never> {
    return this.#replica.texts;
  }

  get seq(): number {
    return this.#replica.seq;
  }

  get epoch(): number {
    return this.#replica.epoch;
  }

  /** Nothing is asked or told here any more. */
  get over(): boolean {
    return this.#mode === 'closed';
  }

  /** The log's clock, ms since 1970: it never goes back behind an entry. */
  now(): number {
    return Math.max(this.#tools.store.now(), this.#replica.at);
  }

  /** How long ago this node last knew for certain that it has all that the log has, ms. */
  get outOfTouch(): number {
    return this.#follower.outOfTouch;
  }

  /** Can anything be saved at the moment, as far as this node knows? Readers are told when that changes. */
  get saving(): boolean {
    return this.#mode === 'open' && !this.#storeAway;
  }

  /** The store was lost, or is there again. */
  storeAway(away: boolean): void {
    this.#storeAway = away;
    this.#tellSaving();
  }

  #tellSaving(): void {
    if (this.saving === this.#toldSaving) return;
    this.#toldSaving = this.saving;
    this.#outbound.audience.saving(this.saving);
  }

  /** Who is to be told. */
  listen(audience: Audience): void {
    this.#outbound.audience = audience;
  }

  /** Calls back after each frame: something that everyone may see changed. Returns the unsubscriber. */
  watch(changed: () => void): () => void {
    return this.#outbound.watch(changed);
  }

  /** Sends what is pending, so that whoever joins now misses nothing and gets nothing twice. */
  flush(): void {
    this.#outbound.flush();
  }

  /** Makes a code lead here until then (ms since 1970), whichever node is asked. False: it leads somewhere else. */
  claimCode(hash: string, until: number): Promise<boolean> {
    return this.#tools.store.claimCode(hash, this.board, until);
  }

  /** The code leads here no longer. What cannot be done now is done by time. */
  releaseCode(hash: string): void {
    this.#tools.store.releaseCode(hash, this.board).catch(() => undefined);
  }

  /** What a client needs to be where the readers are now; null: ask again once {@link joinable} has resolved. */
  join(request: SyncRequest): Joining | null {
    this.flush();
    return this.#joins.join(request);
  }

  joinable(): Promise<void> {
    return this.#joins.made();
  }

  /** Does a job, or says why not. Resolves when it is durable; never rejects. */
  do(job: Job): Promise<Outcome> {
    if (this.#mode !== 'open') return Promise.resolve(notNow);
    if (this.#line.length >= limits.roomQueue) return Promise.resolve(slowDown);
    const answered = this.#line.join(job);
    this.#work();
    return answered;
  }

  #ask(job: Job): void {
    void this.do(job);
  }

  #work(): void {
    // At the end of this turn of the event loop: everything that arrived together is one batch and one commit.
    this.#working ??= new Promise<void>((resolve) => this.#tools.around.soon(resolve)).then(() =>
      this.#drainQueue(),
    );
  }

  async #drainQueue(): Promise<void> {
    try {
      while (this.#mode === 'open' && (this.#line.length > 0 || this.#follower.behind)) {
        if (this.#follower.behind) await this.#follower.catchUp();
        else await this.#pace.gather(this.#outbound.audience.readers);
        const waiting = this.#line.next();
        const [first] = waiting;
        if (first?.job.type === 'erase') await this.#erase(first.job, first.done);
        else if (first) await this.#commit(waiting);
      }
    } catch (error) {
      this.#tools.log.error(
        { err: error, board: this.board },
        'a board could not go on and is loaded afresh',
      );
      this.#stopWriting();
    } finally {
      this.#working = null;
    }
    if (this.#mode === 'open' && (this.#line.length > 0 || this.#follower.behind)) this.#work();
  }

  async #commit(waiting: readonly Waiting[]): Promise<void> {
    const batch = new Batch(this.board, waiting, this.#tools);
    try {
      for (let doubts = 0; doubts < DOUBTS;) {
        const draft = new Draft(this.#replica, this.now(), this.#draftTools);
        batch.judge(draft);
        if (draft.entries.length === 0) return batch.answer(this.seq);
        const result = await batch.append(this.seq, draft);
        switch (result.type) {
          case 'ok':
            batch.answer(this.seq);
            this.#follower.apply(draft.entries, draft.changes);
            if (draft.entries.some(({ epoch }) => epoch !== undefined)) void this.#saving.now();
            // Acknowledgements go out in the next microtask: before the frame, and before a good-bye to who just left.
            await Promise.resolve();
            if (!result.shared) return this.flush();
            // other nodes' words come between one's own, and would make a frame of each
            this.#outbound.schedule();
            await this.#pace.turnOfOthers();
            return;
          case 'erased':
            this.#end();
            return;
          case 'conflict':
          case 'unknown':
            if (!(await this.#follower.learn(result))) doubts += 1;
            if (this.over) return;
        }
      }
      this.#stopWriting();
    } finally {
      // Each answer is given once; this reaches only those whom nothing above has answered.
      batch.sendAway();
    }
  }

  async #erase(job: Extract<Job, { type: 'erase' }>, done: Waiting['done']): Promise<void> {
    const { actor, title } = job;
    const { store, metrics } = this.#tools;
    let answer: Outcome = notNow;
    try {
      for (let doubts = 0; doubts < DOUBTS && !this.over;) {
        const { state, seq } = this.#replica;
        const decision = decide(state, actor, { type: 'board.erase', title }, this.now());
        if (!decision.ok) {
          answer = { type: 'refused', refusal: decision.refusal };
          return;
        }
        const result = await store
          .erase(this.board, seq)
          .catch((error: unknown) => ({ type: 'unknown', error }) as const);
        if (result.type === 'erased') this.#end();
        else if (!(await this.#follower.learn(result))) doubts += 1;
      }
      if (this.over) answer = { type: 'applied', seq: this.#replica.seq };
      else this.#stopWriting();
    } finally {
      done(answer);
      const result = answer.type === 'refused' ? answer.refusal.code : answer.type;
      metrics.jobs.inc({ type: job.type, result });
    }
  }

  /** The store fails: readers go on reading, writers keep their words and try again later. */
  #stopWriting(): void {
    if (this.#mode !== 'open') return;
    this.#mode = 'readOnly';
    this.#tools.metrics.readOnly.inc();
    this.#tellSaving();
    this.#line.sendAway();
    this.#recovery.begin();
  }

  /** The store is well again. */
  #writeAgain(): void {
    this.#mode = 'open';
    this.#tools.metrics.readOnly.dec();
    this.#tellSaving();
    this.#tools.log.info({ board: this.board }, 'the store is well again');
    this.#due.run();
    this.#upkeep.plan();
  }

  /** Takes what was before the last epoch off the disk. */
  forgetPast(): Promise<void> {
    return this.#saving.now();
  }

  /** Waits until everything asked so far is answered. */
  async quiet(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** Settles, saves and ends. What is asked afterwards is answered `notNow`. Never rejects. */
  async close(): Promise<void> {
    if (this.#mode === 'closed') return;
    this.#upkeep.settleNow();
    await this.quiet();
    this.#upkeep.rebuild();
    await this.quiet();
    this.flush();
    // it may have been erased meanwhile
    if (this.over) return;
    this.#stop();
    this.#outbound.close();
    await this.#saving.close();
    this.#replica.doc.destroy();
  }

  /** The board was erased: nothing of it is written again, and everyone is sent off. */
  #end(): void {
    if (this.over) return;
    this.#stop();
    this.#saving.stop();
    this.#tools.log.info({ board: this.board }, 'a board was erased');
    this.#line.sendAway();
    // after the acknowledgement of whoever erased it
    this.#tools.around.soon(() => {
      this.#outbound.audience.erased();
      this.#outbound.close();
    });
    this.#ended();
  }

  #stop(): void {
    if (this.#mode === 'readOnly') this.#tools.metrics.readOnly.dec();
    this.#mode = 'closed';
    this.#recovery.stop();
    this.#upkeep.stop();
    this.#due.close();
    this.#pulse.close();
    this.#follower.stop();
  }
}
