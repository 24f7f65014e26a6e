/** What one person sees of a text and types into. Their own typing can be taken back, other people's cannot. */
import * as Y from 'yjs';
import type { TextDelta } from '#client/session/port.ts';
import { diffSplice, type Splice, spliceText, textOf } from '#shared/doc/text.ts';

export interface WorkingCopyHooks {
  /** The person typed, or took typing back. */
  edited(): void;
  /** It reads differently. null: by typing here, which the screen shows already. */
  changed(delta: readonly TextDelta[] | null): void;
}

/** Where typing of this person comes from, in Yjs's terms. */
const typing = Symbol('typing');

export class WorkingCopy {
  #doc: Y.Doc;
  #undo: Y.UndoManager;

  /** @param doc its own from now on */
  constructor(
    doc: Y.Doc,
    private readonly hooks: WorkingCopyHooks,
  ) {
    this.#doc = doc;
    this.#undo = this.#watch(doc);
  }

  get doc(): Y.Doc {
    return this.#doc;
  }

  get value(): string {
    return textOf(this.#doc).toJSON();
  }

  /** The person types. */
  splice({ index, remove, insert }: Splice): void {
    spliceText(this.#doc, index, remove, insert, typing);
  }

  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  /** Sees another document from now on, and tells what changed as one splice. */
  swap(doc: Y.Doc): void {
    const before = this.value;
    this.destroy();
    this.#doc = doc;
    this.#undo = this.#watch(doc);
    const change = diffSplice(before, this.value);
    if (!change) return this.hooks.changed(null);
    const delta: TextDelta[] = [{ retain: change.index }];
    if (change.remove > 0) delta.push({ delete: change.remove });
    if (change.insert !== '') delta.push({ insert: change.insert });
    this.hooks.changed(delta);
  }

  destroy(): void {
    this.#undo.destroy();
    this.#doc.destroy();
  }

  #watch(doc: Y.Doc): Y.UndoManager {
    const text = textOf(doc);
    const undo = new Y.UndoManager(text, { trackedOrigins: new Set([typing]) });
    text.observe((event, transaction) => {
      const mine = transaction.origin === typing;
      if (mine || transaction.origin === undo) this.hooks.edited();
      this.hooks.changed(mine ? null : (event.delta as TextDelta[]));
    });
    return undo;
  }
}
