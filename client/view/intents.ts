/**
 * What a component wants, as bubbling, composed events. `tilth-app` listens: it runs commands, opens sheets and closes
 * them. Components (and sheets) fire these; a sheet that needs the outcome of its own command calls `session.run`.
 */
import type { Command } from '#shared/board/commands.ts';
import type { Outcome } from '#client/session/port.ts';

/** All that can open over the board. Its target is an id of the kind named here, or ''. */
export type SheetName =
  /** A card, whole. Target: card. */
  | 'card'
  /** "I can help" / "I'd like this". Target: card. */
  | 'help'
  /** "I know someone". Target: card (a need). */
  | 'introduce'
  /** Ask through a referral card: "I'd like this". Target: card (a referral). */
  | 'ask'
  /** The one who is asked by an introduction says yes or not this time. Target: introduction. */
  | 'introduction'
  /** A promotion that waits. Target: card. */
  | 'waiting'
  /** One's own promotions: up, waiting, what opens more room. */
  | 'standing'
  /** "Does this mainly help you?" Target: card. */
  | 'question'
  /** Words that did not reach the board. Target: draft id or ''. */
  | 'drafts'
  | 'invite'
  /** "Use another device too". */
  | 'device'
  /** Target: the member to look after, or ''. */
  | 'people'
  | 'facilitator'
  /** Which sites show the board, and how. */
  | 'site'
  /** The public log of overrides. */
  | 'log'
  /** The notes all members write together. */
  | 'notes'
  /** What grew, one's own page and the board's. Target: a session, or '' for the newest. */
  | 'harvest'
  /** What is read aloud, and whether others' changes wait while one writes. */
  | 'announcements'
  /** A session that is to be: chosen from templates, and changed. */
  | 'session'
  /** The plan of the session that is planned, or on. */
  | 'plan'
  /** A card without one's name, or for someone. Target: the kind to begin with, or ''. */
  | 'write';

/** `components/sheets/index.ts` exports `sheets: Readonly<Record<SheetName, SheetEntry>>`. */
export interface SheetEntry {
  /** The element's tag. It gets the properties `session: BoardSession` and `target: string`, and fires `tilth-close`. */
  tag: string;
  load: () => Promise<unknown>;
}

/** Runs a command. `done` gets the outcome; a refusal is also said by the shell unless `quiet`. */
export class RunIntent extends Event {
  static readonly type = 'tilth-run';
  constructor(
    readonly command: Command,
    readonly done?: (outcome: Outcome) => void,
    readonly quiet = false,
  ) {
    super(RunIntent.type, { bubbles: true, composed: true });
  }
}

/** Opens a sheet on top of what is open. Focus returns to where it was when the sheet closes. */
export class OpenIntent extends Event {
  static readonly type = 'tilth-open';
  constructor(
    readonly what: SheetName,
    readonly id = '',
    /** Where in the sheet the focus goes, for one who asked to be taken there. */
    readonly spot: '' | 'text' | 'edit' = '',
  ) {
    super(OpenIntent.type, { bubbles: true, composed: true });
  }
}

/** Fired by a sheet element on itself when it is finished. */
export class CloseIntent extends Event {
  static readonly type = 'tilth-close';
  constructor() {
    super(CloseIntent.type, { bubbles: true, composed: true });
  }
}

/** A short sentence for eye and ear, at the foot of the page; with `undo`, a button that takes that back. */
export class SayIntent extends Event {
  static readonly type = 'tilth-say';
  constructor(
    readonly words: string,
    /** What a button takes back. */
    readonly undo: Command | null = null,
    /** For the ear alone: the eye sees it already. */
    readonly aloudOnly = false,
  ) {
    super(SayIntent.type, { bubbles: true, composed: true });
  }
}

/** "Just look around": the join page steps aside. */
export class LookAroundIntent extends Event {
  static readonly type = 'tilth-look-around';
  constructor() {
    super(LookAroundIntent.type, { bubbles: true, composed: true });
  }
}

/** Asks for the join page, from a button that only members can use. */
export class JoinIntent extends Event {
  static readonly type = 'tilth-join-please';
  constructor() {
    super(JoinIntent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'tilth-run': RunIntent;
    'tilth-open': OpenIntent;
    'tilth-close': CloseIntent;
    'tilth-say': SayIntent;
    'tilth-look-around': LookAroundIntent;
    'tilth-join-please': JoinIntent;
  }
}
