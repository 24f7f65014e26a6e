/** Invite people: the links this device knows, as address and QR code. Facilitators can make new ones and end old ones. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Role } from '#shared/board/types.ts';
import { icon } from '#client/icons/icon.ts';
import type { AccessRequestBody } from '#client/session/port.ts';
import { OpenIntent } from '#client/view/intents.ts';
import { linkWords } from './access-words.ts';
import { boardLink } from './link-url.ts';
import { Sheet } from './sheet.ts';
import '../wall/tilth-projector-link.ts';
import './tilth-link.ts';
import './tilth-sure.ts';

const words = {
  title: 'Invite people',
  lead: 'Whoever has a link can use it. Hand it to people, not to the open web.',
  unknown: 'This device does not know this link.',
  askFacilitator: 'A facilitator can make one for you.',
  mint: 'Make a new link',
  rotate: 'End the old ones',
  rotateWhat:
    'A new link is made, and every older one of this kind stops at once. People who have joined stay.',
  rotateYes: 'Make a new one, end the others',
  another: 'Use another device too',
  let: 'To let someone back in who lost their device, look under People.',
} as const;

@customElement('tilth-invite')
export class TilthInvite extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      section + section {
        padding-block-start: 16px;
        border-block-start: 1px solid var(--line);
      }
      h3 {
        font-size: var(--size-card-title);
      }
    `,
  ];

  /** Links made just now, by role. */
  @state() private made: Partial<Record<Role, string>> = {};

  private async make(
    request: Extract<AccessRequestBody, { type: 'link.mint' | 'link.rotate' }>,
  ): Promise<void> {
    this.refusal = null;
    const reply = await this.session.access(request);
    if (!reply.ok) this.refusal = reply.refusal;
    else if (reply.type === 'link')
      this.made = {
        ...this.made,
        [request.role]: boardLink(location.origin, this.snapshot.board, 'key', reply.key),
      };
  }

  override render(): TemplateResult {
    const scene = this.scene();
    const facilitator = scene.role === 'facilitator';
    const roles: Role[] = facilitator ? ['member', 'viewer', 'facilitator'] : ['member', 'viewer'];
    return this.frame({
      heading: words.title,
      body: html`<div class="stack">
        <p class="soft">${words.lead}</p>
        ${roles.map((role, index) => this.link(role, facilitator, index === 0))}
        ${
          facilitator
            ? html`<section><tilth-projector-link .session=${this.session}></tilth-projector-link></section>`
            : nothing
        }
        ${
          scene.me === null
            ? nothing
            : html`<section class="stack tight">
                <button
                  class="button"
                  type="button"
                  @click=${() => this.dispatchEvent(new OpenIntent('device'))}
                >
                  ${icon('phone', 18)} ${words.another}
                </button>
                ${facilitator ? html`<p class="small soft">${words.let}</p>` : nothing}
              </section>`
        }
      </div>`,
    });
  }

  private link(role: Role, facilitator: boolean, first: boolean): TemplateResult | typeof nothing {
    const url = this.made[role] ?? this.session.links[role];
    if (!url && !facilitator && !first) return nothing;
    const { name, forWhom } = linkWords[role];
    return html`<section class="stack tight">
      <div>
        <h3>${name}</h3>
        <p class="small soft">${forWhom}</p>
      </div>
      ${
        url
          ? html`<tilth-link .url=${url} .label=${name} ?open=${first}></tilth-link>`
          : html`<p>${words.unknown} ${facilitator ? nothing : words.askFacilitator}</p>`
      }
      ${
        facilitator
          ? html`<div class="row">
              <button
                class="button small"
                type="button"
                @click=${() => this.make({ type: 'link.mint', role, label: '' })}
              >
                ${words.mint}
              </button>
              <tilth-sure
                .label=${words.rotate}
                .what=${words.rotateWhat}
                .yes=${words.rotateYes}
                @tilth-sure=${() => this.make({ type: 'link.rotate', role })}
              ></tilth-sure>
            </div>`
          : nothing
      }
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-invite': TilthInvite;
  }
}
