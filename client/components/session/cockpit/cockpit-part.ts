/** What the sections of the cockpit share: what they look at, how they ask for something, and how they lie on the page. */
import { css, LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import type { Command } from '#shared/board/commands.ts';
import type { Session } from '#shared/board/types.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { OpenIntent, RunIntent, type SheetName } from '#client/view/intents.ts';

const sectionStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    margin-block-end: 8px;
  }
  h2 {
    font-size: var(--size-h3);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .person {
    display: flex;
    align-items: center;
    gap: 4px 12px;
    padding-block: 5px;
  }
  .grow {
    flex: 1 1 auto;
    min-inline-size: 0;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  .grow > * {
    display: block;
  }
  .name {
    font-weight: 500;
  }
`;

export abstract class CockpitPart extends LitElement {
  static override styles: CSSResultGroup = [base, buttons, sectionStyles];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) conducts!: Session;

  protected run(command: Command): void {
    this.dispatchEvent(new RunIntent(command));
  }

  protected show(what: SheetName, id = ''): void {
    this.dispatchEvent(new OpenIntent(what, id));
  }

  /** Shows a card to everybody; null: nothing any more. */
  protected spotlight(card: string | null): void {
    this.run({ type: 'session.spotlight', session: this.conducts.id, spotlight: card });
  }
}
