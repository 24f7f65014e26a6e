import { beforeEach, describe, expect, test } from 'vitest';
import { doorRule, limits } from '../../limits.ts';
import { forWire } from '../access.ts';
import type { Actor, Command } from '../commands.ts';
import type { Decision } from '../decision.ts';
import { due } from '../due.ts';
import { bodiesBy } from '../keys.ts';
import { Village } from '../testing/village.ts';
import type { Phase, Session } from '../types.ts';

const phases: Phase[] = ['1', '2'].map((id) => ({
  id,
  name: `Part ${id}`,
  prompt: '',
  minutes: 5,
  writes: ['need'],
  sort: 'newest',
  atEnd: 'nudge',
}));

/** Fay facilitates, Ana was given the session, Ben takes part. */
class Hall extends Village {
  readonly session = 's_market0000';
  readonly fay = this.joins('fay', 'facilitator');
  readonly ana = this.joins('ana');
  readonly ben = this.joins('ben');

  constructor() {
    super();
    this.does(this.fay, { type: 'session.plan', session: this.session, title: 'Market', phases });
    this.does(this.fay, { type: 'session.start', session: this.session });
    this.does(this.fay, { type: 'session.lead', session: this.session, member: this.ana });
  }

  get now(): Session {
    const session = this.state.sessions.get(this.session);
    if (!session) throw new Error('there is no session');
    return session;
  }

  opens(by = this.fay, more: { asks?: boolean; shown?: string; until?: number } = {}): string {
    const { asks = false, shown = null, until = this.at + doorRule.openFor } = more;
    const secrets = { key: this.id('key'), code: this.id('code') };
    return this.says(by, { type: 'door.open', session: this.session, ...secrets, until, asks, shown });
  }

  knocks(name: string, until = this.at + doorRule.waitsFor): string {
    return answerOf(
      this.system({
        type: 'door.knock',
        session: this.session,
        device: `d_${name}`,
        hash: `hash-${name}`,
        member: `m_${name}`,
        name,
        until,
      }),
    );
  }

  waiting(): string[] {
    return bodiesBy(this.state, 'knock', 'type:knock').map(({ name }) => name);
  }

  tells(name: string): readonly string[] | undefined {
    return this.state.records.get(`knock:d_${name}`)?.to;
  }

  answers(by: string, type: 'door.admit' | 'door.refuse', ...names: string[]): string {
    return this.says(by, { type, session: this.session, knocks: names.map((name) => `d_${name}`) });
  }

  ends(): void {
    const { session } = this;
    this.does(this.fay, { type: 'session.step', session, from: this.now.phase, to: phases.length });
  }
}

let hall: Hall;
beforeEach(() => {
  hall = new Hall();
});

describe('opening', () => {
  test.each([
    ['a facilitator', (h: Hall) => h.fay, 'applied'],
    ['whoever runs the session', (h: Hall) => h.ana, 'applied'],
    ['somebody who takes part', (h: Hall) => h.ben, 'facilitatorsOnly'],
  ] as const)('by %s', (_, who, answer) => {
    expect(hall.opens(who(hall))).toBe(answer);
    expect(hall.now.door !== undefined).toBe(answer === 'applied');
  });

  test.each([
    [{}, {}],
    [{ asks: true }, { asks: true }],
    [{ shown: '482113907' }, { code: '482113907' }],
    [
      { asks: true, shown: '482113907' },
      { code: '482113907', asks: true },
    ],
  ])('with %j the board shows %j', (how, door) => {
    hall.opens(hall.fay, how);
    expect(hall.now.door).toEqual({ ...door, until: hall.at + doorRule.openFor });
  });

  test('again ends what opened it before, and sends home who waits', () => {
    hall.opens(hall.fay, { asks: true });
    hall.knocks('Cem');
    const before = bodiesBy(hall.state, 'door', 'type:door');
    hall.opens(hall.fay, { asks: true });
    const after = bodiesBy(hall.state, 'door', 'type:door');
    expect(after).toHaveLength(1);
    expect(after[0]?.code).not.toBe(before[0]?.code);
    expect(hall.waiting()).toEqual([]);
  });

  test.each([
    ['before the session', (h: Hall): void => void h.does(h.fay, step(h, -1)), 'applied'],
    ['after it', (h: Hall): void => h.ends(), 'wrongState'],
  ] as const)('%s', (_, before, answer) => {
    before(hall);
    expect(hall.opens()).toBe(answer);
  });

  test('puts no secret on the wire, not even to facilitators', () => {
    hall.opens(hall.fay, { asks: true });
    hall.knocks('Cem');
    const record = hall.state.records.get(`door:${hall.session}`)!;
    expect([record.to, record.facilitators]).toEqual([[], undefined]);
    for (const one of hall.state.records.values()) {
      expect(JSON.stringify(forWire(one))).not.toMatch(/key_|code_|hash-/);
    }
  });
});

