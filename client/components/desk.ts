/**
 * What the board's page does when a component wants something: runs commands, opens and closes sheets, takes back, and
 * says what came of it. Loaded right after the board stands; what is wanted before that waits for it.
 */
import type { Command } from '#shared/board/commands.ts';
import type { BoardSession } from '#client/session/port.ts';
import { CloseIntent, OpenIntent, RunIntent, SayIntent } from '#client/view/intents.ts';
import { refusedDrafts, type RefusedBy } from '#client/view/refused.ts';
import { SheetStack } from '#client/view/sheet-stack.ts';
import { exactly } from '#client/words/time.ts';
import { deepActive } from './deep-focus.ts';
import { sheets } from './sheets/index.ts';
import { UndoEvent, type TilthVoice } from './tilth-voice.ts';

export interface DeskHost {
  readonly session: BoardSession;
  readonly updateComplete: Promise<boolean>;
  readonly renderRoot: ParentNode;
  /** Shows these above the board, the last on top. */
  sheets: readonly HTMLElement[];
}

export class Desk {
  private readonly stack = new SheetStack(history, () => this.show());
  private readonly elements = new Map<number, HTMLElement>();
  private readonly returnTo: (HTMLElement | null)[] = [];

  constructor(private readonly host: DeskHost) {
    addEventListener('popstate', this.onPop);
  }

  /** Stops following the browser's history. */
  leave(): void {
    removeEventListener('popstate', this.onPop);
  }

  take(intent: Event): void {
    if (intent instanceof RunIntent) void this.run(intent);
    else if (intent instanceof OpenIntent) this.open(intent);
    else if (intent instanceof CloseIntent) this.close();
    else if (intent instanceof SayIntent) {
      this.say(intent.words, intent.undo, intent.aloudOnly);
    } else if (intent instanceof UndoEvent) void this.undo(intent.act);
  }

  /** Finds the drafts that were not accepted, with the reason in short. */
  async refused(): Promise<RefusedBy> {
    const { refusalWords } = await import('#client/words/refusals.ts');
    return (drafts, member) =>
      refusedDrafts(drafts, member, (refusal) => {
        const words = refusalWords(refusal, exactly);
        return `${words.what}. ${words.kept}`;
      });
  }

  private async run(intent: RunIntent): Promise<void> {
    const outcome = await this.host.session.run(intent.command);
    intent.done?.(outcome);
    if (outcome.type !== 'refused' || intent.quiet) return;
    const { refusalWords } = await import('#client/words/refusals.ts');
    const words = refusalWords(outcome.refusal, exactly);
    this.say(`${words.what}. ${words.next}`);
  }

  private async undo(act: Command): Promise<void> {
    const undone = await this.host.session.undo(act);
    this.say(undone ? 'Taken back.' : 'That cannot be taken back any more.');
  }

  private say(words: string, undo: Command | null = null, aloudOnly = false): void {
    this.host.renderRoot.querySelector<TilthVoice>('tilth-voice')?.say(words, undo, aloudOnly);
  }

  private open({ what, id, spot }: OpenIntent): void {
    this.returnTo.push(deepActive());
    this.stack.push(what, id, spot);
    void sheets[what].load().then(() => this.show());
  }

  private close(): void {
    this.stack.close();
    this.giveFocusBack(1);
  }

  private readonly onPop = (event: PopStateEvent): void => {
    const before = this.stack.open.length;
    this.stack.onPop(event.state);
    this.giveFocusBack(before - this.stack.open.length);
  };

  /** The open sheets whose code has arrived, each with an element of its own. */
  private show(): void {
    const open = this.stack.open.filter((sheet) => customElements.get(sheets[sheet.what].tag));
    const keys = new Set(open.map((sheet) => sheet.key));
    for (const key of this.elements.keys()) if (!keys.has(key)) this.elements.delete(key);
    this.host.sheets = open.map(({ key, what, id, spot }) => {
      let element = this.elements.get(key);
      if (!element) {
        element = document.createElement(sheets[what].tag);
        Object.assign(element, { session: this.host.session, target: id, spot });
        this.elements.set(key, element);
      }
      return element;
    });
  }

  /** After sheets closed: the focus goes to where it was, or else to the board. */
  private giveFocusBack(closed: number): void {
    if (closed <= 0) return;
    let to: HTMLElement | null = null;
    for (let at = 0; at < closed; at += 1) to = this.returnTo.pop() ?? to;
    void this.host.updateComplete.then(() => {
      if (to?.isConnected) to.focus();
      else if (this.stack.open.length === 0) this.host.renderRoot.querySelector<HTMLElement>('main')?.focus();
    });
  }
}
