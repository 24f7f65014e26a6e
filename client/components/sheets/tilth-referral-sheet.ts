/** "I'd like this" on a referral: ask its author for the introduction. `target`: the referral card. */
import { html, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { cardOf } from '#shared/board/access.ts';
import type { Command } from '#shared/board/commands.ts';
import type { Card } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import { icon } from '#client/icons/icon.ts';
import { atHead, inSentence, someone, subjectOf } from '#client/view/detail/someone.ts';
import { Sheet } from './sheet.ts';

const words = {
  gone: 'This referral is no longer on the board',
  goneLead: 'Its author took it down a moment ago.',
  title: (name: string | null) => (name ? `Would you like to meet ${name}?` : 'Would you like this?'),
  how: (introducer: string) =>
    `${introducer} asks on your behalf. Nobody gets your contact details before everyone has said yes.`,
  gain: (introducer: string) => `Good to know: ${introducer} gains by it.`,
  note: (introducer: string) => `What should ${introducer} know?`,
  optional: 'if you like',
  privacy: 'Only the people of this introduction see your name with it, and your note.',
  send: 'Ask for this',
  notNow: 'Not now',
} as const;

@customElement('tilth-referral-sheet')
export class TilthReferralSheet extends Sheet {
  @query('#note') private readonly note!: HTMLTextAreaElement | null;
  private introduction = '';

  private get input(): string {
    return `ask:${this.target}`;
  }

  private submit(event: Event): void {
    event.preventDefault();
    this.introduction ||= this.session.newId('introduction');
    const command: Command = {
      type: 'introduction.ask',
      introduction: this.introduction,
      card: this.target,
      message: this.note?.value.trim() ?? '',
    };
    if (!this.send(command)) return;
    this.session.keepTyped(this.input, '');
    this.close();
  }

  override render(): TemplateResult {
    const scene = this.scene();
    const card = cardOf(scene.state, this.target)?.card;
    if (!card) return this.frame({ heading: words.gone, body: html`<p>${words.goneLead}</p>` });
    const introducer = someone(scene, card.author);
    const name = atHead(introducer);
    const who = card.subject && card.subject.type !== 'service' ? subjectOf(scene, card.subject).name : null;
    return this.frame({
      heading: words.title(who),
      body: this.form(card, name, inSentence(introducer)),
      foot: html`<button class="link" type="button" @click=${this.close}>${words.notNow}</button>
        <button class="button filled" type="submit" form="form">${words.send}</button>`,
      cross: false,
    });
  }

  private form(card: Card, name: string, inside: string): TemplateResult {
    return html`<form id="form" class="stack" @submit=${this.submit}>
      <p>${words.how(name)} ${card.gain ? words.gain(inside) : ''}</p>
      <div>
        <label class="label" for="note"
          >${words.note(inside)} <span class="soft">${words.optional}</span></label
        >
        <textarea
          id="note"
          class="field"
          autofocus
          rows="3"
          maxlength=${limits.note}
          .defaultValue=${this.session.typed(this.input)}
          @input=${() => this.session.keepTyped(this.input, this.note?.value ?? '')}
        ></textarea>
      </div>
      <p class="private">${icon('lock', 16)} <span>${words.privacy}</span></p>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-referral-sheet': TilthReferralSheet;
  }
}
