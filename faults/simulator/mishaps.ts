/** Everything that goes wrong on purpose, by name, and how often it did. */
export const mishaps = [
  // the network
  'cut',
  'halfOpen',
  'delay',
  'droppedTail',
  'duplicate',
  'reorderAcrossConnections',
  'offline',
  'slowReader',
  // nodes
  'nodeKilled',
  'nodePaused',
  'nodeRestarted',
  'nodeClockSkew',
  // the store
  'storeSlow',
  'storeLosesWrite',
  'storeLosesAnswer',
  'storeWritesLate',
  'diskFull',
  'tornTail',
  'bellLost',
  'bellLate',
  'snapshotRace',
  // devices
  'deviceCrash',
  'tabDuplicated',
  'tabClosed',
  'storageQuota',
  'deviceClockSkew',
  'longSleep',
  // people who mean no good
  'forgedPayload',
  'forgedCommand',
  'forgedText',
  'forgedPresence',
  'forgedKey',
  'redelivery',
  // what the board itself goes through
  'newEpoch',
  'textCompacted',
  'linkRotated',
  'memberRemoved',
] as const;

export type Mishap = (typeof mishaps)[number];

/** How often each happened: not how often it was tried, but how often it met something. */
export class Tally {
  readonly counts = new Map<Mishap, number>(mishaps.map((mishap) => [mishap, 0]));

  hit(mishap: Mishap): void {
    this.counts.set(mishap, (this.counts.get(mishap) ?? 0) + 1);
  }

  add(others: ReadonlyMap<Mishap, number>): void {
    for (const [mishap, count] of others) {
      this.counts.set(mishap, (this.counts.get(mishap) ?? 0) + count);
    }
  }

  /** Those that never happened. */
  get missing(): Mishap[] {
    return mishaps.filter((mishap) => this.counts.get(mishap) === 0);
  }
}
