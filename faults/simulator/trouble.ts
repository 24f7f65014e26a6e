/** What goes wrong, step by step: each mishap meets whatever is there to be met. */
import type { RawPage } from './attacker.ts';
import type { Dice } from './dice.ts';
import { forge } from './attacker.ts';
import type { Mishap } from './mishaps.ts';
import { rotate, removeSomebody } from './comings.ts';
import { closeTab, crash, pages, wakeWithAnotherClock } from './going.ts';
import type { Node } from './node.ts';
import { Life } from './life.ts';
import { powerFails, simulatedStore } from './store.ts';
import type { Street } from './street.ts';
import { time } from '#shared/limits.ts';
import { loadReplica, toSnapshot } from '#server/rooms/replica.ts';

export interface Trouble {
  street: Street;
  dice: Dice;
  attacker: RawPage;
}

/** Lets one mishap happen, if it meets something. */
export async function happen(mishap: Mishap, trouble: Trouble): Promise<void> {
  const { street, dice } = trouble;
  const { world, disk, tally } = street;
  const person = dice.pick(street.people);
  const node = dice.pick(street.nodes);
  const hit = (): void => tally.hit(mishap);
  switch (mishap) {
    case 'cut':
    case 'droppedTail':
    case 'halfOpen': {
      const open = street.connections();
      if (open.length === 0) return;
      hit();
      const tail = mishap === 'cut' ? 'arrives' : 'lost';
      return dice.pick(open).break({ tail, heard: mishap === 'halfOpen' ? 'late' : 'soon' });
    }
    case 'delay': {
      const open = street.connections();
      if (open.length === 0) return;
      hit();
      const connection = dice.pick(open);
      connection.delay = 50 + dice.int(1_500);
      world.after(1_000 + dice.int(4_000), () => (connection.delay = 0));
      return;
    }
    case 'duplicate': {
      const open = street.connections();
      if (open.length === 0) return;
      hit();
      dice.pick(open).doubling += 3;
      return;
    }
    case 'reorderAcrossConnections': {
      // what was sent over the old connection arrives when the new one has long been speaking
      const [page] = pages(person);
      if (!page?.connection?.open) return;
      hit();
      page.connection.delay = 3_000 + dice.int(3_000);
      return void world.after(200, () => page.around.alive && page.session.retry());
    }
    case 'slowReader': {
      const open = street.connections();
      if (open.length === 0) return;
      hit();
      dice.pick(open).chokedUntil = world.now + 500 + dice.int(5_000);
      return;
    }
    case 'offline': {
      hit();
      person.online = false;
      for (const { connection } of person.pages) connection?.break({ tail: 'lost', heard: 'soon' });
      return void world.after(dice.pick([300, 1_500, 12_000]), () => (person.online = true));
    }
    case 'nodeKilled': {
      if (!node.up) return;
      hit();
      node.kill();
      return void world.after(dice.pick([100, 1_000, 5_000]), () => node.start());
    }
    case 'nodeRestarted': {
      if (!node.up || node.paused) return;
      hit();
      return void node.stop().then(() => world.after(dice.int(2_000), () => node.start()));
    }
    case 'nodePaused': {
      if (!node.up || node.paused) return;
      hit();
      node.pause();
      return void world.after(dice.pick([100, 1_500, 12_000]), () => node.resume());
    }
    case 'nodeClockSkew':
      hit();
      node.skew = dice.int(10 * time.MINUTE) - 5 * time.MINUTE;
      return;
    case 'storeSlow':
      disk.slow = 20 + dice.int(300);
      return void world.after(3_000, () => (disk.slow = 0));
    case 'storeLosesWrite':
    case 'storeLosesAnswer':
    case 'storeWritesLate':
      // twice in a row and a board stops writing until the store is well
      for (let i = dice.int(3); i >= 0; i -= 1) disk.doubts.push(mishap);
      return;
    case 'diskFull':
      disk.fullUntil = world.now + 100 + dice.int(1_500);
      return;
    case 'tornTail':
      if (disk.underWay.size === 0) return void world.after(dice.int(50), () => powerFails(disk, world));
      return powerFails(disk, world);
    case 'bellLost':
    case 'bellLate':
      disk.bells.push(mishap, mishap, mishap);
      return;
    case 'snapshotRace':
      return snapshotNow(trouble, hit);
    case 'deviceCrash':
      return crash(trouble, person, hit);
    case 'tabDuplicated':
      if (person.pages.length > 1) return;
      hit();
      street.open(person);
      return;
    case 'tabClosed':
      return closeTab(trouble, person, hit);
    case 'storageQuota':
      hit();
      person.full = true;
      return void world.after(1_000 + dice.int(10_000), () => (person.full = false));
    case 'deviceClockSkew':
      return wakeWithAnotherClock(trouble, person, hit);
    case 'longSleep': {
      hit();
      world.sleep(dice.pick([time.MINUTE, time.HOUR, 26 * time.HOUR, 3 * time.DAY]));
      for (const each of street.people) for (const page of each.pages) page.around.happen('wake');
      return;
    }
    case 'redelivery':
      return redeliver(trouble, hit);
    case 'forgedPayload':
    case 'forgedCommand':
    case 'forgedText':
    case 'forgedPresence':
    case 'forgedKey':
      return forge(mishap, trouble, hit);
    case 'newEpoch':
      return onRoom(node, street, (room) => {
        hit();
        void room.do({ type: 'rebuild' });
      });
    case 'textCompacted':
      return onRoom(node, street, (room) => {
        const texts = [...room.texts.keys()];
        if (texts.length === 0) return;
        hit();
        void room.do({ type: 'compact', text: dice.pick(texts), tangled: true });
      });
    case 'linkRotated':
      return rotate(trouble, hit);
    case 'memberRemoved':
      return removeSomebody(trouble, hit);
  }
}

type Room = NonNullable<Awaited<ReturnType<Node['rooms']['hold']>>>['room'];

function onRoom(node: Node, street: Street, act: (room: Room) => void): void {
  if (!node.life.running) return;
  void node.rooms.hold(street.board.id).then(
    (hold) => {
      if (!hold) return;
      act(hold.room);
      hold.release();
    },
    // the store is away: then there is no room
    () => undefined,
  );
}

/** Somebody else's snapshot trims the log under all who are reading it. */
function snapshotNow({ street }: Trouble, hit: () => void): void {
  const { disk, world, board } = street;
  const store = simulatedStore(disk, world, new Life(), () => 0);
  void (async () => {
    await store.open();
    try {
      const replica = await loadReplica(store, board.id);
      if (!replica) return;
      hit();
      await store.saveSnapshot(board.id, toSnapshot(replica));
    } catch {
      // the store may be away, and the log be trimmed twice while it is read
    }
  })();
}

/** Everything that was ever said is said again: by a stale tab, a proxy, a phone that slept. */
function redeliver({ street, dice, attacker }: Trouble, hit: () => void): void {
  const { overheard } = street;
  if (overheard.length === 0) return;
  hit();
  for (let i = 0; i < 6; i += 1) {
    const { page, event, payload } = dice.pick(overheard);
    // by its own sender, and by somebody who overheard it
    if (!dice.rarely(3)) street.replay(page, event, payload);
    else if (event === 'textPush') attacker.say(event, payload);
  }
}
