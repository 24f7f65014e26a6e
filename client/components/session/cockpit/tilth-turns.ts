/** One person after the other: what they wrote in silence is shown when it is their turn. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { personMark } from '#client/components/sheets/person-mark.ts';
import { turnsView, type TurnView } from '#client/view/session/cockpit/turns-view.ts';
import { CockpitPart } from './cockpit-part.ts';

const words = {
  title: 'Turns',
  lead: 'What somebody wrote in silence is shown when it is their turn. What is left is shown with the next part.',
  turn: 'Their turn',
  turnOf: (name: string) => `Their turn: ${name}`,
  is: { now: 'it is their turn', waits: '', had: 'on the board', passes: 'passes' },
} as const;

@customElement('tilth-turns')
export class TilthTurns extends CockpitPart {
  static override styles = [
    CockpitPart.styles,
    css`
      [aria-current] {
        border-radius: var(--radius-card);
        background: var(--bed);
        box-shadow: 0 0 0 4px var(--bed);
      }
      @media (forced-colors: active) {
        [aria-current] {
          outline: 2px solid Highlight;
          outline-offset: 2px;
        }
      }
      .lead {
        margin-block-end: 8px;
      }
    `,
  ];

  private turns: readonly TurnView[] | null = null;

  protected override willUpdate(): void {
    this.turns = turnsView(this.scene, this.conducts);
    // without anything in it, it takes no room either
    this.hidden = this.turns === null;
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="turns">
      <div class="head"><h2 id="turns">${words.title}</h2></div>
      <p class="lead small soft">${words.lead}</p>
      <ol>
        ${repeat(
          this.turns ?? [],
          ({ who }) => who.id,
          (turn) => this.item(turn),
        )}
      </ol>
    </section>`;
  }

  private item({ who, is }: TurnView): TemplateResult {
    const { id } = this.conducts;
    return html`<li class="person" aria-current=${is === 'now' ? 'true' : nothing}>
      ${personMark(this.scene.state, who, 28)}
      <span class="grow">
        <span class="name">${who.name}</span>
        ${words.is[is] ? html`<span class="small soft">${words.is[is]}</span>` : nothing}
      </span>
      <button
        class="button small"
        type="button"
        aria-label=${words.turnOf(who.name)}
        @click=${() => this.run({ type: 'session.turn', session: id, member: who.id ?? '' })}
      >
        ${words.turn}
      </button>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-turns': TilthTurns;
  }
}
