import type { Filter } from '#client/view/find.ts';

/** Fired when whoever one follows looks for something else; null: for all cards, or nobody is followed any more. */
export class FollowEvent extends Event {
  static readonly type = 'tilth-follow';
  constructor(readonly filter: Filter | null) {
    super(FollowEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'tilth-follow': FollowEvent;
  }
}
