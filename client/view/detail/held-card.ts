/** Keeps an open card still while its reader writes beside it: what others do to it is collected and counted. */
import { commentsBy, helpsBy, introductionsBy } from '#shared/board/keys.ts';
import type { Card, Comment, Help, Introduction, State, Table } from '#shared/board/types.ts';
import type { Scene } from './scene.ts';

interface Rows {
  card: Card;
  helps: readonly Help[];
  introductions: readonly Introduction[];
  comments: readonly Comment[];
}

export interface HeldCard {
  scene: Scene;
  card: Card;
  /** Changes that are not shown yet. */
  waiting: number;
}

export class CardHolder {
  private rows: Rows | null = null;

  /** @param holds whether it is to be kept as it was when that became true */
  look(scene: Scene, card: Card, holds: boolean): HeldCard {
    if (!holds) this.rows = null;
    else this.rows ??= rowsOf(scene.state, card);
    if (!this.rows) return { scene, card, waiting: 0 };
    const now = rowsOf(scene.state, card);
    const { helps, introductions, comments } = scene.state;
    const state = {
      ...scene.state,
      helps: still(this.rows.helps, helps),
      introductions: still(this.rows.introductions, introductions),
      comments: still(this.rows.comments, comments),
    };
    const { title, body } = this.rows.card;
    return { scene: { ...scene, state }, card: { ...card, title, body }, waiting: changes(this.rows, now) };
  }

  /** Shows all there is; if it is still to be held, then from now on. */
  release(): void {
    this.rows = null;
  }
}

function rowsOf(state: State, card: Card): Rows {
  const key = `card:${card.id}`;
  return {
    card,
    helps: helpsBy(state, key),
    introductions: introductionsBy(state, key),
    comments: commentsBy(state, key),
  };
}

/** As they were; but what is gone goes at once: somebody took their words back. */
function still<R extends { id: string }>(before: readonly R[], now: Table<R>): ReadonlyMap<string, R> {
  return new Map(before.filter(({ id }) => now.has(id)).map((row) => [row.id, row]));
}

function changes(before: Rows, now: Rows): number {
  const text = before.card.title !== now.card.title || before.card.body !== now.card.body;
  return (
    Number(text) +
    changed(before.helps, now.helps) +
    changed(before.introductions, now.introductions) +
    changed(before.comments, now.comments)
  );
}

function changed<R extends { id: string; state?: string; thanked?: number }>(
  before: readonly R[],
  now: readonly R[],
): number {
  const old = new Map(before.map((row) => [row.id, row]));
  return now.filter((row) => {
    const was = old.get(row.id);
    return was?.state !== row.state || was?.thanked !== row.thanked || !was;
  }).length;
}
