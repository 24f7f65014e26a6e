import { expect, it } from 'vitest';
import type { Session } from '#shared/board/types.ts';
import { templates } from '#client/session-templates/index.ts';
import { type ControlName, controlsOf } from './controls.ts';

const phases = templates[0]?.phases(0) ?? [];
const session: Session = {
  id: 's_test00000000',
  title: 'Market',
  state: 'running',
  phases,
  phase: 2,
  since: 0,
  length: 60_000,
  used: [],
  silent: 0,
  rounds: [],
  lead: '',
  led: 0,
  order: [],
};

it.each<[string, Partial<Session>, ControlName[], ControlName | null]>([
  ['planned', { state: 'planned', phase: 0 }, ['start'], 'start'],
  ['running', {}, ['back', 'pause', 'minute', 'end', 'soon', 'next'], 'next'],
  ['paused', { paused: 30_000 }, ['back', 'resume', 'minute', 'end', 'soon', 'next'], 'next'],
  [
    'with a step announced',
    { coming: { phase: 3, at: 10_000 } },
    ['back', 'pause', 'minute', 'end', 'notYet', 'next'],
    'next',
  ],
  ['in its last part', { phase: phases.length - 1 }, ['back', 'pause', 'minute', 'end'], 'end'],
  ['ended', { state: 'ended', phase: phases.length }, ['back'], null],
])('a session that is %s', (_, fields, names, filled) => {
  const controls = controlsOf({ ...session, ...fields });
  expect(controls.map(({ is }) => is)).toEqual(names);
  expect(controls.find((control) => control.filled)?.is ?? null).toBe(filled);
});

it('steps from the part that is on, and at once', () => {
  const step = (is: ControlName): unknown => controlsOf(session).find((one) => one.is === is)?.command;
  const common = { type: 'session.step', session: session.id, from: 2 };
  expect(step('next')).toEqual({ ...common, to: 3 });
  expect(step('back')).toEqual({ ...common, to: 1 });
  expect(step('soon')).toEqual({ ...common, to: 3, after: 10_000 });
  expect(step('end')).toEqual({ ...common, to: phases.length });
});

it('asks before the end only while there are parts to come', () => {
  const asks = (phase: number): boolean =>
    controlsOf({ ...session, phase }).some((control) => control.is === 'end' && control.asks);
  expect(asks(2)).toBe(true);
  expect(asks(phases.length - 1)).toBe(false);
});
