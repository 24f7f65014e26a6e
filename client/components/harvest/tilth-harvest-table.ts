/** The web of help in words: every help of the picture as a row, and every name that is not shown as "a neighbour". */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { badge } from '#client/icons/badges.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { kindColours } from '#client/styles/kinds.ts';
import { unnamed, type Row } from '#client/view/harvest/report.ts';
import { kindWords } from '#client/words/cards.ts';

const words = {
  heading: 'The same in words',
  names: 'names only where both agreed',
  shown: (shown: number, all: number) => `${shown} of ${all} shown`,
  all: 'Show all',
  heads: { kind: 'Kind', from: 'From', to: 'To', what: 'What', when: 'When', since: 'Since then' },
} as const;

const kindOf = { need: 'need', offer: 'offer', introduction: 'referral' } as const;
const first = 8;

@customElement('tilth-harvest-table')
export class TilthHarvestTable extends LitElement {
  static override styles = [
    base,
    buttons,
    kindColours,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 4px 16px;
      }
      h3 {
        font-size: var(--size-h3);
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        text-align: start;
      }
      th {
        padding: 8px 16px 8px 0;
        border-block-end: 1px solid var(--ink);
        font-size: var(--size-small);
        font-weight: 600;
        text-align: start;
        color: var(--ink-soft);
      }
      td {
        padding: 9px 16px 9px 0;
        border-block-end: 1px solid var(--line);
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      .kind {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        font-size: var(--size-label);
        font-weight: 700;
        white-space: nowrap;
        color: var(--kind);
      }
      .what {
        min-inline-size: 10rem;
      }
      td.soft,
      .since {
        white-space: nowrap;
      }
      /* Paper is as narrow as a phone, but has room for small letters side by side. */
      @media screen {
        @container (max-width: 45rem) {
          /* One help, one small paragraph. The roles stay: tables drawn as blocks lose theirs. */
          thead {
            position: absolute;
            inline-size: 1px;
            block-size: 1px;
            overflow: hidden;
            clip-path: inset(50%);
          }
          table,
          tbody,
          tr,
          td {
            display: block;
          }
          tr {
            display: grid;
            grid-template-columns: auto 1fr;
            gap: 2px 12px;
            padding-block: 10px;
            border-block-end: 1px solid var(--line);
          }
          td {
            padding: 0;
            border: 0;
          }
          .what {
            grid-column: 1 / -1;
            order: 1;
            font-weight: 600;
          }
          td[data-head]::before {
            content: attr(data-head) ' ';
            color: var(--ink-soft);
          }
          .from,
          .when {
            order: 2;
          }
          .to,
          .since {
            order: 3;
          }
          .when {
            order: 4;
          }
          .since {
            order: 5;
          }
        }
      }
      @media print {
        .more {
          display: none;
        }
        tr {
          break-inside: avoid;
        }
        table {
          font-size: 9pt;
          line-height: 1.35;
        }
        th,
        td {
          padding: 3px 10px 3px 0;
          vertical-align: middle;
        }
        .kind {
          font-size: inherit;
        }
        .what {
          inline-size: 45%;
        }
        .when {
          white-space: nowrap;
        }
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly Row[] = [];
  @state() private all = false;

  /** Paper has no button. */
  private readonly onPrint = (): void => {
    this.all = true;
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeprint', this.onPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeprint', this.onPrint);
  }

  protected override render(): TemplateResult {
    const shown = this.all ? this.rows : this.rows.slice(0, first);
    const fewer = shown.length < this.rows.length;
    return html`<div class="head">
        <h3 id="same">${words.heading}</h3>
        <p class="small soft">
          ${fewer ? html`${words.shown(shown.length, this.rows.length)} · ` : nothing}${words.names}
          ${
            fewer
              ? html`<button
                  class="link small more"
                  type="button"
                  @click=${() => {
                    this.all = true;
                  }}
                >
                  ${words.all}
                </button>`
              : nothing
          }
        </p>
      </div>
      <table role="table" aria-labelledby="same">
        <thead role="rowgroup">
          <tr role="row">
            ${Object.values(words.heads).map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${shown.map(renderRow)}
        </tbody>
      </table>`;
  }
}

function renderRow({ flow, fromName, toName, what, when, since }: Row): TemplateResult {
  const kind = kindOf[flow.type];
  return html`<tr role="row">
    <td role="cell"><span class="kind ${kind}">${badge(kind, 22)} ${kindWords[kind].one}</span></td>
    <td role="cell" class="from ${quiet(fromName)}" data-head=${words.heads.from} dir="auto">${fromName}</td>
    <td role="cell" class="to ${quiet(toName)}" data-head=${words.heads.to} dir="auto">${toName}</td>
    <td role="cell" class="what" dir="auto">${what}</td>
    <td role="cell" class="when" dir="auto">${when}</td>
    <td role="cell" class="since">${since}</td>
  </tr>`;
}

function quiet(name: string): string {
  return name === unnamed ? 'soft' : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-harvest-table': TilthHarvestTable;
  }
}
