/** The keys by which sites bring their visitors in under their names: which there are, and ending one. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '#shared/board/decision.ts';
import type { SiteRole } from '#shared/board/types.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import type { KnownKey } from '#client/view/site/on-site.ts';
import { stamp } from '#client/words/stamp.ts';
import { notice, refusalStyles } from '../sheets/refusal-note.ts';
import '../sheets/tilth-sure.ts';
import './tilth-new-key.ts';

const words = {
  title: 'Visitors your site knows',
  what: 'A site with accounts of its own can bring its visitors in by name, without a link. For each it signs a token, a short note that holds for ten minutes at most and is used once; the board checks it with a key that you make here.',
  may: { member: 'Visitors may join and write', viewer: 'Visitors may look' } satisfies Record<
    SiteRole,
    string
  >,
  alg: { EdDSA: 'checked with the site’s public key', HS256: 'checked with a secret that both know' },
  made: (when: string) => `made ${when}`,
  revoke: 'End it',
  ended: 'The key has ended.',
  revokeWhat: 'Whoever came by this key is sent off at once. What they wrote stays.',
} as const;

@customElement('tilth-site-keys')
export class TilthSiteKeys extends LitElement {
  static override styles = [
    base,
    refusalStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
      h3 {
        font-size: var(--size-h3);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        padding-block: 12px;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      .key {
        flex: 1 1 14rem;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) sites: readonly string[] = [];
  @property({ attribute: false }) keys: readonly KnownKey[] = [];

  @state() private refusal: Refusal | null = null;
  /** What has been done. */
  @state() private said = '';
  @query('h3') private readonly heading!: HTMLElement;

  private async revoke(key: string, sure: EventTarget | null): Promise<void> {
    this.said = '';
    const holdsFocus = (this.renderRoot as ShadowRoot).activeElement === sure;
    const reply = await this.session.access({ type: 'siteKey.revoke', key });
    this.refusal = reply.ok ? null : reply.refusal;
    if (!reply.ok) return;
    this.said = words.ended;
    await this.updateComplete;
    // its row goes, and the focus must not go with it
    if (holdsFocus) this.heading.focus();
  }

  protected override render(): TemplateResult {
    const now = this.session.now();
    return html`<div>
        <h3 tabindex="-1">${words.title}</h3>
        <p class="small soft">${words.what}</p>
      </div>
      ${
        this.keys.length === 0
          ? nothing
          : html`<ul>
              ${this.keys.map((key) => this.row(key, now))}
            </ul>`
      }
      ${notice(this.refusal, this.said)}
      <tilth-new-key .session=${this.session} .sites=${this.sites} .keys=${this.keys}></tilth-new-key>`;
  }

  private row({ key, site, role, alg, made }: KnownKey, now: number): TemplateResult {
    return html`<li>
      <div class="key">
        <strong dir="ltr">${site}</strong>
        <p>${words.may[role]}, ${words.alg[alg]}</p>
        <p class="small soft"><span dir="ltr">${key}</span>, ${words.made(stamp(made, now))}</p>
      </div>
      <tilth-sure
        .label=${words.revoke}
        .what=${words.revokeWhat}
        @tilth-sure=${(event: Event) => this.revoke(key, event.currentTarget)}
      ></tilth-sure>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-site-keys': TilthSiteKeys;
  }
}
