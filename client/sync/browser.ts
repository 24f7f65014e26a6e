/** The page as surroundings of a session: visibility, network and signs of life. */
import { plainSurroundings, type Surroundings } from './surroundings.ts';

/** Signs of life are passed on at most this often, ms: they only keep a person from being shown as idle. */
const activeEvery = 15_000;

export function browserSurroundings(): Surroundings {
  return {
    ...plainSurroundings(),
    // a hidden page draws nothing, and its frames never come
    frame: (run) => void (document.hidden ? setTimeout(run, 100) : requestAnimationFrame(run)),
    listen(event, run) {
      const stop = new AbortController();
      const on = (target: EventTarget, name: string, listener: () => void): void =>
        target.addEventListener(name, listener, { signal: stop.signal, passive: true });
      switch (event) {
        case 'wake':
          on(window, 'online', run);
          on(window, 'pageshow', run);
          on(document, 'visibilitychange', () => document.hidden || run());
          break;
        case 'offline':
          on(window, 'offline', run);
          break;
        case 'hide':
          on(document, 'visibilitychange', () => void (document.hidden && run()));
          break;
        case 'leave':
          on(window, 'pagehide', run);
          break;
        case 'active': {
          let last = 0;
          const live = (): void => {
            if (Date.now() - last < activeEvery) return;
            last = Date.now();
            run();
          };
          for (const name of ['pointerdown', 'keydown', 'scroll']) on(window, name, live);
          break;
        }
      }
      return () => stop.abort();
    },
  };
}
