import { describe, expect, test } from 'vitest';
import type { Command } from '#shared/board/commands.ts';
import { Outbox } from './outbox.ts';

const ids = ['c_aaaaaaaaaa', 'c_bbbbbbbbbb', 'c_cccccccccc'] as const;
const withdraw = (card: string): Command => ({ type: 'card.withdraw', card });
const rename = (card: string, is: string, was: string): Command => ({
  type: 'card.edit',
  card,
  title: { is, was },
});
let made = 0;
const add = (outbox: Outbox, command: Command) => outbox.add(command, `q_${(made += 1)}`, made);

describe('what may be sent', () => {
  test('different things go together, in order, up to the number allowed at once', () => {
    const outbox = new Outbox();
    const entries = ids.map((id) => add(outbox, withdraw(id)));
    expect(outbox.ready(16)).toEqual(entries);
    expect(outbox.ready(2)).toEqual(entries.slice(0, 2));
  });

  test('two about the same thing go one after the other', () => {
    const outbox = new Outbox();
    const first = add(outbox, rename(ids[0], 'B', 'A'));
    const second = add(outbox, withdraw(ids[0]));
    const apart = add(outbox, withdraw(ids[1]));
    expect(outbox.ready(16)).toEqual([first, apart]);
    first.state = { is: 'inFlight' };
    expect(outbox.ready(16)).toEqual([apart]);
    first.state = { is: 'acked', seq: 5 };
    expect(outbox.ready(16)).toEqual([second, apart]);
  });

  test('one that was in flight when a connection ended goes alone', () => {
    const outbox = new Outbox();
    const [first, second] = ids.map((id) => add(outbox, withdraw(id)));
    first!.state = { is: 'inFlight' };
    expect(outbox.lost(false)).toEqual([first]);
    expect(first!.losses).toBe(0);
    first!.state = { is: 'inFlight' };
    expect(outbox.lost(true)).toEqual([first]);
    expect(first!.losses).toBe(1);
    expect(outbox.ready(16)).toEqual([first]);
    first!.state = { is: 'inFlight' };
    expect(outbox.ready(16)).toEqual([]);
    first!.state = { is: 'acked', seq: 1 };
    expect(outbox.ready(16)[0]).toBe(second);
  });
});

describe('folding', () => {
  test('changes that have not been sent become one, under the first id', () => {
    const outbox = new Outbox();
    const first = add(outbox, rename(ids[0], 'B', 'A'));
    expect(add(outbox, rename(ids[0], 'C', 'B'))).toBe(first);
    expect(first.command).toEqual(rename(ids[0], 'C', 'A'));
    expect(outbox.unsaved).toBe(1);
  });

  test('not with one that was sent, even if it came back', () => {
    const outbox = new Outbox();
    const first = add(outbox, rename(ids[0], 'B', 'A'));
    first.sent = true;
    expect(add(outbox, rename(ids[0], 'C', 'B'))).not.toBe(first);
  });

  test('not with one that another page made: if that page wakes, it sends what it wrote under the same id', () => {
    const outbox = new Outbox();
    const command = rename(ids[0], 'B', 'A');
    const adopted = outbox.adopt({ id: 'q_theirs', at: 0, command, sent: false, losses: 0 });
    expect(add(outbox, rename(ids[0], 'C', 'B'))).not.toBe(adopted);
    expect(adopted?.command).toEqual(command);
  });

  test('not across another command about the same thing', () => {
    const outbox = new Outbox();
    add(outbox, rename(ids[0], 'B', 'A'));
    add(outbox, withdraw(ids[0]));
    add(outbox, rename(ids[0], 'C', 'B'));
    expect(outbox.entries.length).toBe(3);
  });
});

describe('what is saved', () => {
  test('stays in sight until the copy has reached it', () => {
    const outbox = new Outbox();
    const entry = add(outbox, withdraw(ids[0]));
    entry.state = { is: 'acked', seq: 7 };
    expect(outbox.unsaved).toBe(0);
    outbox.reached(6);
    expect(outbox.entries).toEqual([entry]);
    outbox.reached(7);
    expect(outbox.entries).toEqual([]);
  });

  test('goes again if the server turns out to have lost it', () => {
    const outbox = new Outbox();
    const entry = add(outbox, withdraw(ids[0]));
    entry.state = { is: 'acked', seq: 7 };
    expect(outbox.endsAt(6)).toEqual([entry]);
    expect(outbox.unsaved).toBe(1);
    expect(outbox.ready(1)).toEqual([entry]);
  });
});

test('what an earlier visit left comes in the order in which it was made, once', () => {
  const outbox = new Outbox();
  const kept = (id: string, at: number) => ({ id, at, command: withdraw(ids[0]), sent: true, losses: 0 });
  outbox.add(withdraw(ids[1]), 'q_new', 5);
  outbox.adopt(kept('q_older', 2));
  outbox.adopt(kept('q_old', 3));
  outbox.adopt(kept('q_old', 3));
  expect(outbox.entries.map(({ id }) => id)).toEqual(['q_older', 'q_old', 'q_new']);
});
