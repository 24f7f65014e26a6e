/**
 * Those who are connected to one board, as its room sees them. The room says what there is to know and to whom; how it
 * reaches them is the other side's affair (realtime/).
 */
import type { Standing } from '#shared/board/promotion.ts';
import type { WireRecord } from '#shared/protocol.ts';

export interface Audience {
  /** How many connections read the board; the beat of commits and frames grows with it. */
  readonly readers: number;
  /** The members among them, each once. */
  members(): Iterable<string>;
  /** To all readers. */
  frame(epoch: number, from: number, to: number, update: string): void;
  /** To all readers who have not heard it: the hash of the board's rows at a position that all of them were told of. */
  pulse(epoch: number, seq: number, shape: number, hash: number): void;
  /** To all readers: whether what they write can be saved at the moment. */
  saving(can: boolean): void;
  /** To every connection of one member. */
  records(member: string, seq: number, changes: WireRecord[]): void;
  standing(member: string, standing: Standing): void;
  /** To those who have the text open. */
  text(text: string, epoch: number, rev: number, updates: Uint8Array, hash: number): void;
  textReset(text: string): void;
  /** Who may know what changed from the ground up: they sync again. All readers if no member is given. */
  resync(member?: string): void;
  /** Links, devices or members changed: send off whoever no longer holds what they came in with. */
  recheck(): void;
  /** The board is no more: all are sent off. */
  erased(): void;
  /** Who may see these cards, or any if none are named, changed: close their texts for those who no longer may. */
  recheckTexts(texts?: readonly string[]): void;
}

/** Nobody is listening. */
export const nobody: Audience = {
  readers: 0,
  members: () => [],
  frame: () => undefined,
  pulse: () => undefined,
  saving: () => undefined,
  records: () => undefined,
  standing: () => undefined,
  text: () => undefined,
  textReset: () => undefined,
  resync: () => undefined,
  recheck: () => undefined,
  erased: () => undefined,
  recheckTexts: () => undefined,
};
