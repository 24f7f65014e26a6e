import { expect, it } from 'vitest';
import { FixtureSession } from '#client/view/fixture.ts';
import { me } from '#client/view/fixture-board.ts';
import { templates } from '#client/session-templates/index.ts';
import { conducted, inCockpit, placeWords } from './conducted.ts';

const hana = 'm_hana000000';
const id = 's_test00000000';
const minute = 60_000;

/** A board whose facilitator is Hana, with a session as far as it has come. */
function board(state: 'none' | 'planned' | 'running' | 'ended'): FixtureSession {
  const session = new FixtureSession('board');
  const phases = templates[0]?.phases(0) ?? [];
  if (state !== 'none') session.as(hana, { type: 'session.plan', session: id, title: 'Market', phases });
  if (state === 'running' || state === 'ended') session.as(hana, { type: 'session.start', session: id });
  if (state === 'ended') {
    session.as(hana, { type: 'session.step', session: id, from: 0, to: phases.length });
  }
  return session;
}

it.each<['none' | 'planned' | 'running' | 'ended', number, string | null, boolean]>([
  ['none', 0, hana, false],
  ['planned', 0, hana, true],
  ['running', 0, hana, true],
  ['running', 0, me, false],
  ['running', 0, null, false],
  ['ended', 14 * minute, hana, true],
  ['ended', 16 * minute, hana, false],
])('a session that is %s, after %i ms, is run by %s: %s', (state, after, who, runs) => {
  const session = board(state);
  expect(conducted(session.snapshot.state, who, session.now() + after)?.id).toBe(runs ? id : undefined);
});

it('is run by whoever it was handed to', () => {
  const session = board('running');
  expect(session.as(hana, { type: 'session.lead', session: id, member: me })).toBeNull();
  expect(conducted(session.snapshot.state, me, session.now())?.id).toBe(id);
});

it.each([
  ['what was there when they came', '', id, true],
  ['what comes later is offered', '', '', false],
  ['they went to the board', placeWords('board', id), id, false],
  ['they went to the cockpit', placeWords('cockpit', id), '', true],
  ['what they chose in another session counts no more', placeWords('board', 's_other000000'), id, true],
])('%s', (_, kept, found, shown) => {
  expect(inCockpit(id, kept, found)).toBe(shown);
});
