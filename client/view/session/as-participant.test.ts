import { expect, it } from 'vitest';
import { FixtureSession } from '#client/view/fixture.ts';
import { me } from '#client/view/fixture-board.ts';
import { sceneOf } from '#client/view/detail/scene.ts';
import { viewerOf } from '#client/view/viewer.ts';
import { asParticipant } from './as-participant.ts';
import { conducted } from './cockpit/conducted.ts';

const mine = new FixtureSession('cockpit');
const theirs = asParticipant(mine);

it('shows nothing of a facilitator’s', () => {
  expect(viewerOf(mine.snapshot).facilitator).toBe(true);
  expect(viewerOf(theirs.snapshot).facilitator).toBe(false);
  expect(sceneOf(theirs.snapshot, 0).role).toBe('member');
  const { state } = theirs.snapshot;
  expect(conducted(mine.snapshot.state, me, 0)).not.toBeNull();
  expect(conducted(state, me, 0)).toBeNull();
  // others keep theirs, and all else is as it was
  expect(state.members.get('m_hana000000')?.role).toBe('facilitator');
  expect([...state.members.values()]).toHaveLength(mine.snapshot.state.members.size);
  expect(state.cards).toBe(mine.snapshot.state.cards);
});

it('follows what changes, and does what is asked', async () => {
  let heard = 0;
  theirs.subscribe(() => (heard += 1));
  expect(theirs.snapshot).toBe(theirs.snapshot);
  const before = theirs.snapshot;
  await theirs.run({ type: 'member.rename', member: me, name: 'Nadia B' });
  expect(heard).toBe(1);
  expect(theirs.snapshot).not.toBe(before);
  expect(theirs.snapshot.state.members.get(me)).toMatchObject({ name: 'Nadia B', role: 'member' });
});
