/** The public log: what facilitators did with promotions and cards, and why. Everyone may read it. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Notice } from '#shared/board/types.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { inSentence, someone } from '#client/view/detail/someone.ts';
import { sentence } from '#client/words/lists.ts';
import { exactly } from '#client/words/time.ts';
import { Sheet } from './sheet.ts';

const words = {
  title: 'What facilitators did',
  lead: 'The public log: whenever a facilitator makes an exception, it stands here with the reason.',
  none: 'No exceptions so far.',
  what: {
    extraSlot: (by: string, member: string) => `${by} gave ${member} one more place for a promotion`,
    marketHour: (by: string) => `${by} opened a market hour: one more promotion for everyone`,
    retag: (by: string, _: string, card: string) => `${by} made “${card}” another kind of card`,
    hide: (by: string, _: string, card: string) => `${by} hid “${card}”`,
    settings: (by: string) => `${by} changed how many promotions people can have`,
  },
  card: 'a card',
  forgotten: 'Its reason went with someone who was erased.',
  until: (at: number) => `until ${exactly(at)}`,
} as const;

@customElement('tilth-log')
export class TilthLog extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      li {
        padding-block: 12px;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  override render(): TemplateResult {
    const scene = this.scene();
    const notices = [...scene.state.notices.values()].sort((a, b) => b.at - a.at);
    return this.frame({
      heading: words.title,
      body: html`<p class="soft">${notices.length > 0 ? words.lead : `${words.lead} ${words.none}`}</p>
        <ol>
          ${notices.map((notice) => row(scene, notice))}
        </ol>`,
    });
  }
}

function row(scene: Scene, notice: Notice): TemplateResult {
  const by = sentence(inSentence(someone(scene, notice.by)));
  const member = notice.member ? inSentence(someone(scene, notice.member)) : '';
  const card = (notice.card && scene.state.cards.get(notice.card)?.title) || words.card;
  return html`<li>
    <p>${words.what[notice.what](by, member, card)}</p>
    ${notice.reason ? html`<p dir="auto">“${notice.reason}”</p>` : html`<p class="soft">${words.forgotten}</p>`}
    <p class="small soft">
      ${exactly(notice.at)}${notice.until === undefined ? nothing : html`, ${words.until(notice.until)}`}
    </p>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-log': TilthLog;
  }
}
