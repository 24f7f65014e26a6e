/** What a screen reader says of others' doings, kind by kind; and whether these wait while I write. Kept on this device. */
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import {
  hearingOf,
  heardKinds,
  keepHearing,
  type Hearing,
  type HeardKind,
} from '#client/view/announce/hearing.ts';
import { holdsWhileWriting, keepHolding } from '#client/view/hold.ts';
import { Sheet } from './sheet.ts';

const words = {
  title: 'Announcements',
  lead: 'What a screen reader says of others on this board: one short sentence at a time, four seconds apart. What you do yourself is always said.',
  nothing: 'Say nothing of what others do',
  kinds: 'What is said',
  kind: {
    need: 'New needs',
    offer: 'New offers',
    referral: 'New referrals',
    promotion: 'New promotions',
    help: 'Help, matches and thanks',
    comment: 'Comments by others',
    edit: 'Cards changed or taken down',
    people: 'People who come and go',
    session: 'The session and its clock',
  },
  writing: 'While I write',
  hold: 'Let what others add wait until I have finished',
  holdHint: 'It waits behind “3 changes waiting, show”. Nothing is lost.',
  kept: 'Kept on this device, for this board.',
} as const;

@customElement('tilth-announcements')
export class TilthAnnouncements extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        margin-block-end: 8px;
        font-size: var(--size-h3);
        font-weight: 600;
      }
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
        gap: 8px;
      }
      .choice:has(:disabled) {
        color: var(--ink-soft);
        cursor: default;
      }
    `,
  ];

  override render(): TemplateResult {
    const hearing = hearingOf(this.session);
    return this.frame({
      heading: words.title,
      size: 'panel',
      body: html`<div class="stack">
        <p>${words.lead}</p>
        ${this.choice(words.nothing, hearing.nothing, (nothing) => this.keep({ ...hearing, nothing }))}
        <fieldset>
          <legend>${words.kinds}</legend>
          <div class="choices">
            ${heardKinds.map((kind) =>
              this.choice(
                words.kind[kind],
                !hearing.off.has(kind),
                (heard) => this.keep({ ...hearing, off: changed(hearing.off, kind, !heard) }),
                hearing.nothing,
              ),
            )}
          </div>
        </fieldset>
        <fieldset aria-describedby="hold">
          <legend>${words.writing}</legend>
          ${this.choice(words.hold, holdsWhileWriting(this.session), (holds) => {
            keepHolding(this.session, holds);
            this.requestUpdate();
          })}
          <p class="hint" id="hold">${words.holdHint}</p>
        </fieldset>
        <p class="small soft">${words.kept}</p>
      </div>`,
    });
  }

  private keep(hearing: Hearing): void {
    keepHearing(this.session, hearing);
    this.requestUpdate();
  }

  private choice(
    label: string,
    checked: boolean,
    chosen: (checked: boolean) => void,
    disabled = false,
  ): TemplateResult {
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${checked}
        ?disabled=${disabled}
        @change=${(event: Event) => chosen((event.target as HTMLInputElement).checked)}
      />
      ${label}
    </label>`;
  }
}

function changed(off: ReadonlySet<HeardKind>, kind: HeardKind, add: boolean): ReadonlySet<HeardKind> {
  const now = new Set(off);
  if (add) now.add(kind);
  else now.delete(kind);
  return now;
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-announcements': TilthAnnouncements;
  }
}
