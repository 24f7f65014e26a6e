/** Those who have not written yet. Only whoever runs the session sees it; it asks for kindness, and counts nothing. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { personMark } from '#client/components/sheets/person-mark.ts';
import { icon } from '#client/icons/icon.ts';
import { roomView } from '#client/view/session/cockpit/room-view.ts';
import { CockpitPart } from './cockpit-part.ts';

const words = {
  title: 'Not written yet',
  only: 'only you see this',
  lead: 'Being quiet is fine, and some write without their name. A kind word in person may help.',
  presence: { here: 'here, reading', idle: 'here, away from the screen', away: 'not on the board just now' },
  unseen: 'People write unseen at the moment: nobody can tell who.',
  none: 'Everyone here has written something.',
  more: (count: number) => `Show ${count} more`,
  open: 'Look after',
  openOf: (name: string) => `Look after ${name}`,
} as const;

/** So many are shown at first: at the beginning nobody has written. */
const FIRST = 5;

@customElement('tilth-quiet')
export class TilthQuiet extends CockpitPart {
  static override styles = [
    CockpitPart.styles,
    css`
      .only {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
    `,
  ];

  @state() private all = false;

  protected override render(): TemplateResult {
    const { quiet } = roomView(this.scene, this.conducts);
    const lead = quiet === null ? words.unseen : quiet.length > 0 ? words.lead : words.none;
    return html`<section aria-labelledby="quiet">
      <div class="head">
        <h2 id="quiet">${words.title}</h2>
        <span class="only small soft">${icon('lock', 16)}${words.only}</span>
      </div>
      <p class="small soft">${lead}</p>
      <ul>
        ${(quiet ?? []).slice(0, this.all ? undefined : FIRST).map(
          (who) =>
            html`<li class="person">
              ${personMark(this.scene.state, who, 32)}
              <span class="grow">
                <span class="name">${who.name}</span>
                <span class="small soft">${words.presence[who.presence]}</span>
              </span>
              ${
                this.scene.role === 'facilitator'
                  ? html`<button
                      class="button small"
                      type="button"
                      aria-label=${words.openOf(who.name)}
                      @click=${() => this.show('people', who.id ?? '')}
                    >
                      ${words.open}
                    </button>`
                  : nothing
              }
            </li>`,
        )}
      </ul>
      ${
        !this.all && quiet && quiet.length > FIRST
          ? html`<button class="button small" type="button" @click=${() => (this.all = true)}>
              ${words.more(quiet.length - FIRST)}
            </button>`
          : nothing
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-quiet': TilthQuiet;
  }
}
