/**
 * "You and Rosa have agreed": what two people said yes to, and the contact lines that only they see.
 *
 * @fires tilth-act for the steps of the match, unless they stand elsewhere (`bare`)
 * @fires tilth-run contact.share, contact.unshare
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { limits } from '#shared/limits.ts';
import { icon } from '#client/icons/icon.ts';
import type { BoardSession } from '#client/session/port.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import type { Agreement } from '#client/view/detail/agreements.ts';
import { contactOf } from '#client/view/detail/matches.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { inSentence, type Someone } from '#client/view/detail/someone.ts';
import { RunIntent } from '#client/view/intents.ts';
import { list, sentence } from '#client/words/lists.ts';
import { stamp } from '#client/words/stamp.ts';
import { ActIntent, onMatch } from './act-intent.ts';
import { personMark } from './person-mark.ts';

const words = {
  agreed: (names: string) => `You and ${names} have agreed`,
  shares: { all: '', part: 'A part of it.', other: 'Something else than asked; see the note.' },
  their: (name: string) => `${name}’s contact`,
  yours: 'How to reach you',
  onlyThem: (names: string) => `Only ${names} can see it`,
  notYet: (names: string) => `No contact from ${names} yet.`,
  saved: { saving: 'Saving…', kept: 'Kept on this device', saved: 'Saved' },
  nextGiver: (name: string) => `${name} can thank you once it is done.`,
  nextReceiver: (name: string) => `You can thank ${name} once it is done.`,
  covered: 'Not shown to anyone else',
  show: 'Show',
  hide: 'Hide',
  share: 'Share',
  stop: 'Stop sharing',
  label: 'Your phone number or another way to reach you',
  reveals: 'Sharing it shows them who you are.',
  hint: (names: string) => `Only ${names} will see this. It is gone when the plan ends.`,
  done: "It's done",
  change: 'Plans changed',
} as const;

@customElement('tilth-agreed')
export class TilthAgreed extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      section {
        display: grid;
        gap: 12px;
        padding: 16px;
        border-radius: var(--radius-card);
        background: var(--bed-offer);
      }
      h2 {
        font-size: var(--size-h3);
      }
      .line {
        display: flex;
        align-items: center;
        gap: 10px;
      }
      .line > div {
        flex: 1 1 auto;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .next {
        display: flex;
        gap: 8px;
      }
      .line strong {
        display: block;
        font-weight: 600;
      }
      .share {
        display: flex;
        gap: 8px;
      }
      .steps {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) session!: BoardSession;
  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) agreement!: Agreement;
  /** This person wrote the card without their name. */
  @property({ type: Boolean }) unnamed = false;
  /** The steps of this match stand at the foot of the page. */
  @property({ type: Boolean }) bare = false;

  /** Contact lines stay covered until asked for: a room may be looking. */
  @state() private shown = false;
  @query('#line') private readonly line!: HTMLInputElement | null;

  private get names(): string {
    return list(this.agreement.others.map(inSentence));
  }

  private shareLine(event: Event): void {
    event.preventDefault();
    const line = this.line?.value.trim() ?? '';
    if (line)
      this.dispatchEvent(new RunIntent({ type: 'contact.share', match: this.agreement.match.id, line }));
  }

  private stopSharing(): void {
    this.dispatchEvent(new RunIntent({ type: 'contact.unshare', match: this.agreement.match.id }));
  }

  override render(): TemplateResult {
    const contact = contactOf(this.scene, this.agreement.match.id);
    const extra = words.shares[this.agreement.share];
    return html`<section aria-labelledby="agreed">
      <div>
        <h2 id="agreed">${words.agreed(this.names)}</h2>
        ${extra ? html`<p>${extra}</p>` : nothing}
        ${this.agreement.note ? html`<p dir="auto">“${this.agreement.note}”</p>` : nothing}
      </div>
      ${contact.theirs.map(({ from, line }) => this.theirs(from, line))}
      ${contact.theirs.length === 0 ? html`<p class="small soft">${words.notYet(this.names)}</p>` : nothing}
      ${contact.mine === null ? this.ask() : this.mine(contact.mine)} ${this.next()}
      ${this.bare ? nothing : this.steps()}
    </section>`;
  }

  private next(): TemplateResult {
    const pending = this.session.snapshot.pending.get(this.agreement.match.id) ?? 'saved';
    const marks = { saved: 'tick', saving: 'dots', kept: 'cloudOff' } as const;
    const when = this.agreement.since === null ? '' : `, ${stamp(this.agreement.since, this.scene.now)}`;
    const next = this.agreement.received
      ? words.nextReceiver(this.names)
      : words.nextGiver(sentence(this.names));
    return html`<p class="next small">
      ${icon(marks[pending], 16)} <span>${words.saved[pending]}${when}. ${next}</span>
    </p>`;
  }

  private theirs(from: Someone, line: string): TemplateResult {
    return html`<div class="line">
      ${personMark(this.scene.state, from)}
      <div>
        <strong>${words.their(from.name)}</strong>
        <span class=${this.shown ? '' : 'small soft'} dir="auto">${this.shown ? line : words.covered}</span>
      </div>
      <button
        class="button small"
        type="button"
        aria-expanded=${this.shown ? 'true' : 'false'}
        @click=${() => {
          this.shown = !this.shown;
        }}
      >
        ${this.shown ? words.hide : words.show}
      </button>
    </div>`;
  }

  private mine(line: string): TemplateResult {
    return html`<div class="line">
      ${icon('tick', 20)}
      <div>
        <strong>${words.yours}: <span dir="auto">${line}</span></strong>
        <span class="small soft">${words.onlyThem(this.names)}</span>
      </div>
      <button class="button small" type="button" @click=${this.stopSharing}>${words.stop}</button>
    </div>`;
  }

  private ask(): TemplateResult {
    return html`<form @submit=${this.shareLine}>
      <label class="label small" for="line">${words.label}</label>
      <div class="share">
        <input
          id="line"
          class="field"
          maxlength=${limits.contactLine}
          autocomplete="tel"
          required
          aria-describedby="line-hint"
        />
        <button class="button" type="submit">${words.share}</button>
      </div>
      <p class="hint" id="line-hint">${words.hint(this.names)} ${this.unnamed ? words.reveals : ''}</p>
    </form>`;
  }

  private steps(): TemplateResult {
    const act = (action: 'change' | 'done'): void => {
      this.dispatchEvent(new ActIntent(onMatch(this.agreement.match, action, this.names)));
    };
    return html`<div class="steps">
      <button class="button" type="button" @click=${() => act('change')}>${words.change}</button>
      <button class="button" type="button" @click=${() => act('done')}>${words.done}</button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-agreed': TilthAgreed;
  }
}
