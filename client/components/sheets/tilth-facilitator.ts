/** Looking after the board: what people reported, what is out of sight, how promotions are counted, who can come in. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { limits, promotionRule } from '#shared/limits.ts';
import { icon } from '#client/icons/icon.ts';
import { facilitation, type Facilitation } from '#client/view/detail/facilitation.ts';
import { membersHere } from '#client/view/detail/roster.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { OpenIntent } from '#client/view/intents.ts';
import { promotionRuleWords } from '#client/words/cards.ts';
import { stamp } from '#client/words/stamp.ts';
import { linkWords } from './access-words.ts';
import { Sheet } from './sheet.ts';
import './tilth-erase-board.ts';
import './tilth-sure.ts';

const words = {
  title: 'For facilitators',
  only: 'Only facilitators see this.',
  notYours: 'This page is for the people who look after the board. You find them under People.',
  reports: 'Reported cards',
  noReports: 'Nothing waits for you.',
  from: (name: string, when: string) => `${name}, ${when}`,
  open: 'Open the card',
  settle: 'Nothing to do here',
  held: 'Out of sight for now',
  release: 'Put it back',
  gone: 'A card that is no longer there',
  board: 'Name of the board',
  save: 'Save',
  links: 'Links',
  linksLead: 'People who have joined stay when a link ends.',
  made: (when: string) => `made ${when}`,
  revoke: 'End it',
  revokeWhat: 'Nobody can come in with this link any more. People who have joined stay.',
  invite: 'Make and show links',
  promotions: 'The promotion rule',
  settings: 'How many at a time',
  base: 'To begin with',
  ceiling: 'At most',
  reason: 'Reason, for everyone to read',
  change: 'Change',
  market: 'A market hour',
  marketLead: 'Everyone can have one promotion more until it ends.',
  minutes: 'Minutes',
  begin: 'Begin now',
  slot: 'One more place for one person',
  person: 'For whom',
  choose: 'Choose a person',
  give: 'Give it',
  log: 'Read the public log',
  end: 'Erase this board',
} as const;

@customElement('tilth-facilitator')
export class TilthFacilitator extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      section + section {
        padding-block-start: 20px;
        border-block-start: 1px solid var(--line);
      }
      li {
        display: grid;
        gap: 6px;
        padding-block: 12px;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      h3 {
        margin-block-end: 4px;
      }
      h4 {
        font-size: 1rem;
      }
      form {
        display: grid;
        gap: 8px;
        padding: 16px;
        border-radius: var(--radius-card);
        background: var(--bed);
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: end;
      }
      .number {
        inline-size: 6rem;
      }
    `,
  ];

  override render(): TemplateResult {
    const scene = this.scene();
    if (scene.role !== 'facilitator')
      return this.frame({ heading: words.title, body: html`<p>${words.notYours}</p>` });
    const found = facilitation(scene);
    return this.frame({
      heading: words.title,
      size: 'panel',
      body: html`<div class="stack">
        <p class="private">${icon('lock', 16)} <span>${words.only}</span></p>
        ${this.reports(scene, found)} ${this.held(scene, found)} ${this.promotions(scene)}
        ${this.links(scene, found)} ${this.name(scene)} ${this.end(scene)}
      </div>`,
    });
  }

  private reports(scene: Scene, { reported }: Facilitation): TemplateResult {
    return html`<section aria-labelledby="reports">
      <h3 id="reports">${words.reports}</h3>
      ${reported.length === 0 ? html`<p class="soft">${words.noReports}</p>` : nothing}
      <ul>
        ${reported.map(
          (one, index) =>
            html`<li>
              <h4 dir="auto">${one.title || words.gone}</h4>
              ${one.reports.map(
                (report) =>
                  html`<p>
                    <span dir="auto">“${report.reason}”</span>
                    <span class="small soft">${words.from(report.by.name, stamp(report.at, scene.now))}</span>
                  </p>`,
              )}
              <div class="row">
                <button
                  class="button small"
                  type="button"
                  @click=${() => this.send({ type: 'report.close', card: one.card })}
                >
                  ${words.settle}
                </button>
                <button
                  class="button small ${index === 0 ? 'filled' : ''}"
                  type="button"
                  @click=${() => this.dispatchEvent(new OpenIntent('card', one.card))}
                >
                  ${words.open}
                </button>
              </div>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private held(scene: Scene, { held }: Facilitation): TemplateResult | typeof nothing {
    if (held.length === 0) return nothing;
    return html`<section aria-labelledby="held">
      <h3 id="held">${words.held}</h3>
      <ul>
        ${held.map(
          (one) =>
            html`<li>
              <h4 dir="auto">${one.title}</h4>
              <p>“${one.note}” <span class="small soft">${stamp(one.at, scene.now)}</span></p>
              <div class="row">
                <button
                  class="button small"
                  type="button"
                  @click=${() => this.dispatchEvent(new OpenIntent('card', one.card))}
                >
                  ${words.open}
                </button>
                <button
                  class="button small"
                  type="button"
                  @click=${() => this.send({ type: 'card.release', card: one.card })}
                >
                  ${words.release}
                </button>
              </div>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private promotions(scene: Scene): TemplateResult {
    const meta = scene.state.meta.get('board');
    return html`<section class="stack" aria-labelledby="promotions">
      <div>
        <h3 id="promotions">${words.promotions}</h3>
        <p class="small soft">${promotionRuleWords}</p>
      </div>
      <form aria-labelledby="market" @submit=${this.openMarket}>
        <h4 id="market">${words.market}</h4>
        <p class="small soft">${words.marketLead}</p>
        <div class="figures">${number('minutes', words.minutes, 30, 5, 24 * 60)}</div>
        ${reason('market-reason')}
        <div><button class="button" type="submit">${words.begin}</button></div>
      </form>
      <form aria-labelledby="slot" @submit=${this.giveSlot}>
        <h4 id="slot">${words.slot}</h4>
        <div>
          <label class="label small" for="person">${words.person}</label>
          <select id="person" name="person" class="field" required>
            <option value="">${words.choose}</option>
            ${membersHere(scene).map((who) => html`<option value=${who.id ?? ''}>${who.name}</option>`)}
          </select>
        </div>
        ${reason('slot-reason')}
        <div><button class="button" type="submit">${words.give}</button></div>
      </form>
      <form aria-labelledby="settings" @submit=${this.settings}>
        <h4 id="settings">${words.settings}</h4>
        <div class="figures">
          ${number('base', words.base, meta?.base ?? promotionRule.base, 0, promotionRule.baseMost)}
          ${number('ceiling', words.ceiling, meta?.ceiling ?? promotionRule.ceiling, 0, promotionRule.ceilingMost)}
        </div>
        ${reason('settings-reason')}
        <div><button class="button" type="submit">${words.change}</button></div>
      </form>
      <div>
        <button class="link" type="button" @click=${() => this.dispatchEvent(new OpenIntent('log'))}>
          ${words.log}
        </button>
      </div>
    </section>`;
  }

  private links(scene: Scene, { links }: Facilitation): TemplateResult {
    return html`<section aria-labelledby="links">
      <h3 id="links">${words.links}</h3>
      <p class="small soft">${words.linksLead}</p>
      <ul>
        ${links.map(
          ({ link, role, label, made }) =>
            html`<li>
              <div class="row">
                <p class="grow">
                  <strong>${linkWords[role].name}</strong> ${label}
                  <span class="small soft">${words.made(stamp(made, scene.now))}</span>
                </p>
                <tilth-sure
                  .label=${words.revoke}
                  .what=${words.revokeWhat}
                  @tilth-sure=${() => this.revoke(link)}
                ></tilth-sure>
              </div>
            </li>`,
        )}
      </ul>
      <button class="button" type="button" @click=${() => this.dispatchEvent(new OpenIntent('invite'))}>
        ${icon('link', 18)} ${words.invite}
      </button>
    </section>`;
  }

  private name(scene: Scene): TemplateResult {
    const title = scene.state.meta.get('board')?.title ?? '';
    return html`<section>
      <form
        @submit=${(event: SubmitEvent) => {
          const is = given(event)('title');
          if (is && is !== title) this.send({ type: 'board.rename', title: { is, was: title } });
        }}
      >
        <label class="label" for="title-of-board">${words.board}</label>
        <div class="row">
          <input
            id="title-of-board"
            name="title"
            class="field grow"
            dir="auto"
            maxlength=${limits.boardTitle}
            .value=${title}
          />
          <button class="button" type="submit">${words.save}</button>
        </div>
      </form>
    </section>`;
  }

  private end(scene: Scene): TemplateResult {
    return html`<section aria-labelledby="end">
      <h3 id="end">${words.end}</h3>
      <tilth-erase-board
        .session=${this.session}
        .board=${scene.state.meta.get('board')?.title ?? ''}
      ></tilth-erase-board>
    </section>`;
  }

  private async revoke(link: string): Promise<void> {
    const reply = await this.session.access({ type: 'link.revoke', link });
    this.refusal = reply.ok ? null : reply.refusal;
  }

  private openMarket(event: SubmitEvent): void {
    const text = given(event);
    const notice = this.session.newId('notice');
    const command = {
      type: 'override.marketHour',
      notice,
      minutes: Number(text('minutes')),
      reason: text('reason'),
    } as const;
    if (this.send(command)) empty(event);
  }

  private giveSlot(event: SubmitEvent): void {
    const text = given(event);
    const notice = this.session.newId('notice');
    const command = {
      type: 'override.extraSlot',
      notice,
      member: text('person'),
      reason: text('reason'),
    } as const;
    if (this.send(command)) empty(event);
  }

  private settings(event: SubmitEvent): void {
    const text = given(event);
    const [base, ceiling] = [Number(text('base')), Number(text('ceiling'))];
    if (this.send({ type: 'board.settings', base, ceiling, reason: text('reason') })) empty(event);
  }
}

/** Reads the fields of a form that was sent, trimmed. */
function given(event: SubmitEvent): (name: string) => string {
  event.preventDefault();
  const data = new FormData(event.target as HTMLFormElement);
  return (name) => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
}

/** A reason is for one act: the next has its own. */
function empty(event: SubmitEvent): void {
  const field = (event.target as HTMLFormElement).elements.namedItem('reason');
  if (field instanceof HTMLInputElement) field.value = '';
}

function number(name: string, label: string, value: number, min: number, max: number): TemplateResult {
  return html`<div>
    <label class="label small" for=${name}>${label}</label>
    <input
      id=${name}
      name=${name}
      class="field number"
      type="number"
      inputmode="numeric"
      min=${min}
      max=${max}
      required
      .defaultValue=${String(value)}
    />
  </div>`;
}

function reason(id: string): TemplateResult {
  return html`<div>
    <label class="label small" for=${id}>${words.reason}</label>
    <input
      id=${id}
      name="reason"
      class="field"
      dir="auto"
      maxlength=${limits.reason}
      required
      autocomplete="off"
    />
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-facilitator': TilthFacilitator;
  }
}
