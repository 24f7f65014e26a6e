/**
 * The introductions on a card. Everyone sees that there is one; only its people see who meets whom.
 *
 * @fires tilth-act
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { growthMark } from '#client/icons/marks.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import {
  othersOf,
  warmthWords,
  type IntroductionAction,
  type IntroductionView,
} from '#client/view/detail/introductions.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { inSentence } from '#client/view/detail/someone.ts';
import { count, list } from '#client/words/lists.ts';
import { since } from '#client/words/stamp.ts';
import { ActIntent } from './act-intent.ts';
import { matchStyles } from './match-styles.ts';
import { personMark } from './person-mark.ts';

const words = {
  heading: (n: number) => count(n, 'introduction'),
  state: {
    proposed: 'waiting for everyone’s yes',
    agreed: 'agreed',
    refused: 'not this time',
    done: 'done',
    fellThrough: 'did not come about',
  },
  gain: 'gains by it',
  thanked: 'thanked',
  meets: (seeker: string, person: string) => `${seeker} and ${person}`,
  missing: (names: string) => `Still to say yes: ${names}.`,
  warmth: (name: string, warmth: string) => `${name}: “${warmth}.”`,
  action: {
    agree: 'Yes, introduce us',
    agreeOther: 'Yes, go ahead',
    refuse: 'Not this time',
    done: "It's done",
    change: 'Plans changed',
    thank: 'Thank you',
  },
} as const;

@customElement('tilth-introductions')
export class TilthIntroductions extends LitElement {
  static override styles = [base, buttons, matchStyles];

  @property({ attribute: false }) scene!: Scene;
  @property({ attribute: false }) introductions: readonly IntroductionView[] = [];
  /** The match whose steps stand elsewhere on the page, or ''. */
  @property() elsewhere = '';

  override render(): TemplateResult | typeof nothing {
    const shown = this.introductions.filter(
      (view) =>
        (view.introduction.state !== 'refused' && view.introduction.state !== 'fellThrough') ||
        view.reason !== null,
    );
    if (shown.length === 0) return nothing;
    return html`<section aria-labelledby="introductions">
      <h2 id="introductions">${words.heading(shown.length)}</h2>
      <ul>
        ${shown.map((view) => this.row(view))}
      </ul>
    </section>`;
  }

  private row(view: IntroductionView): TemplateResult {
    const { introduction, inside, introducer } = view;
    const more = [
      since(introduction.proposed, this.scene.now),
      words.state[introduction.state],
      introduction.gain ? words.gain : '',
      introduction.thanked === undefined ? '' : words.thanked,
    ].filter(Boolean);
    return html`<li>
      ${personMark(this.scene.state, introducer)}
      <div class="words">
        <p><strong>${introducer.name}</strong> <span class="small soft">· ${more.join(' · ')}</span></p>
        ${
          inside
            ? html`<p>${words.meets(inside.seeker.name, inside.person.you ? 'you' : inside.person.name)}</p>
                ${inside.message ? html`<p dir="auto">“${inside.message}”</p>` : nothing}
                ${
                  introducer.you
                    ? nothing
                    : html`<p class="small soft">
                        ${words.warmth(introducer.name, warmthWords[inside.warmth])}
                      </p>`
                }
                ${
                  introduction.state === 'proposed' && inside.missing.length > 0
                    ? html`<p class="small soft">${words.missing(list(inside.missing.map(inSentence)))}</p>`
                    : nothing
                }`
            : nothing
        }
        ${view.reason ? html`<p class="soft" dir="auto">“${view.reason}”</p>` : nothing}
        ${view.thanks.map(
          (thanks) =>
            html`<p class="thanks" dir="auto">${growthMark('heart')} <span>“${thanks.text}”</span></p>`,
        )}
        ${this.buttons(view)}
      </div>
    </li>`;
  }

  private buttons(view: IntroductionView): TemplateResult | typeof nothing {
    const { introduction } = view;
    if (introduction.id === this.elsewhere || introduction.state === 'agreed' || view.actions.length === 0)
      return nothing;
    return html`<div class="buttons">${view.actions.map((action) => this.button(view, action))}</div>`;
  }

  private button(view: IntroductionView, action: IntroductionAction): TemplateResult {
    const name = othersOf(view).map(inSentence);
    const inIt = view.inside?.parties.some((party) => party !== 'introducer') ?? false;
    const label = action === 'agree' && !inIt ? words.action.agreeOther : words.action[action];
    return html`<button
      class="button small"
      type="button"
      @click=${() =>
        this.dispatchEvent(
          new ActIntent({ on: 'introduction', id: view.introduction.id, action, name: list(name) }),
        )}
    >
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-introductions': TilthIntroductions;
  }
}
