/** The editor against a text that others change: the field, the text and the caret agree whatever comes in between. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenText, TextDelta } from '#client/session/port.ts';
import { FixtureSession } from '#client/view/fixture.ts';
import { applyDelta } from '#client/view/detail/selection.ts';
import './tilth-body-editor.ts';
import type { TilthBodyEditor } from './tilth-body-editor.ts';

class FakeText implements OpenText {
  value: string;
  mayEdit = true;
  state: OpenText['state'] = 'saved';
  closed = 0;
  readonly undone: string[] = [];
  private readonly listeners = new Set<(delta: readonly TextDelta[] | null) => void>();
  constructor(value: string) {
    this.value = value;
  }
  splice(index: number, remove: number, insert: string): void {
    this.value = this.value.slice(0, index) + insert + this.value.slice(index + remove);
    this.tell(null);
  }
  /** Somebody else writes. */
  comes(delta: readonly TextDelta[]): void {
    this.value = applyDelta(this.value, delta);
    this.tell(delta);
  }
  tell(delta: readonly TextDelta[] | null): void {
    for (const listener of this.listeners) listener(delta);
  }
  onChange(listener: (delta: readonly TextDelta[] | null) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  undo(): void {
    this.undone.push('undo');
    this.value = 'as it was';
    this.tell([{ insert: 'as it was' }]);
  }
  redo(): void {
    this.undone.push('redo');
  }
  close(): void {
    this.closed += 1;
  }
}

let text: FakeText;
let editor: TilthBodyEditor;
let field: HTMLTextAreaElement;

beforeEach(async () => {
  text = new FakeText('soup on Wednesdays');
  const session = new FixtureSession('board');
  session.openText = () => text;
  editor = document.createElement('tilth-body-editor');
  editor.session = session;
  editor.text = 'c_card00000013';
  document.body.append(editor);
  await editor.updateComplete;
  await editor.updateComplete;
  field = editor.renderRoot.querySelector('textarea') as HTMLTextAreaElement;
});
afterEach(() => editor.remove());

function type(value: string, caret = value.length): void {
  field.value = value;
  field.setSelectionRange(caret, caret);
  field.dispatchEvent(new Event('input'));
}
const compose = (what: 'compositionstart' | 'compositionend'): boolean =>
  field.dispatchEvent(new Event(what));

describe('letter by letter', () => {
  it('shows the text, and sends only what changed', () => {
    const sent: unknown[] = [];
    const splice = text.splice.bind(text);
    text.splice = (...how) => {
      sent.push(how);
      splice(...how);
    };
    expect(field.value).toBe('soup on Wednesdays');
    type('soup on some Wednesdays');
    expect(sent).toEqual([[8, 0, 'some ']]);
    expect(text.value).toBe('soup on some Wednesdays');
  });

  it.each<[string, readonly TextDelta[], number, number]>([
    ['before the caret', [{ insert: 'Hot ' }], 4, 8],
    ['behind the caret', [{ retain: 10 }, { insert: '!' }], 4, 4],
    ['around the caret', [{ retain: 2 }, { delete: 6 }], 4, 2],
  ])('somebody writes %s: it stays where it was', (_, delta, before, after) => {
    field.setSelectionRange(before, before);
    text.comes(delta);
    expect(field.value).toBe(text.value);
    expect([field.selectionStart, field.selectionEnd]).toEqual([after, after]);
  });

  it('somebody writes while an input method composes: nothing moves until it ends, and nothing is lost', () => {
    compose('compositionstart');
    field.value = 'soup on Wednesdays に';
    field.setSelectionRange(20, 20);
    field.dispatchEvent(new Event('input'));
    text.comes([{ insert: 'Hot ' }]);
    text.comes([{ retain: 8 }, { delete: 1 }, { insert: '-' }]);
    expect(field.value).toBe('soup on Wednesdays に');
    compose('compositionend');
    expect(text.value).toBe('Hot soup-on Wednesdays に');
    expect(field.value).toBe(text.value);
    expect(field.selectionEnd).toBe(text.value.length);
  });

  it('composing ends without a letter: what others wrote comes in', () => {
    compose('compositionstart');
    text.comes([{ insert: 'Hot ' }]);
    compose('compositionend');
    expect(field.value).toBe('Hot soup on Wednesdays');
  });

  it('undo takes back one’s own, not the browser’s', () => {
    const undo = new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, cancelable: true });
    field.dispatchEvent(undo);
    expect(undo.defaultPrevented).toBe(true);
    expect(text.undone).toEqual(['undo']);
    expect(field.value).toBe('as it was');
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, shiftKey: true, cancelable: true }),
    );
    expect(text.undone).toEqual(['undo', 'redo']);
  });
});

describe('what it says', () => {
  it.each<[OpenText['state'], string, boolean]>([
    ['saved', 'Saved', false],
    ['saving', 'Saving…', false],
    ['kept', 'Kept on this device', false],
    ['opening', 'Opening…', true],
  ])('%s', async (state, words, readonly) => {
    text.state = state;
    text.mayEdit = !readonly;
    text.tell(null);
    await editor.updateComplete;
    expect(editor.renderRoot.querySelector('.state')?.textContent).toContain(words);
    expect(field.readOnly).toBe(readonly);
  });

  it('is closed when it goes', () => {
    editor.remove();
    expect(text.closed).toBe(1);
  });
});
