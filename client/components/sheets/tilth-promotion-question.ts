/** Two people wondered whether a card is a promotion: its author is asked first, in private. `target`: the card. */
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { cardOf } from '#shared/board/access.ts';
import { icon } from '#client/icons/icon.ts';
import { promotionRuleWords } from '#client/words/cards.ts';
import { Sheet } from './sheet.ts';

const words = {
  title: 'Does this mainly help you?',
  lead: 'Two people wondered. Only you are asked, and nobody learns who they are.',
  rule: 'If it mainly helps you, it belongs with the promotions. It stays as it is written.',
  privacy: 'Your answer is yours to give; there is no wrong one.',
  yes: 'Yes, make it a promotion',
  no: 'No, it stays as it is',
  gone: 'This card is no longer on the board.',
} as const;

@customElement('tilth-promotion-question')
export class TilthPromotionQuestion extends Sheet {
  override render(): TemplateResult {
    const card = cardOf(this.snapshot.state, this.target)?.card;
    const answer = (yes: boolean): void => {
      if (this.send({ type: 'promotion.answer', card: this.target, yes })) this.close();
    };
    return this.frame({
      heading: words.title,
      body: html`<div class="stack">
        ${card ? html`<p><strong dir="auto">${card.title}</strong></p>` : html`<p>${words.gone}</p>`}
        <p>${words.lead} ${words.rule}</p>
        <p>${promotionRuleWords}</p>
        <p class="private">${icon('lock', 16)} <span>${words.privacy}</span></p>
      </div>`,
      foot: html`<button class="button" type="button" @click=${() => answer(true)}>${words.yes}</button>
        <button class="button" type="button" @click=${() => answer(false)}>${words.no}</button>`,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-promotion-question': TilthPromotionQuestion;
  }
}
