/**
 * One text written together. Two documents: the copy is what this person sees and types into, the shadow what the server
 * is known to have. What lies between them is unsent; it leaves this device only when the server said it is saved, or as
 * a draft. Typing goes out at most every `limits.typingThrottle`, one push in flight at a time.
 */
import * as Y from 'yjs';
import type { OpenText } from '#client/session/port.ts';
import type { Refusal, RefusalCode } from '#shared/board/decision.ts';
import { unpackBytes } from '#shared/doc/pack.ts';
import { fnv1a, newTextDoc, type Splice, spliceText, textOf } from '#shared/doc/text.ts';
import { limits } from '#shared/limits.ts';
import { baseOf, carry, descends } from './carry.ts';
import type { Surroundings } from './surroundings.ts';
import type { Wire } from './wire.ts';
import { WorkingCopy } from './working-copy.ts';

/** Unsent typing as the device keeps it. */
export interface KeptText {
  text: string;
  /** null: begun on the settled text, without having seen the text document. */
  epoch: number | null;
  doc: Uint8Array;
  shadow: Uint8Array;
  /** What was pushed when the connection ended: perhaps the server has it, perhaps not. */
  sent?: Uint8Array;
}

export interface TextHooks {
  /** Something about it changed that a screen may show. */
  changed(): void;
  /** It has unsent typing that should outlive this page; null: it has none any more. */
  keep(kept: KeptText | null): void;
  /** Resolves when the device has what it was given to keep, or it is plain that it cannot. */
  kept(): Promise<void>;
  /** It belongs to a card that is not saved yet: its state travels with the create. */
  begun(state: Uint8Array): void;
  draft(words: string, refusal?: Refusal): void;
  mayEdit(): boolean;
  /** Nobody has it open and nothing in it is unsent. */
  idle(): void;
}

type TextListener = Parameters<OpenText['onChange']>[0];

const slowDown = 1_000;
/** So many refusals that only a fresh start can mend, in a row, before the words become a draft. */
const patience = 3;

/** What the same push may overcome in a while; and what asking for the whole text may mend. */
const trying: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['slowDown', 'notNow']);
const mending: ReadonlySet<RefusalCode> = new Set<RefusalCode>(['textStale', 'textGap']);

export class LiveText {
  readonly #copy: WorkingCopy;
  #shadow: Y.Doc;
  #epoch: number | null = null;
  #rev = 0;
  /** Counts local changes; those up to `#saved` are on the server. */
  #edits = 0;
  #saved = 0;
  #wire: Wire | null = null;
  #opened = false;
  #opening = false;
  #pushing = false;
  /**
   * Typing was carried over into this document, and the device may have it only as it was before: whoever goes on from that
   * carries it over again.
   */
  #carried = false;
  /** The last push, until it is known what became of it. */
  #sent: Uint8Array | null = null;
  /** There is something to type into: the server's text, what was kept, or (offline) what the board shows. */
  #seen = false;
  #early: Parameters<LiveText['remote']>[] = [];
  #mends = 0;
  #cancelTimer: (() => void) | null = null;
  #handles = 0;
  #over = false;
  readonly #listeners = new Set<TextListener>();

  /**
   * @param birth `born`: the card's create is in the outbox with this state. `kept`: from an earlier visit.
   *   `settled`: not seen yet; begin with what the board shows.
   */
  constructor(
    readonly text: string,
    private readonly around: Surroundings,
    private readonly hooks: TextHooks,
    private birth:
      | { type: 'born'; state: Uint8Array | null }
      | { type: 'kept'; kept: KeptText }
      | { type: 'settled'; value: string },
  ) {
    const doc = newTextDoc();
    this.#shadow = newTextDoc();
    switch (birth.type) {
      case 'born':
        if (birth.state) Y.applyUpdate(doc, birth.state);
        break;
      case 'kept':
        Y.applyUpdate(doc, birth.kept.doc);
        Y.applyUpdate(this.#shadow, birth.kept.shadow);
        this.#epoch = birth.kept.epoch;
        this.#sent = birth.kept.sent ?? null;
        this.#edits = 1;
        this.#seen = true;
        hooks.keep(birth.kept);
        break;
      case 'settled':
        spliceText(doc, 0, 0, birth.value, 'settled');
        Y.applyUpdate(this.#shadow, Y.encodeStateAsUpdate(doc));
        break;
    }
    this.#copy = new WorkingCopy(doc, {
      edited: () => this.#edited(),
      changed: (delta) => this.#tell(delta),
    });
  }

  get value(): string {
    return this.#copy.value;
  }

