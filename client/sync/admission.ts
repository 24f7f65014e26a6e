/** Whom the server takes this device for, and what follows from that for what is kept here. */
import type { Role } from '#shared/board/types.ts';
import type { SyncReply } from '#shared/protocol.ts';
import type { Parts } from './parts.ts';

/** The ways in which a board closes to a device that had it. A key that opens nothing may be a server's mistake: not one. */
export type ShutOut = 'revoked' | 'removed' | 'erased' | 'banned';

export function shutsOut(why: string): why is ShutOut {
  return why === 'revoked' || why === 'removed' || why === 'erased' || why === 'banned';
}

export class Admission {
  /** The board has been seen here. */
  known = false;

  constructor(
    private readonly parts: Pick<
      Parts,
      'keeper' | 'identity' | 'membership' | 'replica' | 'copying' | 'deeds' | 'texts' | 'showing'
    >,
  ) {}

  /** The server said who this device is. */
  admitted({ you }: SyncReply & { ok: true }): void {
    const { identity, membership, deeds, showing } = this.parts;
    const learnt = identity.welcome(you);
    if (learnt) this.learn(learnt.role, learnt.key);
    this.known = true;
    const entered = you.type === 'member' && identity.entering !== null;
    // a device that is not the member's any more, or became another's: what that one left unsent is not this one's
    if (entered) deeds.giveUp();
    this.disown();
    if (entered) membership.entered();
    showing.changed();
  }

  /** Whoever is no member here cannot send what a member left. */
  disown(): void {
    const { identity, deeds } = this.parts;
    if (identity.you?.type === 'link') deeds.giveUp({ code: 'notAMember', retry: 'never' });
  }

  /** This device knows the key of a link. */
  learn(role: Role, key: string): void {
    const { identity, keeper, showing } = this.parts;
    identity.keys.set(role, key);
    keeper.put('key', role, { role, key });
    showing.tell();
  }

  /** This device may not have the board any more: only its person's own words stay here, as drafts. */
  shutOut(why: ShutOut): void {
    const { keeper, identity, replica, copying, deeds, texts } = this.parts;
    texts.texts?.giveUp();
    deeds.giveUp({ code: 'notAMember', retry: 'never' });
    replica.clear();
    copying.stop();
    this.known = false;
    keeper.drop('copy', 'copy');
    keeper.drop('device', 'device');
    for (const role of identity.shutOut(why)) keeper.drop('key', role);
  }
}
