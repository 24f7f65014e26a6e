/** Codes that people show: one after the other, so that none is looked at before all wrong ones before it are counted. */
import { actorOf } from '#server/rooms/actor.ts';
import type { Credential } from '#server/rooms/keys.ts';
import type { Room } from '#server/rooms/room.ts';
import type { Rooms } from '#server/rooms/rooms.ts';
import type { Surroundings } from '#server/surroundings.ts';
import type { Tries } from './tries.ts';

export class Codes {
  readonly #rooms: Rooms;
  readonly #tries: Tries;
  readonly #around: Pick<Surroundings, 'hashCode'>;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(rooms: Rooms, tries: Tries, around: Pick<Surroundings, 'hashCode'>) {
    this.#rooms = rooms;
    this.#tries = tries;
    this.#around = around;
  }

  /** The board whose door a code opens. `wrong`: none; whether one ever did is not told. */
  async boardOf(code: string, address: string): Promise<{ board: string } | 'wrong' | 'tooMany'> {
    const board = await this.#inTurn(code, address, async (hash) => {
      const hold = await this.#rooms.holdByCode(hash);
      const opens = hold && doorBy(hold.room, hash) !== null;
      hold?.release();
      return opens ? { board: hold.room.board } : null;
    });
    return board ?? 'wrong';
  }

  /** What a code opens on this board (null: there is none). */
  async doorOf(room: Room | null, code: string, address: string): Promise<Credential | null | 'tooMany'> {
    return this.#inTurn(code, address, async (hash) => room && doorBy(room, hash));
  }

  #inTurn<T>(
    code: string,
    address: string,
    find: (hash: string) => Promise<T | null>,
  ): Promise<T | null | 'tooMany'> {
    const found = this.#turn.then(async () => {
      if (!this.#tries.mayTryCode(address)) return 'tooMany';
      const what = await find(await this.#around.hashCode(code));
      if (what === null) this.#tries.wrongCode(address);
      return what;
    });
    this.#turn = found.catch(() => undefined);
    return found;
  }
}

/** The door that a hash opens now, at once or by asking. */
export function doorBy(room: Room, hash: string): Credential | null {
  const door = room.keys.find('door', hash);
  return door && actorOf(room.state, door, room.now()).type !== 'revoked' ? door : null;
}
