/**
 * While its host is open, paper gets the host and nothing of the board beneath it. The sheet lies deep in the page's tree,
 * so every tree above it is told, for print only, to leave out what does not lead to it.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const way = 'data-prints';

export class PrintAlone implements ReactiveController {
  private marked: Element[] = [];
  private told: (Document | ShadowRoot)[] = [];
  private readonly sheet = new CSSStyleSheet();

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    this.sheet.replaceSync(
      `@page { margin: 14mm; } @media print { [${way}] > :not([${way}], style) { display: none !important; } }`,
    );
    host.addController(this);
  }

  hostConnected(): void {
    for (let at: Element | null = this.host; at; at = at.parentElement ?? rootHost(at)) {
      at.setAttribute(way, '');
      this.marked.push(at);
      const root = at.getRootNode();
      if (!isTree(root) || this.told.includes(root)) continue;
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.sheet];
      this.told.push(root);
    }
  }

  hostDisconnected(): void {
    for (const element of this.marked) element.removeAttribute(way);
    for (const root of this.told) {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== this.sheet);
    }
    this.marked = [];
    this.told = [];
  }
}

function isTree(root: Node): root is Document | ShadowRoot {
  return 'adoptedStyleSheets' in root;
}

function rootHost(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
