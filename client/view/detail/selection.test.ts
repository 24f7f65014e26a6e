import { describe, expect, it } from 'vitest';
import type { TextDelta } from '#client/session/port.ts';
import { applyDelta, moveIndex } from './selection.ts';

describe('a caret stays with its word', () => {
  it.each<[string, number, TextDelta[], number]>([
    ['text before it grows', 5, [{ insert: 'abc' }], 8],
    ['text right at it comes after it', 3, [{ retain: 3 }, { insert: 'x' }], 3],
    ['text after it grows', 2, [{ retain: 4 }, { insert: 'x' }], 2],
    ['text before it goes', 5, [{ retain: 1 }, { delete: 2 }], 3],
    ['the place itself goes', 5, [{ retain: 3 }, { delete: 6 }], 3],
    ['text after it goes', 2, [{ retain: 4 }, { delete: 2 }], 2],
    ['a word before it is replaced', 6, [{ delete: 3 }, { insert: 'ab' }], 5],
    ['nothing changes', 4, [], 4],
    ['two places before it change', 9, [{ retain: 1 }, { insert: 'xx' }, { retain: 2 }, { delete: 3 }], 8],
  ])('%s', (_, index, delta, moved) => {
    expect(moveIndex(index, delta)).toBe(moved);
  });

  it('the letters on both sides of a caret are the same ones afterwards, whatever others do elsewhere', () => {
    const text = 'one two three four';
    for (let caret = 0; caret <= text.length; caret += 1) {
      for (let at = 0; at <= text.length; at += 1) {
        for (const gone of [0, 1, 3]) {
          if (at + gone > text.length || (gone > 0 && at <= caret && at + gone >= caret)) continue;
          const delta: TextDelta[] = [{ retain: at }, { delete: gone }, { insert: '++' }];
          const after = applyDelta(text, delta);
          const moved = moveIndex(caret, delta);
          if (at >= caret) expect(after.slice(0, moved)).toBe(text.slice(0, caret));
          else expect(after.slice(moved)).toBe(text.slice(caret));
        }
      }
    }
  });
});

it('applies a change as the others see it', () => {
  expect(applyDelta('soup', [{ retain: 1 }, { delete: 2 }, { insert: 'na' }])).toBe('snap');
});
