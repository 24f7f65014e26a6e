/** What must hold of editors: all of them are back, and everything that they wrote is on the board and on every screen. */
import { expect, vi } from 'vitest';
import { type RawAuth, RawClient } from '#server/testing/raw-client.ts';
import type { Editor } from './editor.ts';
import type { MadeBoard } from './new-board.ts';

/** Resolves when nobody's line is lost, any more. */
export async function allBack(people: readonly Editor[], patience = 60_000): Promise<void> {
  await vi.waitFor(() => expect(people.filter(({ line }) => line.lostAt !== null)).toHaveLength(0), {
    timeout: patience,
    interval: 25,
  });
}

/**
 * Everything that they wrote is on the board, as a newcomer sees it, once; nothing became a draft, and all screens show it.
 * @param url of the server that is asked
 * @param others comments that others wrote
 */
export async function checkAllIsThere(
  url: string,
  board: MadeBoard,
  people: readonly Editor[],
  others: readonly string[] = [],
  patience = 30_000,
): Promise<void> {
  await Promise.all(people.map(({ session }) => session.saved(patience)));
  const written = [...people.flatMap((person) => person.written), ...others];
  await isAllThere(url, board, written);
  for (const { session } of people) {
    expect(session.snapshot.drafts).toEqual([]);
    await session.until(({ state }) => state.comments.size === written.length, patience);
  }
}

/** These comments are on the board, each once, and no others. */
export async function isAllThere(url: string, board: MadeBoard, written: readonly string[]): Promise<void> {
  const reader = await lookAround(url, board);
  await reader.until(() => reader.state.comments.size >= written.length, 'all comments');
  const ids = [...reader.state.comments.values()].map(({ id }) => id);
  expect(ids.toSorted()).toEqual(written.toSorted());
  reader.close();
}

/** Somebody who only looks. */
export function lookAround(url: string, { id, keys }: MadeBoard): Promise<RawClient> {
  return comeIn(url, { board: id, key: keys.viewer });
}

/** A raw socket that has synced, as soon as it is let in. */
export async function comeIn(url: string, auth: RawAuth): Promise<RawClient> {
  for (let tries = 0; ; tries += 1) {
    try {
      const reader = await RawClient.connect(url, auth);
      await reader.sync();
      return reader;
    } catch (error) {
      // A node that just woke up first asks what is new.
      if (tries === 20 || !(error instanceof Error && error.message === 'restarting')) throw error;
      await new Promise((resume) => setTimeout(resume, 250));
    }
  }
}
