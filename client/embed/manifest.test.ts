/** What the package says of the element (custom-elements.json, index.d.ts) is what the element is. */
import { describe, expect, it } from 'vitest';
import { kinds } from '#shared/board/types.ts';
import type { BoardEvents } from './events.ts';
import type {
  TilthBoardAttributes as PublishedAttributes,
  TilthBoard as PublishedBoard,
  TilthBoardEvents as PublishedEvents,
  TilthBoardProperties as PublishedProperties,
} from './package/index.d.ts';
import manifest from './package/custom-elements.json' with { type: 'json' };
import { type Attribute, attributes, propertyOf, type Settings } from './settings.ts';
import { coloured } from './style.ts';
import { TilthBoard } from './tilth-board.ts';

interface Named {
  name: string;
}

const files = import.meta.glob<string>('./**/*.ts', { query: '?raw', import: 'default', eager: true });
const code = Object.entries(files)
  .filter(([path]) => !/\.(test|d)\.ts$/.test(path))
  .map(([, text]) => text)
  .join('\n');

/** All that a pattern finds in the code of the element, each once, in the order of the alphabet. */
function found(pattern: RegExp): string[] {
  const all = [...code.matchAll(pattern)].flatMap(([, words = '']) =>
    words.includes('${kind}') ? kinds.map((kind) => words.replace('${kind}', kind)) : [words],
  );
  return [...new Set(all.flatMap((words) => words.split(' ')))].sort();
}
const names = (list: readonly Named[]): string[] => list.map(({ name }) => name).sort();

const [module] = manifest.modules;
const element = module!.declarations[0]!;

/** Of the class itself: what a page can read, set and call. */
function own(what: 'properties' | 'methods'): string[] {
  const all = Object.entries(Object.getOwnPropertyDescriptors(TilthBoard.prototype));
  return all
    .filter(([name, { get, value }]) =>
      what === 'properties' ? get : typeof value === 'function' && !/Callback$|^constructor$/.test(name),
    )
    .map(([name]) => name)
    .sort();
}

describe('the manifest', () => {
  it('is of this element', () => {
    expect([element.tagName, element.name]).toEqual(['tilth-board', TilthBoard.name]);
    expect(module!.exports[0]!.declaration.name).toBe(TilthBoard.name);
  });

  it('names its attributes, and the properties that mirror them', () => {
    expect(names(element.attributes)).toEqual([...attributes].sort());
    for (const { name, fieldName } of element.attributes) expect(fieldName).toBe(propertyOf(name));
  });

  it('names its properties and methods', () => {
    const members = (kind: string) => names(element.members.filter((one) => one.kind === kind));
    expect(members('field')).toEqual(own('properties'));
    expect(members('method')).toEqual(own('methods'));
  });

  it('names its events', () => {
    const told = {
      ready: true,
      'card-added': true,
      match: true,
      'phase-change': true,
      live: true,
      reading: true,
      error: true,
    } satisfies Record<keyof BoardEvents, true>;
    expect(names(element.events)).toEqual(
      Object.keys(told)
        .map((name) => `tilth-${name}`)
        .sort(),
    );
    // what the compiler lets through as an event is told somewhere
    expect(Object.keys(told).filter((name) => !code.includes(`'${name}'`))).toEqual([]);
  });

  it('names its slots and parts', () => {
    expect(names(element.slots)).toEqual(['', ...found(/'slot', \{ name: '([a-z-]+)' \}/g)]);
    expect(names(element.cssParts)).toEqual(found(/\bpart: ['`]([^'`]+)['`]/g));
  });

  it('names its custom properties', () => {
    const colours = coloured.map((name) => `--tilth-${name}`);
    const others = found(/var\(--tilth-([a-z-]+)/g).map((name) => `--tilth-${name}`);
    expect(names(element.cssProperties)).toEqual([...colours, ...others].sort());
  });
});

/** Whether one type is the other, to the letter. */
type Same<A, B> = [A, keyof A] extends [B, keyof B]
  ? [B, keyof B] extends [A, keyof A]
    ? true
    : false
  : false;
type Own<E> = Pick<E, Exclude<keyof E, keyof HTMLElement | `${string}Callback`>>;
type Published = Own<PublishedBoard>;

it('the types that are published are those of the element', () => {
  const element: Same<Own<TilthBoard>, Published> = true;
  const events: { [N in keyof BoardEvents]: Same<BoardEvents[N], PublishedEvents[`tilth-${N}`]> } = {
    ready: true,
    'card-added': true,
    match: true,
    'phase-change': true,
    live: true,
    reading: true,
    error: true,
  };
  const all: Same<Record<`tilth-${keyof BoardEvents}`, 0>, Record<keyof PublishedEvents, 0>> = true;
  expect([element, all, ...Object.values(events)]).not.toContain(false);
});

it('what frameworks are told of its tag is what can stand there', () => {
  type Said = PublishedAttributes;
  const inTags: Same<Record<keyof Said, 0>, Record<Attribute, 0>> = true;
  const looks: [
    Same<NonNullable<Said['view']>, Settings['view']>,
    Same<NonNullable<Said['theme']>, Settings['theme']>,
  ] = [true, true];
  // the rest of what a page sets: no method, and under no name that is an attribute already
  type Set = {
    [N in keyof Published]: Published[N] extends (...said: never) => void ? never : N;
  }[keyof Published];
  const others: Same<Record<keyof PublishedProperties, 0>, Record<Exclude<Set, Attribute>, 0>> = true;
  expect([inTags, ...looks, others]).not.toContain(false);
});
