import { describe, expect, it } from 'vitest';
import { FixtureSession } from '../fixture.ts';
import { me } from '../fixture-board.ts';
import { market } from '../fixture-session.ts';
import { doorKept, keepDoor } from './door-secrets.ts';
import { doorView } from './door-view.ts';

const hana = 'm_hana000000';
const secrets = { key: 'k', code: '482113907', until: 9 };

function at(door?: { until: number; code?: string; asks?: true }, more = {}): FixtureSession {
  const session = new FixtureSession('board');
  session.as(hana, { type: 'member.role', member: me, role: 'facilitator' });
  session.hold(market({ ...(door && { door }), ...more }));
  return session;
}
const viewOf = (session: FixtureSession, who = me) =>
  doorView(session.snapshot.state, who, (id) => doorKept(session, id), session.now());

describe('the door', () => {
  it.each([
    [undefined, { state: 'closed', code: null, key: null, shown: false }],
    [{ until: 9 }, { state: 'open', code: '482113907', key: 'k', shown: false }],
    [
      { until: 9, asks: true as const },
      { state: 'asks', code: '482113907', key: 'k' },
    ],
    [
      { until: 9, code: '482113907' },
      { state: 'open', code: '482113907', key: 'k', shown: true },
    ],
    // opened anew on another device
    [{ until: 10 }, { state: 'open', code: null, key: null, shown: false }],
    [
      { until: 10, code: '111222333' },
      { state: 'open', code: '111222333', key: null, shown: true },
    ],
  ] as const)('%j is %j', (door, view) => {
    const session = at(door);
    keepDoor(session, market().id, secrets);
    expect(viewOf(session)).toMatchObject(view);
  });

  it('is for whoever may run the session, while there is one', () => {
    expect(viewOf(at(), 'm_ines000000')).toBeNull();
    expect(viewOf(at(undefined, { lead: 'm_ines000000' }), 'm_ines000000')).not.toBeNull();
    expect(viewOf(at(undefined, { state: 'ended' }))).toBeNull();
    expect(viewOf(new FixtureSession('board'))).toBeNull();
  });

  it('what is kept and cannot be read is not known', () => {
    const session = at({ until: 9 });
    for (const words of ['', 'no JSON', '"text"', '{"key":1}', 'null']) {
      session.keepTyped(`door:${market().id}`, words);
      expect(viewOf(session)).toMatchObject({ code: null, key: null });
    }
  });
});
