/** What the pages ask the server over HTTP. Answers are read with care: a proxy may answer in its place. */
import type { Role } from '#shared/board/types.ts';

export interface PublicBoard {
  title: string;
  counts: { needs: number; offers: number; referrals: number };
}

export type MadeBoard =
  | { type: 'made'; id: string; links: Record<Role, string> }
  /** `slowly`: many boards from this address lately. `notNow`: the server could not. `unreachable`: no answer. */
  | { type: 'not'; why: 'slowly' | 'words' | 'notNow' | 'unreachable' };

/** Title and counts, which need no key. null: not known. */
export async function fetchBoard(board: string): Promise<PublicBoard | null> {
  try {
    const response = await fetch(`/api/boards/${encodeURIComponent(board)}`);
    if (!response.ok) return null;
    const { title, counts } = (await response.json()) as PublicBoard;
    return typeof title === 'string' && typeof counts?.needs === 'number' ? { title, counts } : null;
  } catch {
    return null;
  }
}

export type FoundBoard =
  | { type: 'found'; board: string }
  /** `wrong`: it opens nothing now. `slowly`: many wrong ones lately. */
  | { type: 'not'; why: 'wrong' | 'slowly' | 'notNow' | 'unreachable' };

/** The board that a spoken code leads to. */
export async function findBoard(code: string): Promise<FoundBoard> {
  let response: Response;
  try {
    response = await fetch('/api/join', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
  } catch {
    return { type: 'not', why: 'unreachable' };
  }
  if (response.status === 429) return { type: 'not', why: 'slowly' };
  if (response.status === 404 || response.status === 400) return { type: 'not', why: 'wrong' };
  if (!response.ok) return { type: 'not', why: 'notNow' };
  try {
    const { board } = (await response.json()) as { board: string };
    return typeof board === 'string' ? { type: 'found', board } : { type: 'not', why: 'notNow' };
  } catch {
    return { type: 'not', why: 'notNow' };
  }
}

export async function makeBoard(title: string): Promise<MadeBoard> {
  let response: Response;
  try {
    response = await fetch('/api/boards', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title }),
    });
  } catch {
    return { type: 'not', why: 'unreachable' };
  }
  if (response.status === 429) return { type: 'not', why: 'slowly' };
  if (response.status === 400) return { type: 'not', why: 'words' };
  if (!response.ok) return { type: 'not', why: 'notNow' };
  try {
    const { id, links } = (await response.json()) as { id: string; links: Record<Role, string> };
    return typeof id === 'string' && typeof links?.member === 'string'
      ? { type: 'made', id, links }
      : { type: 'not', why: 'notNow' };
  } catch {
    return { type: 'not', why: 'notNow' };
  }
}
