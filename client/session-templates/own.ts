/** A facilitator's own templates, as they are kept on the device. */
import { limits } from '#shared/limits.ts';
import { type Plan, readPlan } from './file.ts';

/** Under which name the device keeps them; see `keepTyped`. */
export const ownKey = 'session:own-templates';

/** Those that can be read, the newest last. */
export function readOwn(kept: string): readonly Plan[] {
  let all: unknown;
  try {
    all = JSON.parse(kept || '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(all)) return [];
  return all.flatMap((one) => {
    const read = readPlan(one);
    return read.ok ? [read.plan] : [];
  });
}

/** With this one, which takes the place of another of its title; the oldest makes room. */
export function withOwn(own: readonly Plan[], plan: Plan): readonly Plan[] {
  return [...own.filter(({ title }) => title !== plan.title), plan].slice(-limits.ownTemplates);
}

export function withoutOwn(own: readonly Plan[], title: string): readonly Plan[] {
  return own.filter((plan) => plan.title !== title);
}
