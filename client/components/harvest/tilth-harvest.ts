/**
 * The harvest: one's own page, and the board's on one page, of a session or of the last thirty days. Both can be printed
 * and taken along. Target: a session, or '' for the newest one.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { badge } from '#client/icons/badges.ts';
import { icon } from '#client/icons/icon.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { calendarOf } from '#client/view/harvest/calendar.ts';
import { copyKinds, copyOf } from '#client/view/harvest/copies.ts';
import { flowedWords, yesWords } from '#client/view/harvest/figures.ts';
import { mineOf } from '#client/view/harvest/mine.ts';
import { sessionsWithHarvest, type Occasion } from '#client/view/harvest/occasion.ts';
import { reportOf, type Report } from '#client/view/harvest/report.ts';
import { count } from '#client/words/lists.ts';
import { nameOf } from '#client/words/names.ts';
import { stamp } from '#client/words/stamp.ts';
import { Sheet } from '../sheets/sheet.ts';
import { harvestStyles } from './harvest-styles.ts';
import { PrintAlone } from './print-alone.ts';
import { saveFile } from './save-file.ts';
import './tilth-harvest-mine.ts';
import './tilth-harvest-table.ts';
import './tilth-web-of-help.ts';

const words = {
  title: 'Harvest',
  of: 'Harvest of',
  month: 'The last thirty days',
  facts: (board: string, what: string, people: number) =>
    `${board} · Harvest of ${what} · ${count(people, 'person', 'people')}`,
  mine: 'Your page',
  mineOf: (board: string, what: string, name: string) => `${board} · ${what} · ${name}`,
  mineOnly: 'Only you see your page.',
  calendar: 'Put into my calendar',
  printMine: 'Print my page',
  board: 'The web of help',
  none: 'When somebody says yes to somebody, it grows here.',
  print: 'Print',
  copy: 'Take a copy',
  copyLead: 'Nothing private is in it, and names only where both agreed.',
  copies: {
    markdown: 'To read (Markdown)',
    csv: 'For a spreadsheet (CSV)',
    json: 'For other programs (JSON)',
  },
  named: 'My name may stand in the web of help',
  namedHint: 'It stands there beside people who said the same. Without it you are “a neighbour”.',
  open: 'Needs still open',
  stay: 'They stay on the board.',
  more: (n: number) => `and ${n} more`,
} as const;

const longDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
/** "Sunday market, 22 November 2026"; thirty days have no day. */
function nameWithDay({ session, name, span }: Occasion): string {
  return session ? `${name}, ${longDay.format(span.from)}` : name;
}

/** So many open needs are read on one page. */
const openShown = 8;

@customElement('tilth-harvest')
export class TilthHarvest extends Sheet {
  static override styles = [Sheet.styles, harvestStyles];

  /** What the person chose to see instead of what was asked for; null: nothing yet. */
  @state() private chosen: string | null = null;
  @state() private copying = false;
  /** What paper gets. */
  @state() private prints: 'mine' | 'board' | 'both' = 'both';

  protected readonly alone = new PrintAlone(this);

