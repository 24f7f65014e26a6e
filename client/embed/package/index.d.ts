/** The element `<tilth-board>`; see custom-elements.json for what each thing does. */
export type TilthKind = 'need' | 'offer' | 'referral' | 'promotion';

export interface TilthCard {
  id: string;
  kind: TilthKind;
  title: string;
}

/** What the element tells of, by event: `event.detail`. */
export interface TilthBoardEvents {
  'tilth-ready': { board: string; cards: number };
  'tilth-card-added': TilthCard;
  'tilth-match': TilthCard;
  'tilth-phase-change': { phase: { number: number; name: string } | null };
  'tilth-live': { board: string };
  'tilth-reading': { board: string };
  'tilth-error': { code: string; message: string };
}

/** Gives a token that your server signed for its visitor, a fresh one each time; '': nobody is signed in. */
export type GetToken = () => string | Promise<string>;

export interface TilthBoard extends HTMLElement {
  board: string | null;
  server: string | null;
  view: string | null;
  kinds: string | null;
  theme: string | null;
  join: string | null;
  withoutPromotions: boolean;
  getToken: GetToken | null;
  write(kind?: TilthKind): void;
  open(card: string): void;
  read(): void;
}

/** What stands in a tag. */
export interface TilthBoardAttributes {
  board?: string | undefined;
  server?: string | undefined;
  view?: 'auto' | 'tabs' | undefined;
  kinds?: string | undefined;
  theme?: 'auto' | 'light' | 'dark' | undefined;
  lang?: string | undefined;
  join?: string | undefined;
  'without-promotions'?: boolean | undefined;
}

/** What frameworks set as properties, under names that are no attributes. */
export interface TilthBoardProperties {
  withoutPromotions?: boolean | undefined;
  getToken?: GetToken | null | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-board': TilthBoard;
  }
  interface GlobalEventHandlersEventMap {
    'tilth-ready': CustomEvent<TilthBoardEvents['tilth-ready']>;
    'tilth-card-added': CustomEvent<TilthBoardEvents['tilth-card-added']>;
    'tilth-match': CustomEvent<TilthBoardEvents['tilth-match']>;
    'tilth-phase-change': CustomEvent<TilthBoardEvents['tilth-phase-change']>;
    'tilth-live': CustomEvent<TilthBoardEvents['tilth-live']>;
    'tilth-reading': CustomEvent<TilthBoardEvents['tilth-reading']>;
    'tilth-error': CustomEvent<TilthBoardEvents['tilth-error']>;
  }
}