describe('the code on the board', () => {
  test('comes and goes, and the rest of the door stays', () => {
    hall.opens(hall.fay, { asks: true });
    const show = (code: string | null): string =>
      hall.says(hall.ana, { type: 'door.show', session: hall.session, code });
    expect(show('482113907')).toBe('applied');
    expect(hall.now.door).toMatchObject({ asks: true, code: '482113907' });
    expect(show(null)).toBe('applied');
    expect(hall.now.door).toEqual({ asks: true, until: hall.at + doorRule.openFor });
  });

  test('cannot be shown where there is no door', () => {
    expect(hall.says(hall.fay, { type: 'door.show', session: hall.session, code: '482113907' })).toBe(
      'linkGone',
    );
  });
});

describe('knocking', () => {
  beforeEach(() => {
    hall.opens(hall.fay, { asks: true });
  });

  test('is told to facilitators and to whoever runs the session, also when that is another', () => {
    expect(hall.knocks('Cem')).toBe('applied');
    const record = hall.state.records.get('knock:d_Cem')!;
    expect([record.to, record.facilitators]).toEqual([[hall.ana], true]);
    hall.does(hall.fay, { type: 'session.lead', session: hall.session, member: hall.ben });
    expect(hall.tells('Cem')).toEqual([hall.ben]);
  });

  test('makes no row that the board would show', () => {
    const before = JSON.stringify([...hall.state.members.values(), ...hall.state.sessions.values()]);
    hall.knocks('Cem');
    expect(JSON.stringify([...hall.state.members.values(), ...hall.state.sessions.values()])).toBe(before);
  });

  test('a device waits once, at the place it came to first, under the name it gave last', () => {
    hall.knocks('Cem');
    const again = { session: hall.session, hash: 'hash-Cem', until: hall.at + 9 };
    hall.system({ type: 'door.knock', ...again, device: 'd_other', member: 'm_other', name: 'Cem K.' });
    const bodies = bodiesBy(hall.state, 'knock', 'type:knock');
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toMatchObject({ device: 'd_Cem', member: 'm_Cem', name: 'Cem K.', until: hall.at + 9 });
  });

  test.each([
    ['no name', '  ', 'nameFirst'],
    ['a name that is too long', 'x'.repeat(limits.name + 1), 'tooLong'],
  ])('%s', (_, name, answer) => {
    expect(hall.knocks(name)).toBe(answer);
  });

  test.each([
    ['a door that lets everyone in', (h: Hall) => void h.opens()],
    ['a door that was closed', (h: Hall) => void h.does(h.fay, act(h, 'door.close'))],
    ['a session that is over', (h: Hall): void => h.ends()],
    ['a door whose time is over', (h: Hall) => h.waits(doorRule.openFor)],
    ['a session that there is not', (h: Hall) => h.state.sessions.delete(h.session)],
  ])('at %s is no knocking', (_, before) => {
    before(hall);
    expect(hall.knocks('Cem')).toBe('linkGone');
  });

  test('so many wait and no more, and those who wait are heard all the same', () => {
    for (let nth = 0; nth < limits.knocks; nth += 1) expect(hall.knocks(`n${nth}`)).toBe('applied');
    expect(hall.knocks('late')).toBe('boardFull');
    expect(hall.knocks('n3')).toBe('applied');
  });

  test('a banned device does not get as far', () => {
    hall.does(hall.fay, { type: 'member.remove', member: hall.ben, ban: true });
    expect(hall.knocks('ben')).toBe('banned');
  });

  test('a device that is in has no need to', () => {
    expect(hall.knocks('ben')).toBe('exists');
  });

  test('whoever is not heard of leaves', () => {
    hall.knocks('Cem');
    hall.waits(doorRule.heardEvery);
    hall.knocks('Dao');
    hall.waits(doorRule.waitsFor - doorRule.heardEvery);
    for (const { command } of due(hall.state, hall.at)) hall.system(command);
    expect(hall.waiting()).toEqual(['Dao']);
    expect(due(hall.state, hall.at)).toEqual([]);
  });

  test('whoever left and came back meanwhile waits on', () => {
    hall.knocks('Cem', hall.at + 5);
    hall.knocks('Cem', hall.at + 9);
    hall.system({ type: 'door.leave', device: 'd_Cem', until: hall.at + 5 });
    expect(hall.waiting()).toEqual(['Cem']);
    hall.system({ type: 'door.leave', device: 'd_Cem', until: hall.at + 9 });
    expect(hall.waiting()).toEqual([]);
  });
});

