/** A wire that is still to be made, behind one that can be held already. */
import { type OpenWire, type Wire, WireLost } from './wire.ts';

/** @param opening rejects: as if nobody was reached */
export function laterWire(opening: Promise<OpenWire>): OpenWire {
  return (auth, listener) => {
    let wire: Wire | undefined;
    let over = false;
    opening.then(
      (open) => {
        if (!over) wire = open(auth, listener);
      },
      () => over || listener.refused(null),
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
