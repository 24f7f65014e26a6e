/**
 * In a frame (`/embed/:id`) the board tells the page around it how high it is. Protocol 1: the frame says
 * `{tilth: 1, type: 'hello'}`, which holds nothing; a page that wants to know answers `{tilth: 1, type: 'port'}` with a
 * MessagePort, over which `{tilth: 1, type: 'resize', height}` comes, in CSS pixels, whenever it changes.
 */
const VERSION = 1;
/** Smaller changes are a rounding of the browser's, and would go back and forth. */
const LEAST = 2;

export function tellHeight(): void {
  if (parent === window || !location.pathname.startsWith('/embed/')) return;
  addEventListener('message', (event) => {
    const said = event.data as { tilth?: unknown; type?: unknown } | null;
    const [port] = event.ports;
    if (event.source !== parent || said?.tilth !== VERSION || said.type !== 'port' || !port) return;
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
