/** Someone is asked: shall we introduce you? `target`: the introduction. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { cardOf } from '#shared/board/access.ts';
import { icon } from '#client/icons/icon.ts';
import { introductionViews, warmthWords, type IntroductionView } from '#client/view/detail/introductions.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { inSentence, subjectOf } from '#client/view/detail/someone.ts';
import { OpenIntent } from '#client/view/intents.ts';
import { list } from '#client/words/lists.ts';
import { refuseAsk } from './ask.ts';
import { personMark } from './person-mark.ts';
import { Sheet } from './sheet.ts';
import type { AnsweredEvent } from './tilth-ask-words.ts';
import './tilth-ask-words.ts';

const words = {
  gone: 'This introduction is no longer open',
  goneLead: 'It was taken back, or someone said not this time. No contact has moved.',
  toSeeker: (introducer: string, person: string) => `${introducer} would like to introduce you to ${person}`,
  toPerson: (introducer: string, seeker: string) => `${introducer} would like to introduce you to ${seeker}`,
  toIntroducer: (seeker: string, person: string) => `${seeker} would like to meet ${person} through you`,
  toService: (seeker: string, service: string) => `${seeker} asks you about ${service}`,
  about: 'It is about',
  says: (introducer: string) => `${introducer} says`,
  gain: (introducer: string) => `${introducer} gains something by this introduction.`,
  missing: (names: string) => `Still to say yes: ${names}.`,
  privacy:
    'Nobody gets your contact details by your yes. You choose afterwards what to share, and with whom.',
  yes: 'Yes, introduce us',
  yesOther: 'Yes, go ahead',
  no: 'Not this time',
  see: 'See the card',
} as const;

@customElement('tilth-introduction-sheet')
export class TilthIntroductionSheet extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      .who {
        display: flex;
        gap: 12px;
        align-items: center;
      }
    `,
  ];

  @state() private refusing = false;

  override render(): TemplateResult {
    const scene = this.scene();
    const view = find(scene, this.target);
    if (!view?.inside || (view.introduction.state !== 'proposed' && view.introduction.state !== 'agreed')) {
      return this.frame({ heading: words.gone, body: html`<p>${words.goneLead}</p>` });
    }
    const mayAgree = view.actions.includes('agree');
    const inIt = view.inside.parties.some((party) => party !== 'introducer');
    return html`${this.frame({
      heading: title(view, scene),
      body: this.body(scene, view),
      foot: html`<button class="button" type="button" @click=${this.seeCard}>${words.see}</button> ${
          view.actions.includes('refuse')
            ? html`<button
                class="button"
                type="button"
                @click=${() => {
                  this.refusing = true;
                }}
              >
                ${words.no}
              </button>`
            : nothing
        }
        ${
          mayAgree
            ? html`<button class="button filled" type="button" @click=${this.agree}>
                ${inIt ? words.yes : words.yesOther}
              </button>`
            : nothing
        }`,
    })}
    ${
      this.refusing
        ? html`<tilth-ask-words
            .session=${this.session}
            .ask=${refuseAsk(this.target)}
            .input=${`refuse:${this.target}`}
            @tilth-answered=${(event: AnsweredEvent) => {
              if (this.send(event.command)) this.close();
            }}
            @tilth-unasked=${() => {
              this.refusing = false;
            }}
          ></tilth-ask-words>`
        : nothing
    }`;
  }

  private body(scene: Scene, view: IntroductionView): TemplateResult {
    const card = cardOf(scene.state, view.introduction.card)?.card;
    const { introducer, inside, introduction } = view;
    return html`<div class="stack">
      ${card ? html`<p><span class="soft">${words.about}</span> <strong dir="auto">${card.title}</strong></p>` : nothing}
      ${
        inside && !introducer.you
          ? html`<div class="who">
              ${personMark(scene.state, introducer)}
              <p><span class="soft">${words.says(introducer.name)}</span> “${warmthWords[inside.warmth]}.”</p>
            </div>`
          : nothing
      }
      ${inside?.message ? html`<p dir="auto">“${inside.message}”</p>` : nothing}
      ${introduction.gain && !introducer.you ? html`<p>${words.gain(introducer.name)}</p>` : nothing}
      ${
        inside && inside.missing.length > 0
          ? html`<p class="small soft">${words.missing(list(inside.missing.map(inSentence)))}</p>`
          : nothing
      }
      <p class="private">${icon('lock', 16)} <span>${words.privacy}</span></p>
    </div>`;
  }

  private agree(): void {
    if (this.send({ type: 'introduction.agree', introduction: this.target })) this.close();
  }

  private seeCard(): void {
    const card = this.snapshot.state.introductions.get(this.target)?.card;
    if (card) this.dispatchEvent(new OpenIntent('card', card));
  }
}

function find(scene: Scene, id: string): IntroductionView | undefined {
  const introduction = scene.state.introductions.get(id);
  const card = introduction && cardOf(scene.state, introduction.card)?.card;
  return card && introductionViews(scene, card).find((view) => view.introduction.id === id);
}

function title(view: IntroductionView, scene: Scene): string {
  const { inside, introducer } = view;
  if (!inside) return words.gone;
  if (inside.parties.includes('seeker')) return words.toSeeker(introducer.name, inSentence(inside.person));
  if (inside.parties.includes('person')) return words.toPerson(introducer.name, inSentence(inside.seeker));
  const card = scene.state.cards.get(view.introduction.card);
  return card?.subject?.type === 'service'
    ? words.toService(inside.seeker.name, subjectOf(scene, card.subject).name)
    : words.toIntroducer(inside.seeker.name, inSentence(inside.person));
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-introduction-sheet': TilthIntroductionSheet;
  }
}
