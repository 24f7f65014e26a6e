/** A wire that is still to be made, behind one that can be held already. */
import { type OpenWire, type Wire, WireLost } from './wire.ts';

/** @param load rejects: as if nobody was reached; the next try loads again */
export function laterWire(load: () => Promise<OpenWire>): OpenWire {
  let opening: Promise<OpenWire> | null = null;
  return (auth, listener) => {
    let wire: Wire | undefined;
    let over = false;
    opening ??= load();
    opening.then(
      (open) => {
        if (!over) wire = open(auth, listener);
      },
      () => {
        opening = null;
        if (!over) listener.refused(null);
      },
    );
    return {
      request: (event, payload) =>
        wire?.request(event, payload) ?? Promise.reject(new WireLost('it is not open')),
      send: (event, payload) => wire?.send(event, payload),
      close: () => {
        over = true;
        wire?.close();
      },
    };
  };
}
