import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { runningSession } from '#shared/board/session/policy.ts';
import { allTerms, urgencies, type Terms, type Urgency } from '#shared/board/types.ts';
import { limits } from '#shared/limits.ts';
import type { Looking } from '#shared/protocol.ts';
import type { BoardSession, Snapshot } from '#client/session/port.ts';
import { icon } from '#client/icons/icon.ts';
import { base } from '#client/styles/base.ts';
import { buttons } from '#client/styles/buttons.ts';
import { fields } from '#client/styles/fields.ts';
import { areasOf, type Filter, lookingForAll, looksForAll } from '#client/view/find.ts';
import { CardSearch } from '#client/view/search.ts';
import { termsWords, urgencyWords } from '#client/words/cards.ts';
import { count, sentence } from '#client/words/lists.ts';

/** Fired when what is looked for changes; null: show all again. */
export class FilterEvent extends Event {
  static readonly type = 'tilth-filter';
  constructor(readonly filter: Filter | null) {
    super(FilterEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * The search row: words, urgency, area, terms. Loaded when first opened, with its index. Escape closes and shows all. What
 * whoever runs a session looks for is told to those who follow them, and that it is stands beside it.
 */
@customElement('tilth-find')
export class TilthFind extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        padding: 0 32px 12px;
      }
      .words {
        flex: 1 1 16rem;
        inline-size: auto;
        max-inline-size: 30rem;
      }
      .words::-webkit-search-cancel-button {
        appearance: none;
        inline-size: 14px;
        block-size: 14px;
        margin-inline-start: 8px;
        background:
          linear-gradient(45deg, #0000 46%, var(--ink) 47% 53%, #0000 54%),
          linear-gradient(-45deg, #0000 46%, var(--ink) 47% 53%, #0000 54%);
        cursor: pointer;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
      }
      select.field {
        inline-size: auto;
        min-block-size: var(--control);
        padding-block: 4px;
      }
      .found {
        font-size: var(--size-small);
        color: var(--ink-soft);
      }
      .told {
        flex-basis: 100%;
      }
      @container (max-width: 45rem) {
        form {
          padding: 8px 12px;
        }
        .words {
          max-inline-size: none;
          flex-basis: 100%;
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: Pick<BoardSession, 'lookFor'>;
  @property({ attribute: false }) snapshot!: Snapshot;
  /** How many cards fit, as the page counts them. */
  @property({ type: Number }) found = 0;
  @property({ attribute: false }) looking: Looking = lookingForAll;
  private readonly search = new CardSearch();

  override focus(part: 'words' | 'facts' | FocusOptions = 'words'): void {
    const selector = part === 'facts' ? '.chips button' : 'input';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(selector)?.focus());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.lookFor(null);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('snapshot')) return;
    // New cards may hold the words, too.
    if (this.looking.words.trim()) this.look({});
    // the session may have been handed over
    else this.tell();
  }

  /** Whoever runs a session is followed: what they look for is everybody's business. */
  private get leads(): boolean {
    const { me, state } = this.snapshot;
    return me.type === 'member' && runningSession(state)?.lead === me.member;
  }

  private tell(): void {
    this.session.lookFor(this.leads && !looksForAll(this.looking) ? this.looking : null);
  }

  private look(change: Partial<Looking>): void {
    this.looking = { ...this.looking, ...change };
    this.tell();
    this.dispatchEvent(new FilterEvent(this.search.filter(this.snapshot.state, this.looking)));
  }

  private readonly onWords = (event: Event): void => {
    this.look({ words: (event.target as HTMLInputElement).value });
  };
  private readonly onArea = (event: Event): void => {
    this.look({ area: (event.target as HTMLSelectElement).value });
  };
  private readonly onTerms = (event: Event): void => {
    this.look({ terms: ((event.target as HTMLSelectElement).value || null) as Terms | null });
  };
  private readonly onOpen = (): void => {
    this.look({ open: !this.looking.open });
  };
  private onUrgency(urgency: Urgency): void {
    this.look({ urgency: this.looking.urgency === urgency ? null : urgency });
  }
  private readonly onClose = (): void => {
    this.look(lookingForAll);
    this.dispatchEvent(new Event('tilth-find-close', { bubbles: true, composed: true }));
  };
  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.onClose();
  };
  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
  };

  protected override render(): TemplateResult {
    const { looking } = this;
    const areas = areasOf(this.snapshot.state.cards.values());
    return html`<form role="search" @submit=${this.onSubmit} @keydown=${this.onKeydown}>
      <input
        class="field words"
        type="search"
        maxlength=${limits.lookingWords}
        aria-label="Find a card"
        placeholder="Find a word, a person, a place"
        .value=${looking.words}
        @input=${this.onWords}
      />
      <div class="chips" role="group" aria-label="Urgency">
        ${urgencies.map(
          (urgency) =>
            html`<button
              type="button"
              class="button small"
              aria-pressed=${looking.urgency === urgency}
              @click=${() => this.onUrgency(urgency)}
            >
              ${urgencyWords[urgency]}
            </button>`,
        )}
        <button type="button" class="button small" aria-pressed=${looking.open} @click=${this.onOpen}>
          Still open
        </button>
      </div>
      ${
        areas.length > 0
          ? html`<select class="field" aria-label="Area" @change=${this.onArea}>
              <option value="">Every area</option>
              ${areas.map((area) => html`<option ?selected=${area === looking.area}>${area}</option>`)}
            </select>`
          : nothing
      }
      <select class="field" aria-label="Terms" @change=${this.onTerms}>
        <option value="">All terms</option>
        ${allTerms.map(
          (terms) =>
            html`<option value=${terms} ?selected=${terms === looking.terms}>
              ${sentence(termsWords[terms])}
            </option>`,
        )}
      </select>
      <span class="found" aria-live="polite">
        ${looksForAll(looking) ? '' : this.found === 0 ? 'Nothing found' : `${count(this.found, 'card')} found`}
      </span>
      <button type="button" class="button small quiet" @click=${this.onClose}>
        ${icon('close', 18)}Show all
      </button>
      ${this.leads ? html`<p class="told small soft">Whoever follows you sees what you look for.</p>` : nothing}
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-find': TilthFind;
  }
  interface HTMLElementEventMap {
    'tilth-filter': FilterEvent;
  }
}
