/** A template as a file that people pass on: JSON with the name and version of its format. Whoever wrote it is not trusted. */
import { phasesFault } from '#shared/board/session/phases.ts';
import { phaseEnds, type Phase, phaseSorts, reveals } from '#shared/board/types.ts';
import { limits, sessionRule } from '#shared/limits.ts';
import { everything } from './template.ts';

const FORMAT = 'tilth-session-template';
const VERSION = 1;

/** A session that is not planned yet: what is kept on a device and passed on as a file. */
export interface Plan {
  title: string;
  phases: readonly Phase[];
}

export function writeFile({ title, phases }: Plan): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, title, phases }, null, 2)}\n`;
}

export type ReadFile =
  | { ok: true; plan: Plan }
  /** It is no such file at all; or of a later version; or one thing in it is not as it must be. */
  | { ok: false; why: 'other' | 'version' }
  | { ok: false; why: 'field'; field: string; part: number | null };

/** Reads what {@link writeFile} wrote, field by field. Fields that are not known are left out. */
export function readFile(text: string): ReadFile {
  const file = parsed(text);
  if (!isObject(file) || file['format'] !== FORMAT) return { ok: false, why: 'other' };
  if (file['version'] !== VERSION) return { ok: false, why: 'version' };
  return readPlan(file);
}

/** The same of what lies on the device, where no name of a format is needed. */
export function readPlan(value: unknown): ReadFile {
  if (!isObject(value)) return { ok: false, why: 'other' };
  const { title, phases: parts } = value;
  if (!isWords(title, 1, limits.sessionTitle)) return bad('title', null);
  if (!Array.isArray(parts) || parts.length === 0 || parts.length > limits.phases) return bad('phases', null);
  const phases: Phase[] = [];
  for (const [index, part] of parts.entries()) {
    const fault = isObject(part) ? faultOf(part) : 'name';
    if (fault) return bad(fault, index + 1);
    phases.push(known(part as Phase));
  }
  // what holds between parts: ids that are each other's, above all
  return phasesFault(phases) ? bad('id', null) : { ok: true, plan: { title: title.trim(), phases } };
}

function bad(field: string, part: number | null): ReadFile {
  return { ok: false, why: 'field', field, part };
}

type Check = (value: unknown) => boolean;
const oneOf =
  (values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const orNone =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const checks: { readonly [F in keyof Phase]-?: Check } = {
  id: (value) => typeof value === 'string' && /^[0-9A-Za-z]{1,24}$/.test(value),
  name: (value) => isWords(value, 1, limits.phaseName),
  prompt: (value) => isWords(value, 0, limits.phasePrompt),
  minutes: (value) => typeof value === 'number' && value > 0 && value <= limits.phaseMinutes,
  writes: (value) => Array.isArray(value) && value.every(oneOf(everything)),
  silent: orNone(oneOf(reveals)),
  promotions: orNone(oneOf([true, false])),
  sort: oneOf(phaseSorts),
  groups: orNone(
    (value) =>
      Number.isInteger(value) &&
      Number(value) >= sessionRule.groupLeast &&
      Number(value) <= sessionRule.groupMost,
  ),
  atEnd: oneOf(phaseEnds),
};

/** The first field of a part that is not as it must be, or null. */
function faultOf(part: Record<string, unknown>): string | null {
  for (const [field, check] of Object.entries(checks)) if (!check(part[field])) return field;
  return null;
}

function known({ id, name, prompt, minutes, writes, silent, promotions, sort, groups, atEnd }: Phase): Phase {
  return {
    id,
    name,
    prompt,
    minutes,
    writes: [...new Set(writes)],
    ...(silent && { silent }),
    ...(promotions && { promotions }),
    sort,
    ...(groups && { groups }),
    atEnd,
  };
}

function isWords(value: unknown, least: number, most: number): value is string {
  return typeof value === 'string' && value.trim().length >= least && value.length <= most;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