describe('answering', () => {
  beforeEach(() => {
    hall.opens(hall.fay, { asks: true });
    for (const name of ['Cem', 'Dao', 'Eva']) hall.knocks(name);
  });

  test('those let in are members, with the device they knocked with', () => {
    expect(hall.answers(hall.ana, 'door.admit', 'Dao', 'Cem')).toBe('applied');
    expect(hall.state.members.get('m_Dao')).toMatchObject({ name: 'Dao', role: 'member', joined: hall.at });
    expect(hall.state.records.get('device:d_Cem')?.body).toMatchObject({ member: 'm_Cem', hash: 'hash-Cem' });
    expect(hall.waiting()).toEqual(['Eva']);
  });

  test('nobody is let in twice', () => {
    hall.answers(hall.fay, 'door.admit', 'Cem');
    expect(hall.answers(hall.ana, 'door.admit', 'Cem')).toBe('linkGone');
    expect(hall.knocks('Cem')).toBe('exists');
    expect([...hall.state.members.values()].filter(({ name }) => name === 'Cem')).toHaveLength(1);
  });

  test('who is told "not today" knocks in vain, until the door is opened anew', () => {
    expect(hall.answers(hall.fay, 'door.refuse', 'Cem')).toBe('applied');
    expect(hall.waiting()).toEqual(['Dao', 'Eva']);
    expect(hall.knocks('Cem')).toBe('linkGone');
    hall.opens(hall.fay, { asks: true });
    expect(hall.knocks('Cem')).toBe('applied');
  });

  test.each(['door.admit', 'door.refuse'] as const)('%s is not for those who take part', (type) => {
    expect(hall.answers(hall.ben, type, 'Cem')).toBe('facilitatorsOnly');
    expect(hall.waiting()).toEqual(['Cem', 'Dao', 'Eva']);
  });

  test('a full board lets in whom it has room for', () => {
    for (let nth = hall.state.members.size; nth < limits.people - 1; nth += 1) {
      const row = { ...hall.state.members.get(hall.ben)!, id: `m_x${nth}` };
      hall.state.members.set(row.id, row);
    }
    expect(hall.answers(hall.fay, 'door.admit', 'Cem', 'Dao')).toBe('applied');
    expect(hall.waiting()).toEqual(['Dao', 'Eva']);
    expect(hall.answers(hall.fay, 'door.admit', 'Dao')).toBe('boardFull');
  });

  test('who waits when the door begins to let everyone in is no concern of it any more', () => {
    hall.does(hall.ana, { type: 'door.ask', session: hall.session, asks: false });
    expect([hall.now.door?.asks, hall.waiting()]).toEqual([undefined, []]);
  });
});

describe('the door goes', () => {
  beforeEach(() => {
    hall.opens(hall.fay, { asks: true, shown: '482113907' });
    hall.knocks('Cem');
  });

  test.each([
    ['when it is closed', (h: Hall) => void h.does(h.ana, act(h, 'door.close'))],
    ['with the session', (h: Hall): void => h.ends()],
    [
      'with a session that is dropped',
      (h: Hall) => {
        h.does(h.fay, step(h, -1));
        h.does(h.fay, { type: 'session.drop', session: h.session });
      },
    ],
    [
      'by itself',
      (h: Hall) => {
        h.waits(doorRule.openFor);
        for (const { command } of due(h.state, h.at)) h.system(command);
      },
    ],
  ])('%s, and nothing of it is left', (_, goes) => {
    goes(hall);
    expect(hall.state.sessions.get(hall.session)?.door).toBeUndefined();
    const left = [...hall.state.records.values()].filter(({ body }) => /^(door|knock)$/.test(body.type));
    expect(left).toEqual([]);
  });

  test('and a session that is taken up again has none', () => {
    hall.ends();
    hall.does(hall.fay, step(hall, 0));
    expect(hall.now).toMatchObject({ state: 'running' });
    expect(hall.now.door).toBeUndefined();
  });
});

test('nobody but the server opens it or knocks', () => {
  const by = (actor: Actor, type: 'door.open' | 'door.knock'): string =>
    answerOf(
      hall.run(
        actor,
        type === 'door.open'
          ? { type, session: hall.session, key: 'k', code: 'c', until: hall.at + 9, asks: false, shown: null }
          : { type, session: hall.session, device: 'd', hash: 'h', member: 'm', name: 'Cem', until: 9 },
      ),
    );
  expect(by({ type: 'link', role: 'member' }, 'door.open')).toBe('viewersOnlyLook');
  expect(by({ type: 'link', role: 'member' }, 'door.knock')).toBe('viewersOnlyLook');
  expect(by({ type: 'member', member: hall.fay }, 'door.knock')).toBe('facilitatorsOnly');
});

function answerOf(decision: Decision): string {
  return decision.ok ? 'applied' : decision.refusal.code;
}

function step(h: Hall, to: number): Command {
  return { type: 'session.step', session: h.session, from: h.now.phase, to };
}

function act(h: Hall, type: 'door.close'): Command {
  return { type, session: h.session };
}