  /** Has typing that the server has not said is saved, beyond what travels with a create. */
  get dirty(): boolean {
    return this.#edits > this.#saved;
  }

  get #isBorn(): boolean {
    return this.birth.type === 'born';
  }

  get mayEdit(): boolean {
    return !this.#over && this.hooks.mayEdit();
  }

  get state(): OpenText['state'] {
    if (this.dirty || this.#isBorn) return this.#wire ? 'saving' : 'kept';
    return this.#seen || this.#wire === null ? 'saved' : 'opening';
  }

  /** One more screen has it open. It lives while one has, or something is unsent. */
  hold(): void {
    this.#handles += 1;
  }

  release(): void {
    this.#handles -= 1;
    this.#rest();
  }

  splice(index: number, remove: number, insert: string): void {
    if (!this.mayEdit) return;
    const room = Math.max(0, limits.body - this.value.length + remove);
    this.#copy.splice({ index, remove, insert: insert.slice(0, room) });
  }

  undo(): void {
    this.#copy.undo();
  }

  redo(): void {
    this.#copy.redo();
  }

  listen(listener: TextListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A live wire, or none. Over a fresh one the server is asked what it has: what was in flight may have arrived. */
  use(wire: Wire | null): void {
    this.#wire = wire;
    this.#opened = false;
    this.#opening = false;
    this.#pushing = false;
    this.#stopTimer();
    if (wire && !this.#isBorn) void this.#open(false);
    this.#tell(null);
  }

  /**
   * The create that carried this text is saved.
   * @param sent the state that travelled with it; absent if nobody can tell which one arrived
   * @returns false if it did not wait for that
   */
  created(sent: Uint8Array | undefined): boolean {
    if (!this.#isBorn) return false;
    this.#shadow = newTextDoc();
    if (sent) Y.applyUpdate(this.#shadow, sent);
    this.birth = { type: 'settled', value: '' };
    if (!sent || this.value !== wordsIn(this.#shadow)) this.#edits += 1;
    this.#keep();
    if (this.#wire) void this.#open(false);
    this.#tell(null);
    return true;
  }

  /** The server's changes, one by one, and the hash of its text after them. */
  remote(...change: [epoch: number, rev: number, packed: Uint8Array, hash: number]): void {
    const [epoch, rev, packed, hash] = change;
    // it may come in the same breath as the answer that opens the text, before that was taken in
    if (this.#opening) this.#early.push(change);
    if (!this.#opened) return;
    if (epoch !== this.#epoch) return void this.#open(true);
    try {
      for (const update of unpackBytes(packed)) {
        Y.applyUpdate(this.#shadow, update);
        Y.applyUpdate(this.#copy.doc, update);
      }
    } catch {
      return void this.#open(true);
    }
    this.#rev = Math.max(this.#rev, rev);
    // with a push in flight the server may be ahead of the shadow by just that push
    const same = this.#pushing || fnv1a(wordsIn(this.#shadow)) === hash;
    if (!same || this.#shadow.store.pendingStructs) return void this.#open(true);
    this.#agree();
    if (this.dirty) this.#keep();
    this.hooks.changed();
  }

  /** The text began anew on the server. */
  reset(): void {
    if (this.#wire && !this.#isBorn) void this.#open(true);
  }

  /** The same text from another page of this person that is gone: its typing goes on here. */
  adopt(kept: KeptText): void {
    if (this.#over) return this.#putAside(kept);
    if (kept.epoch === this.#epoch && this.#epoch !== null) {
      Y.applyUpdate(this.#copy.doc, kept.doc);
      this.#edited();
      return;
    }
    if (kept.epoch !== null && this.#epoch === null && !this.#isBorn && this.#goOnFrom(kept)) return;
    const [base, other] = [newTextDoc(), newTextDoc()];
    Y.applyUpdate(base, kept.shadow);
    Y.applyUpdate(other, kept.doc);
    const typed = carry(baseOf(base, kept.sent ?? null, this.value), other, this.value);
    if (typed === 'conflict')
      this.hooks.draft(wordsIn(other), { code: 'stale', retry: 'ask', theirs: this.value });
    else {
      this.#carried = true;
      for (const splice of typed) this.#copy.splice(splice);
    }
  }

  /** Nobody can write here any more. */
  #putAside(kept: KeptText): void {
    const other = newTextDoc();
    Y.applyUpdate(other, kept.doc);
    this.hooks.draft(wordsIn(other));
    this.hooks.keep(null);
  }

  /** Another page took over what was typed here, and sends it. Sent from both, it might come to stand there twice. */
  taken(): void {
    this.#saved = this.#edits;
    this.#agree();
    this.#tell(null);
    this.#rest();
  }

  /** The card is gone or closed to this person: what was unsent becomes a draft. */
  giveUp(refusal?: Refusal): void {
    if (this.dirty) this.hooks.draft(this.value, refusal);
    this.abandon();
  }

  /** As {@link giveUp}, when the words are kept elsewhere. */
  abandon(): void {
    this.birth = { type: 'settled', value: '' };
    this.#saved = this.#edits;
    this.#over = true;
    this.hooks.keep(null);
    this.#agree();
    this.#tell(null);
    this.#rest();
  }

  destroy(): void {
    this.#stopTimer();
    this.#over = true;
    this.#wire = null;
    this.#copy.destroy();
    this.#shadow.destroy();
  }

  #edited(): void {
    if (this.#isBorn) this.hooks.begun(Y.encodeStateAsUpdate(this.#copy.doc));
    else {
      this.#edits += 1;
      this.#keep();
      this.#schedule(limits.typingThrottle);
    }
  }

  async #open(whole: boolean): Promise<void> {
    const wire = this.#wire;
    if (!wire || this.#opening || this.#over) return;
    this.#opening = true;
    this.#opened = false;
    this.#early = [];
    const known =
      this.#epoch !== null && !whole
        ? { epoch: this.#epoch, stateVector: Y.encodeStateVector(this.#shadow) }
        : {};
    let broken = false;
    try {
      const reply = await wire.request('textOpen', { text: this.text, ...known });
      if (wire !== this.#wire || this.#over) return;
      this.#opening = false;
      if (!reply.ok) return this.#refused(reply.refusal);
      try {
        const updates = unpackBytes(new Uint8Array(reply.updates));
        if (reply.mode === 'delta') this.#takeDelta(updates);
        else this.#takeWhole(reply.epoch, updates);
        this.#sent = null;
        this.#rev = reply.rev;
        this.#opened = true;
        this.#seen = true;
      } catch {
        broken = true;
      }
    } catch {
      // the connection ended; the next one opens it again
      return;
    }
    if (broken) return this.#mend({ code: 'textMalformed', retry: 'never' });
    for (const change of this.#early.splice(0)) if (change[1] > this.#rev) this.remote(...change);
    if (!this.#opened) return;
    this.#agree();
    this.#tell(null);
    if (this.dirty) void this.#push();
    else this.#rest();
  }

  #takeDelta(updates: readonly Uint8Array[]): void {
    for (const update of updates) {
      Y.applyUpdate(this.#shadow, update);
      Y.applyUpdate(this.#copy.doc, update);
    }
  }

  #takeWhole(epoch: number, updates: readonly Uint8Array[]): void {
    const theirs = newTextDoc();
    for (const update of updates) Y.applyUpdate(theirs, update);
    // a text whose card was made here has no epoch yet: it is the same one if the server has what was sent with it
    const same =
      this.#epoch === null ? descends(theirs, this.#shadow, this.#copy.doc) : this.#epoch === epoch;
    const before = this.#shadow;
    this.#shadow = theirs;
    this.#epoch = epoch;
    if (same && this.dirty) {
      Y.applyUpdate(this.#copy.doc, Y.encodeStateAsUpdate(theirs));
      return;
    }
    const fresh = newTextDoc();
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(theirs));
    const now = wordsIn(theirs);
    const typed = this.dirty ? carry(baseOf(before, this.#sent, now), this.#copy.doc, now) : [];
    this.#saved = this.#edits;
    this.#sent = null;
    if (typed === 'conflict') this.hooks.draft(this.value, { code: 'stale', retry: 'ask', theirs: now });
    else
      for (const splice of typed) {
        apply(fresh, splice);
        this.#edits += 1;
        this.#carried = true;
      }
    before.destroy();
    this.#copy.swap(fresh);
    this.#keep();
  }

  /**
   * Nothing of the text has been seen here, and another page had: its document is gone on with, and what it knew to be
   * on its way. Carried over to the settled text instead, a push that arrived would look like words of this page's.
   * @returns false if what was typed here does not go with it
   */
  #goOnFrom(kept: KeptText): boolean {
    const doc = newTextDoc();
    Y.applyUpdate(doc, kept.doc);
    const typed = this.dirty ? carry(this.#shadow, this.#copy.doc, wordsIn(doc)) : [];
    if (typed === 'conflict') return false;
    for (const splice of typed) apply(doc, splice);
    this.#carried = true;
    this.#shadow.destroy();
    this.#shadow = newTextDoc();
    Y.applyUpdate(this.#shadow, kept.shadow);
    this.#epoch = kept.epoch;
    this.#sent = kept.sent ?? null;
    this.#edits += 1;
    this.#seen = true;
    this.#copy.swap(doc);
    this.#keep();
    this.#schedule(limits.typingThrottle);
    return true;
  }

  #schedule(delay: number): void {
    if (!this.#wire || this.#cancelTimer) return;
    this.#cancelTimer = this.around.after(delay, () => {
      this.#cancelTimer = null;
      if (this.#opened) void this.#push();
      else void this.#open(false);
    });
  }

  async #push(): Promise<void> {
    const wire = this.#wire;
    if (!wire || !this.#opened || this.#pushing || !this.dirty || this.#epoch === null) return;
    if (this.#carried) {
      this.#pushing = true;
      await this.hooks.kept();
      if (wire !== this.#wire) return;
      this.#carried = this.#pushing = false;
      return this.#push();
    }
    const { doc } = this.#copy;
    const edits = this.#edits;
    const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.#shadow));
    if (update.length > limits.textUpdate) return this.#startAfresh({ code: 'textTooLarge', retry: 'never' });
    this.#pushing = true;
    this.#sent = update;
    let reply;
    try {
      reply = await wire.request('textPush', { text: this.text, epoch: this.#epoch, update });
    } catch {
      // whether it arrived shows when the next connection opens the text again
      return;
    }
    if (wire !== this.#wire) return;
    this.#pushing = false;
    this.#sent = null;
    // a verdict on a document that was replaced meanwhile says nothing about this one
    if (doc !== this.#copy.doc) return this.dirty ? this.#schedule(limits.typingThrottle) : undefined;
    if (!reply.ok) return this.#refused(reply.refusal);
    Y.applyUpdate(this.#shadow, update);
    this.#saved = Math.max(this.#saved, edits);
    this.#rev = Math.max(this.#rev, reply.rev);
    this.#mends = 0;
    this.#keep();
    this.#agree();
    this.#tell(null);
    if (this.dirty) this.#schedule(limits.typingThrottle);
    else this.#rest();
  }

  #refused(refusal: Refusal): void {
    if (trying.has(refusal.code)) this.#schedule(slowDown);
    else if (mending.has(refusal.code)) this.#mend(refusal);
    else if (refusal.code.startsWith('text')) this.#startAfresh(refusal);
    else this.giveUp(refusal);
  }

  /** Asks for the whole text; if that does not help, the words become a draft. */
  #mend(refusal: Refusal): void {
    this.#mends += 1;
    if (this.#mends > patience) return this.#startAfresh(refusal);
    void this.#open(true);
  }

  /** The words become a draft, and the text is what the server has: a fresh document, under a fresh clientID. */
  #startAfresh(refusal: Refusal): void {
    if (this.dirty) this.hooks.draft(this.value, refusal);
    this.#saved = this.#edits;
    this.#mends = 0;
    this.#sent = null;
    this.#epoch = null;
    this.hooks.keep(null);
    this.#opened = false;
    this.#schedule(slowDown);
    this.#tell(null);
  }

  /** With nothing unsent, what is seen is what the server has. */
  #agree(): void {
    if (this.dirty || this.#pushing || this.value === wordsIn(this.#shadow)) return;
    const fresh = newTextDoc();
    Y.applyUpdate(fresh, Y.encodeStateAsUpdate(this.#shadow));
    this.#copy.swap(fresh);
  }

  #keep(): void {
    if (!this.dirty) return this.hooks.keep(null);
    this.hooks.keep({
      text: this.text,
      epoch: this.#epoch,
      doc: Y.encodeStateAsUpdate(this.#copy.doc),
      shadow: Y.encodeStateAsUpdate(this.#shadow),
      ...(this.#sent && { sent: this.#sent }),
    });
  }

  #rest(): void {
    if (this.#handles > 0 || this.dirty || this.#isBorn) return;
    if (this.#opened) this.#wire?.send('textClose', this.text);
    this.hooks.idle();
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #tell(delta: Parameters<TextListener>[0]): void {
    for (const listener of this.#listeners) listener(delta);
    this.hooks.changed();
  }
}

function wordsIn(doc: Y.Doc): string {
  return textOf(doc).toJSON();
}

/** Typing carried over into a document that nobody sees yet. */
function apply(doc: Y.Doc, { index, remove, insert }: Splice): void {
  spliceText(doc, index, remove, insert, 'carried');
}
