/** The session through other eyes, each in a window of its own; and the pages for looking after cards and people. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon, type IconName } from '#client/icons/icon.ts';
import { CockpitPart } from './cockpit-part.ts';

type Eyes = 'participant' | 'phone' | 'wall';

const words = {
  title: 'See it as',
  eyes: { participant: 'Participant', phone: 'Phone', wall: 'Projector' },
  lead: 'Each opens a window of its own.',
  care: 'Looking after',
  cards: 'Cards and promotions',
  people: 'People',
  links: 'Links, also for the projector',
} as const;

const icons: Record<Eyes, IconName> = { participant: 'person', phone: 'phone', wall: 'screen' };
/** `noopener` would make it no window of a size. */
const sizes: Record<Eyes, string> = {
  participant: 'popup,width=1200,height=860',
  phone: 'popup,width=390,height=844',
  wall: 'popup,width=1280,height=720',
};

@customElement('tilth-see-as')
export class TilthSeeAs extends CockpitPart {
  static override styles = [
    CockpitPart.styles,
    css`
      :host {
        display: grid;
        gap: 24px;
      }
      .row {
        margin-block-start: 8px;
      }
    `,
  ];

  private see(eyes: Eyes): void {
    const view = eyes === 'wall' ? 'wall' : 'participant';
    window.open(`${location.pathname}?view=${view}`, `tilth-${eyes}`, sizes[eyes]);
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="eyes">
        <h2 id="eyes">${words.title}</h2>
        <p class="small soft">${words.lead}</p>
        <div class="row">
          ${(['participant', 'phone', 'wall'] as const).map(
            (eyes) =>
              html`<button class="button small" type="button" @click=${() => this.see(eyes)}>
                ${icon(icons[eyes], 18)} ${words.eyes[eyes]}
              </button>`,
          )}
        </div>
      </section>
      ${
        this.scene.role === 'facilitator'
          ? html`<section aria-labelledby="care">
              <h2 id="care">${words.care}</h2>
              <div class="row">
                <button class="button small" type="button" @click=${() => this.show('facilitator')}>
                  ${icon('flag', 18)} ${words.cards}
                </button>
                <button class="button small" type="button" @click=${() => this.show('people')}>
                  ${icon('people', 18)} ${words.people}
                </button>
                <button class="button small" type="button" @click=${() => this.show('invite')}>
                  ${icon('link', 18)} ${words.links}
                </button>
              </div>
            </section>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-see-as': TilthSeeAs;
  }
}
