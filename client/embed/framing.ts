/**
 * In a frame of ours (`/embed/:id`) the board tells the page around it how high it is. Protocol 1: the frame says
 * `{tilth: 1, type: 'hello'}`, which holds nothing; a page that wants to know answers `{tilth: 1, type: 'port'}` with a
 * MessagePort, over which `{tilth: 1, type: 'resize', height}` comes, in CSS pixels, whenever it changes.
 */
import { says, VERSION } from './live/messages.ts';

/** Smaller changes are a rounding of the browser's, and would go back and forth. */
const LEAST = 2;

export function tellHeight(): void {
  addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== parent || !says(event.data, 'port') || !port) return;
    let told = 0;
    new ResizeObserver(() => {
      const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
      if (Math.abs(height - told) < LEAST) return;
      told = height;
      port.postMessage({ tilth: VERSION, type: 'resize', height });
    }).observe(document.documentElement);
  });
  parent.postMessage({ tilth: VERSION, type: 'hello' }, '*');
}
