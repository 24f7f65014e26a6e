/** What a link to a board holds: the board in its path, the key or pass in its fragment, which never reaches a server. */
export interface Entry {
  board: string;
  entry: { key?: string; pass?: string };
}

/** Reads `/b/<id>#key=<key>` or `/b/<id>#pass=<pass>`, and the same of `/embed/<id>/live`. */
export function entryOf(location: Pick<Location, 'pathname' | 'hash'>): Entry {
  const board = /^\/(?:b|embed)\/([^/]+)/u.exec(location.pathname)?.[1] ?? '';
  const fragment = new URLSearchParams(location.hash.slice(1));
  const key = fragment.get('key');
  const pass = fragment.get('pass');
  return { board, entry: pass ? { pass } : key ? { key } : {} };
}