  private readonly onAfterPrint = (): void => {
    this.prints = 'both';
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('afterprint', this.onAfterPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('afterprint', this.onAfterPrint);
  }

  private async print(what: 'mine' | 'board'): Promise<void> {
    this.prints = what;
    await this.updateComplete;
    print();
  }

  private get occasion(): string {
    return this.chosen ?? (this.target || (sessionsWithHarvest(this.snapshot.state)[0]?.id ?? ''));
  }

  override render(): TemplateResult {
    const scene = this.scene();
    const report = reportOf(scene.state, this.occasion, scene.now);
    return this.frame({
      heading: words.title,
      size: 'page',
      body: html`<div class="stack prints-${this.prints}">
        ${this.renderOccasion(scene, report)} ${scene.me === null ? nothing : this.renderMine(scene, report)}
        ${this.renderBoard(report)}
      </div>`,
    });
  }

  private renderOccasion({ state, now }: Scene, { occasion }: Report): TemplateResult | typeof nothing {
    const sessions = sessionsWithHarvest(state);
    if (sessions.length === 0) return nothing;
    return html`<div class="occasion">
      <label class="label" for="occasion">${words.of}</label>
      <select
        id="occasion"
        class="field"
        @change=${(event: Event) => {
          this.chosen = (event.target as HTMLSelectElement).value;
        }}
      >
        ${sessions.map(
          ({ id, title, began }) =>
            html`<option value=${id} ?selected=${occasion.session?.id === id}>
              ${title}, ${stamp(began ?? now, now)}
            </option>`,
        )}
        <option value="" ?selected=${occasion.session === null}>${words.month}</option>
      </select>
    </div>`;
  }

  private renderMine(scene: Scene, { board, occasion }: Report): TemplateResult {
    const mine = mineOf(scene, occasion.span);
    const me = scene.state.members.get(scene.me ?? '');
    const some = mine.promised.length + mine.received.length > 0;
    const empty = !some && mine.thanks.length === 0;
    const calendar = (): void =>
      saveFile({
        name: 'my-promises.ics',
        mime: 'text/calendar',
        text: calendarOf(mine, { title: board, board: this.snapshot.board, now: scene.now }),
      });
    return html`<section class="own ${empty ? 'empty' : ''}" aria-labelledby="mine">
      <div class="head">
        <h3 id="mine">${words.mine}</h3>
        <div class="row">
          ${
            some
              ? html`<button class="button small" type="button" @click=${calendar}>
                  ${icon('calendar', 18)} ${words.calendar}
                </button>`
              : nothing
          }
          ${
            empty
              ? nothing
              : html`<button class="button small" type="button" @click=${() => this.print('mine')}>
                  ${words.printMine}
                </button>`
          }
        </div>
      </div>
      <p class="on-paper small soft">${words.mineOf(board, nameWithDay(occasion), nameOf(me))}</p>
      <p class="private">${icon('lock', 16)} <span>${words.mineOnly}</span></p>
      <tilth-harvest-mine .mine=${mine}></tilth-harvest-mine>
      <div>
        <label class="choice">
          <input
            type="checkbox"
            aria-describedby="named-hint"
            .checked=${me?.named === true}
            @change=${(event: Event) =>
              this.send({ type: 'member.named', named: (event.target as HTMLInputElement).checked })}
          />
          ${words.named}
        </label>
        <p class="hint" id="named-hint">${words.namedHint}</p>
      </div>
    </section>`;
  }

  private renderBoard(report: Report): TemplateResult {
    const { figures, occasion, rows } = report;
    return html`<section class="whole stack" aria-labelledby="web">
      <div class="head">
        <div>
          <h3 id="web">${words.board}</h3>
          <p class="small soft">${words.facts(report.board, nameWithDay(occasion), figures.people)}</p>
        </div>
        <div class="row">
          <button class="button small" type="button" @click=${() => this.print('board')}>
            ${words.print}
          </button>
          <button
            class="button small"
            type="button"
            aria-expanded=${this.copying ? 'true' : 'false'}
            @click=${() => {
              this.copying = !this.copying;
            }}
          >
            ${words.copy}
          </button>
        </div>
      </div>
      ${this.copying ? this.renderCopies(report) : nothing}
      <p class="figures"><strong>${flowedWords(figures)}</strong> ${yesWords(figures)}</p>
      ${
        rows.length === 0
          ? html`<p class="soft">${words.none}</p>`
          : html`<tilth-web-of-help .report=${report}></tilth-web-of-help>`
      }
      <div class="below">
        ${rows.length === 0 ? nothing : html`<tilth-harvest-table .rows=${rows}></tilth-harvest-table>`}
        ${this.renderOpen(report)}
      </div>
    </section>`;
  }

  private renderCopies(report: Report): TemplateResult {
    return html`<div class="copies">
      <p class="small soft">${words.copyLead}</p>
      <div class="row">
        ${copyKinds.map(
          (kind) =>
            html`<button class="button small" type="button" @click=${() => saveFile(copyOf(kind, report))}>
              ${words.copies[kind]}
            </button>`,
        )}
      </div>
    </div>`;
  }

  private renderOpen({ open }: Report): TemplateResult | typeof nothing {
    if (open.length === 0) return nothing;
    const more = open.length - openShown;
    return html`<section class="open" aria-labelledby="open">
      <h3 id="open">${words.open}</h3>
      <ul>
        ${open
          .slice(0, openShown)
          .map(({ title }) => html`<li>${badge('need', 22)} <span dir="auto">${title}</span></li>`)}
      </ul>
      <p class="small soft">${more > 0 ? html`${words.more(more)}. ` : nothing}${words.stay}</p>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-harvest': TilthHarvest;
  }
}
