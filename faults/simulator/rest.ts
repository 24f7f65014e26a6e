/** At rest: the storm is over, everything that waited has been said, and all that was promised must hold. */
import * as Y from 'yjs';
import { gunzipSync } from 'node:zlib';
import type { Row } from '#client/sync/keep/port.ts';
import { tableNames, type State } from '#shared/board/types.ts';
import { newBoardCopy, readBoard } from '#shared/doc/board.ts';
import { fromBase64, unpackBytes } from '#shared/doc/pack.ts';
import { plainText } from '#shared/doc/text.ts';
import { time } from '#shared/limits.ts';
import { due } from '#shared/board/due.ts';
import { leave } from './going.ts';
import type { Page, Person } from './people.ts';
import type { Street } from './street.ts';
import { lateLaws } from './truth.ts';

/** The longest that it may take until everything has been said, ms. */
const PATIENCE = 10 * time.MINUTE;

/** Ends the storm and waits. */
export async function comeToRest(street: Street): Promise<void> {
  const { world, disk } = street;
  street.trace.say('the storm is over');
  disk.slow = 0;
  disk.doubts = [];
  disk.bells = [];
  disk.fullUntil = 0;
  disk.awayUntil = 0;
  for (const node of street.nodes) {
    if (node.paused) node.resume();
    node.start();
    node.skew = 0;
  }
  for (const person of street.people) {
    person.online = true;
    person.full = false;
    for (const { connection } of person.pages) if (connection) connection.delay = connection.chokedUntil = 0;
  }
  // what closed pages left is taken over when their leases have ended; a connection may only seem to be there
  await world.pass(45 * time.SECOND);
  const end = world.now + PATIENCE;
  while (!quiet(street) && world.now < end) await world.pass(time.SECOND);
  if (!quiet(street)) return street.fail(`it does not come to rest: ${restless(street)}`);
  sendHome(street);
  // what everyone sees before anything makes them ask again
  for (const { pages } of street.people) for (const page of pages) checkCopy(street, page);
  for (let tries = 0; tries < 5; tries += 1) {
    const { seq } = street.truth;
    // everyone says once more what they have
    for (const connection of street.connections()) connection.break({ tail: 'arrives', heard: 'soon' });
    await world.pass(3 * time.SECOND);
    while (!quiet(street) && world.now < end) await world.pass(time.SECOND);
    if (!quiet(street)) return street.fail(`it does not come to rest again: ${restless(street)}`);
    await world.pass(6 * time.SECOND);
    if (street.truth.seq === seq) return;
  }
  street.fail('the log goes on growing');
}

/** Who was let in is in; who still waits goes home. */
function sendHome(street: Street): void {
  for (const [hash, { person, pages }] of street.knocking) {
    const member = street.truth.memberOf(hash);
    for (const page of person.pages.filter((page) => pages.has(page))) {
      const { me, connection } = page.session.snapshot;
      if (me.type === 'member') continue;
      if (member === null) leave(street, page);
      else street.fail(`${page.name} was let in as ${member}, and has ${JSON.stringify(connection)}`);
    }
  }
}

function quiet({ people }: Street): boolean {
  return people.every(({ pages }) => pages.every(isQuiet));
}

function isQuiet({ session: { snapshot } }: Page): boolean {
  const { connection, pending } = snapshot;
  // who was removed has nothing to wait for
  return (
    connection.state === 'closed' ||
    (connection.state === 'live' && connection.unsaved === 0 && pending.size === 0)
  );
}

function restless({ people }: Street): string {
  const busy = people.flatMap(({ pages }) => pages.filter((page) => !isQuiet(page)));
  return busy
    .map(
      ({ name, session: { snapshot } }) =>
        `${name} ${JSON.stringify([snapshot.connection, [...snapshot.pending]])}`,
    )
    .join('; ');
}

