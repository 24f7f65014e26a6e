/** Makes a key for a site: by the public key that the site has, or with a secret that is shown once. */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Refusal } from '#shared/board/decision.ts';
import type { SiteRole } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import type { KnownKey } from '#client/view/site/on-site.ts';
import { type Pasted, readPasted } from '#client/view/site/pasted-key.ts';
import { notice, refusalStyles } from '../sheets/refusal-note.ts';
import './tilth-copy.ts';

type Means = 'public' | 'secret';

const words = {
  title: 'Make a key',
  site: 'For which site',
  role: 'What its visitors may do',
  roles: { member: 'Join and write', viewer: 'Look' } satisfies Record<SiteRole, string>,
  means: 'How the tokens are checked',
  ways: {
    public: { name: 'With the site’s public key', hint: 'Ed25519. What signs never leaves the site.' },
    secret: { name: 'With a secret', hint: 'HS256. It is made here, and shown once.' },
  } satisfies Record<Means, { name: string; hint: string }>,
  paste: 'The public key, as a JWK',
  example: '{"kty":"OKP","crv":"Ed25519","x":"…"}',
  faults: {
    none: 'That is no JWK. It looks like {"kty":"OKP","crv":"Ed25519","x":"…"}.',
    other: 'That is no public key of the kind Ed25519. It looks like {"kty":"OKP","crv":"Ed25519","x":"…"}.',
    private:
      'That key can sign, so it has to stay with the site. Paste its public part, the one without “d”.',
  } satisfies Record<Extract<Pasted, { ok: false }>['why'], string>,
  full: `There are ${limits.siteKeys} keys, which is as many as there can be. End one that is not used any more.`,
  make: 'Make the key',
  made: 'The key is made. The site’s server names it in each token, as “kid”:',
  key: 'Name of the key',
  once: 'And signs with this secret. It is shown only now: put it where your site keeps its secrets, never into a page.',
  secret: 'Secret',
} as const;

@customElement('tilth-new-key')
export class TilthNewKey extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    refusalStyles,
    css`
      :host,
      form,
      .made {
        display: grid;
        gap: 12px;
      }
      form {
        padding-block-start: 8px;
      }
      .made {
        padding: 16px;
        border-radius: var(--radius-card);
        background: var(--bed);
      }
      summary {
        min-block-size: max(24px, var(--control-small));
        font-weight: 600;
        cursor: pointer;
      }
      legend {
        margin-block-end: 4px;
        padding: 0;
        font-weight: 600;
      }
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: 8px 16px;
      }
      textarea.field {
        font-family: ui-monospace, monospace;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) sites: readonly string[] = [];
  /** The keys that there are. */
  @property({ attribute: false }) keys: readonly KnownKey[] = [];

  @state() private means: Means = 'public';
  @state() private fault: Extract<Pasted, { ok: false }>['why'] | null = null;
  @state() private refusal: Refusal | null = null;
  @state() private made: { key: string; secret?: string } | null = null;

  @query('details') private readonly making!: HTMLDetailsElement | null;

  private async make(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const text = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    const pasted = this.means === 'public' ? readPasted(text('public')) : null;
    this.fault = pasted && !pasted.ok ? pasted.why : null;
    if (pasted && !pasted.ok) {
      form.querySelector('textarea')?.focus();
      return;
    }
    const reply = await this.session.access({
      type: 'siteKey.add',
      site: text('site'),
      role: text('role') as SiteRole,
      ...(pasted ? { publicKey: pasted.x } : {}),
    });
    this.refusal = reply.ok ? null : reply.refusal;
    if (!reply.ok || reply.type !== 'siteKey') return;
    this.made = { key: reply.key, ...(reply.secret ? { secret: reply.secret } : {}) };
    if (this.making) this.making.open = false;
    // another may stand there already
    for (const field of form.querySelectorAll('textarea'))
      if (field.value === text('public')) field.value = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const holds = (keys: readonly KnownKey[] | undefined): boolean =>
      keys?.some(({ key }) => key === this.made?.key) ?? false;
    // what the key was is of no use any more once it was ended
    if (holds(changed.get('keys')) && !holds(this.keys)) this.made = null;
  }

  protected override render(): TemplateResult {
    return html`${this.keys.length < limits.siteKeys ? this.form() : html`<p>${words.full}</p>`}
      ${notice(this.refusal, '')}
      <div role="status">${this.made ? this.told(this.made) : nothing}</div>`;
  }

  private form(): TemplateResult {
    return html`<details>
      <summary>${words.title}</summary>
      <form novalidate @submit=${this.make}>
        <div class="two">
          ${choice(
            'site',
            words.site,
            this.sites.map((site) => [site, site]),
          )}
          ${choice(
            'role',
            words.role,
            (['member', 'viewer'] as const).map((role) => [role, words.roles[role]]),
          )}
        </div>
        <fieldset>
          <legend>${words.means}</legend>
          <div class="two">${(['public', 'secret'] as const).map((means) => this.way(means))}</div>
        </fieldset>
        ${this.paste()}
        <div><button class="button" type="submit">${words.make}</button></div>
      </form>
    </details>`;
  }

  private way(means: Means): TemplateResult {
    const { name, hint } = words.ways[means];
    return html`<label class="choice">
      <input
        type="radio"
        name="means"
        .value=${means}
        .checked=${this.means === means}
        @change=${() => {
          this.means = means;
          this.fault = null;
        }}
      />
      <span>${name}<br /><span class="small soft">${hint}</span></span>
    </label>`;
  }

  private paste(): TemplateResult {
    const { fault } = this;
    return html`<div ?hidden=${this.means !== 'public'}>
      <label class="label" for="public">${words.paste}</label>
      <textarea
        class="field"
        id="public"
        name="public"
        rows="3"
        dir="ltr"
        autocomplete="off"
        spellcheck="false"
        placeholder=${words.example}
        aria-describedby="fault"
        aria-invalid=${fault ? 'true' : 'false'}
      ></textarea>
      <div id="fault" role="status">${fault ? html`<p>${words.faults[fault]}</p>` : nothing}</div>
    </div>`;
  }

  private told({ key, secret }: { key: string; secret?: string }): TemplateResult {
    return html`<div class="made">
      <p>${words.made}</p>
      <tilth-copy .label=${words.key} .text=${key}></tilth-copy>
      ${
        secret
          ? html`<p>${words.once}</p>
              <tilth-copy .label=${words.secret} .text=${secret}></tilth-copy>`
          : nothing
      }
    </div>`;
  }
}

function choice(
  name: string,
  label: string,
  options: readonly (readonly [value: string, words: string])[],
): TemplateResult {
  return html`<div>
    <label class="label" for=${name}>${label}</label>
    <select class="field" id=${name} name=${name}>
      ${options.map(([value, shown]) => html`<option value=${value}>${shown}</option>`)}
    </select>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-new-key': TilthNewKey;
  }
}
