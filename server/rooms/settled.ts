/**
 * Settled text: what a text says, as everyone reads it in the board document. It goes in as splices: fifteen
 * bytes where replacing a long body would cost its whole length.
 */
import { cardOf } from '#shared/board/access.ts';
import { decide } from '#shared/board/decide.ts';
import type { Card, Facts, RecordBody, State } from '#shared/board/types.ts';
import { diffSplice } from '#shared/doc/text.ts';

/** The text of the board's notes; every other text is the body of the card with that id. */
export const notes = 'notes';

const nothing: Facts = { ops: [], records: [] };

/** What must be written so that readers see `value`; empty if they do already, or if the card is gone. */
export function settle(state: State, text: string, value: string, at: number): Facts {
  if (text === notes) {
    const splice = diffSplice(state.meta.get('board')?.notes ?? '', value);
    return splice ? { ops: [{ op: 'splice', table: 'meta', id: 'board', ...splice }], records: [] } : nothing;
  }
  const found = cardOf(state, text);
  if (!found || found.card.body === value) return nothing;
  if (found.where === 'board') {
    const splice = diffSplice(found.card.body, value);
    return splice ? { ops: [{ op: 'splice', table: 'cards', id: text, ...splice }], records: [] } : nothing;
  }
  const decision = decide(state, { type: 'system' }, { type: 'text.settle', text, body: value }, at);
  return decision.ok ? decision.facts : nothing;
}

/**
 * Facts in which every card that is laid down somewhere says what its text says now. Settled text lags behind, and words
 * that were taken out while only their author saw them must not be shown with the card.
 * @param textOf what a card's text says, or null if it has none
 */
export function asTextsRead(facts: Facts, textOf: (card: string) => string | null): Facts {
  const current = (card: Card): Card => {
    const body = textOf(card.id) ?? card.body;
    return body === card.body ? card : { ...card, body };
  };
  return {
    ops: facts.ops.map((op) =>
      op.op === 'put' && op.table === 'cards' ? { ...op, row: current(op.row) } : op,
    ),
    records: facts.records.map(({ id, record }) => {
      const body = record && withCard(record.body, current);
      return { id, record: body ? { ...record, body } : record };
    }),
  };
}

/** The body of a record with another card in it, or null if there is none in it. */
function withCard(body: RecordBody, next: (card: Card) => Card): RecordBody | null {
  if (body.type !== 'waiting' && body.type !== 'held' && body.type !== 'silent') return null;
  return { ...body, card: next(body.card) };
}

/** When each text was last settled, and which wait for it. */
export class Settling {
  readonly #settledAt = new Map<string, number>();
  readonly #waiting = new Set<string>();

  settledAt(text: string): number {
    return this.#settledAt.get(text) ?? 0;
  }

  settled(text: string, at: number): void {
    this.#settledAt.set(text, at);
    this.#waiting.delete(text);
  }

  wait(text: string): void {
    this.#waiting.add(text);
  }

  /** Takes those that wait. */
  take(): string[] {
    const texts = [...this.#waiting];
    this.#waiting.clear();
    return texts;
  }

  get waiting(): boolean {
    return this.#waiting.size > 0;
  }
}