/** Rows in an order of their own, so that equal boards are equal strings. */
function canonical(state: State): string {
  return JSON.stringify(
    tableNames.map((table) =>
      [...state[table].values()]
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map((row) => Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    ),
  );
}

/** Everything that must hold once nothing moves any more. */
export async function checkAtRest(street: Street): Promise<void> {
  if (street.violations.length > 0) return;
  const { truth } = street;
  const expected = canonical(truth.state);
  const vector = await checkNodes(street, expected);
  for (const person of street.people) {
    for (const page of person.pages) checkPage(street, page, vector);
    await checkWords(street, person);
  }
  checkTexts(street);
  if (due(truth.state, truth.at).length > 0) street.fail('something that was due has not been done');
  const late = lateLaws(truth.state, Math.max(truth.at, street.world.now));
  if (late !== null) street.fail(late);
}

/** @returns the state vector that all nodes' documents have, hex */
async function checkNodes(street: Street, expected: string): Promise<string> {
  let first: { node: string; held: string } | null = null;
  let vector = '';
  for (const node of street.nodes) {
    let found: Awaited<ReturnType<typeof node.rooms.hold>> | undefined;
    void node.rooms.hold(street.board.id).then((hold) => (found = hold));
    await street.world.until(() => found !== undefined);
    const room = found?.room;
    if (!room) {
      street.fail(`${node.name} does not find the board`);
      continue;
    }
    if (room.seq !== street.truth.seq)
      street.fail(`${node.name} is at ${room.seq}, the log at ${street.truth.seq}`);
    if (canonical(room.state) !== expected) street.fail(`${node.name} holds another board than the log`);
    let joining = room.join({});
    if (!joining) {
      let made = false;
      void room.joinable().then(() => (made = true));
      await street.world.until(() => made);
      joining = room.join({});
    }
    const { updates, gzip, frame } = joining!;
    const doc = newBoardCopy();
    for (const update of unpackBytes(gzip ? new Uint8Array(gunzipSync(updates)) : updates))
      Y.applyUpdateV2(doc, update);
    if (frame?.update) Y.applyUpdate(doc, fromBase64(frame.update));
    if (canonical(readBoard(doc)) !== expected) street.fail(`the document of ${node.name} is another board`);
    // structs and deletions, whichever way each node came to join runs of them
    const held = Buffer.from(Y.encodeSnapshot(Y.snapshot(doc))).toString('hex');
    vector = Buffer.from(Y.encodeStateVector(doc)).toString('hex');
    doc.destroy();
    first ??= { node: node.name, held };
    if (held !== first.held) street.fail(`the documents of ${first.node} and ${node.name} differ`);
    found?.release();
  }
  return vector;
}

/** Does the page show what the log says? */
function checkCopy(street: Street, page: Page): void {
  const { connection, state } = page.session.snapshot;
  if (connection.state === 'live' && canonical(state) !== canonical(street.truth.state))
    street.fail(`${page.name} shows another board than the log`);
}

function checkPage(street: Street, page: Page, vector: string): void {
  if (page.session.snapshot.connection.state !== 'live') return;
  checkCopy(street, page);
  if (street.vectors.get(page) !== vector)
    street.fail(`${page.name} has the state vector ${street.vectors.get(page)}, the nodes ${vector}`);
  for (const [text, open] of page.texts) {
    const says = street.truth.plain(text);
    if (open.mayEdit && says !== null && open.value !== says)
      street.fail(
        `${page.name} shows ${JSON.stringify(open.value)} in ${text}, which says ${JSON.stringify(says)}`,
      );
  }
}

/** What a text says is what everyone reads of it. */
function checkTexts(street: Street): void {
  const { truth } = street;
  for (const text of truth.texts.keys()) {
    const shown = text === 'notes' ? truth.state.meta.get('board')?.notes : truth.state.cards.get(text)?.body;
    if (shown !== undefined && shown !== truth.plain(text)) street.fail(`${text} is not settled`);
  }
}

/** Every word somebody wrote is on the board, or with them. */
async function checkWords(street: Street, person: Person): Promise<void> {
  const rows = await person.keep.load(street.board.id);
  const drafts = person.pages.map(({ session }) => session.snapshot.drafts);
  const aside = JSON.stringify([rows.map(wordsOf), drafts]);
  const { truth } = street;
  for (const { token, by, place, seq, undone } of street.words.values()) {
    if (by !== person || undone || aside.includes(token)) continue;
    if (seq === null)
      street.fail(`${person.name}'s ${token} (${place.in}) is neither on the board nor with them`);
    else if (place.in === 'text') {
      const says = truth.plain(place.text);
      // a card that its author took back for good took its text along
      if (says !== null && says.split(token).length !== 2)
        street.fail(
          `${person.name}'s ${token} stands ${says.split(token).length - 1} times in ${place.text}`,
        );
    }
  }
}

/** What a device keeps, with the words that lie in documents. */
function wordsOf(row: Row): unknown {
  switch (row.kind) {
    case 'copy':
      // the board's words, not its own
      return null;
    case 'text':
      return plainText(row.value.doc);
    case 'outbox':
      return [row.value.command, row.value.text && plainText(row.value.text)];
    case 'draft':
    case 'typed':
    case 'device':
    case 'entering':
    case 'key':
    case 'seen':
    case 'lease':
      return row.value;
  }
}
