import type { Copying } from './copying.ts';
import type { DeedsDesk } from './deeds-desk.ts';
import type { Drafts } from './drafts.ts';
import type { Following } from './following.ts';
import type { Identity } from './identity.ts';
import type { Keeper } from './keep/keeper.ts';
import type { Membership } from './membership.ts';
import type { Presence } from './presence.ts';
import type { Replica } from './replica.ts';
import type { Showing } from './showing.ts';
import type { TextDesk } from './text-desk.ts';
import type { Typed } from './typed.ts';

/** What a session is put together from, for whatever concerns several of them at once. */
export interface Parts {
  keeper: Keeper;
  identity: Identity;
  membership: Membership;
  replica: Replica;
  copying: Copying;
  following: Following;
  deeds: DeedsDesk;
  texts: TextDesk;
  drafts: Drafts;
  typed: Typed;
  presence: Presence;
  showing: Showing;
}
