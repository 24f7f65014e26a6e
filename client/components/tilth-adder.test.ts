import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtureSession, type FixtureSession } from '#client/view/fixture.ts';
import { market } from '#client/view/fixture-session.ts';
import type { RunIntent } from '#client/view/intents.ts';
import './tilth-adder.ts';
import type { TilthAdder } from './tilth-adder.ts';

let adder: TilthAdder;
let session: FixtureSession;
const ran: RunIntent[] = [];

const find = <E extends HTMLElement>(selector: string): E | null | undefined =>
  adder.shadowRoot?.querySelector<E>(selector);
const area = (): HTMLTextAreaElement => {
  const found = find<HTMLTextAreaElement>('textarea');
  if (!found) throw new Error('no input');
  return found;
};
function type(words: string): void {
  area().value = words;
  area().dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}
const enter = (): boolean =>
  area().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));

beforeEach(async () => {
  ran.length = 0;
  session = fixtureSession('board');
  adder = document.createElement('tilth-adder');
  adder.session = session;
  adder.kind = 'need';
  adder.addEventListener('tilth-run', (event) => ran.push(event));
  document.body.append(adder);
  await adder.updateComplete;
});
afterEach(() => adder.remove());

async function hold(...more: Parameters<typeof market>): Promise<void> {
  session.hold(market(...more));
  await adder.updateComplete;
}

describe('an input in a session', () => {
  it('gives way to a sentence where its kind is not asked for, and comes back', async () => {
    await hold();
    expect(find('textarea')).toBeNull();
    expect(find('.rests')?.textContent).toContain('Needs are not asked for in this part');
    await hold({ phase: 2 });
    expect(find('textarea')).not.toBeNull();
    expect(find('.rests')).toBeNull();
  });

  it('stays where words stand in it, posts nothing, and keeps every word', async () => {
    type('Half a sen');
    await hold();
    expect(area().value).toBe('Half a sen');
    expect(find('.said')?.textContent).toContain('Your words stay here.');
    expect(find('button')).toBeNull();
    enter();
    type('Half a sentence');
    enter();
    await adder.updateComplete;
    expect(ran).toEqual([]);
    expect(area().value).toBe('Half a sentence');
    expect(session.typed('add:need')).toBe('Half a sentence');
    await hold({ phase: 2 });
    enter();
    expect(ran).toMatchObject([{ command: { type: 'card.create', title: 'Half a sentence' } }]);
  });

  it('stays where the cursor stands in it, until the cursor leaves', async () => {
    area().focus();
    const before = area();
    await hold({ locked: true, phase: 2 });
    expect(area()).toBe(before);
    expect(adder.shadowRoot?.activeElement).toBe(before);
    expect(find('.said')?.textContent).toContain('It goes on when Hana Farouk says so');
    before.blur();
    await adder.updateComplete;
    expect(find('textarea')).toBeNull();
  });

  it('says before one writes that only oneself sees it', async () => {
    adder.kind = 'offer';
    await hold();
    expect(area().placeholder).toBe('I can offer… only you see it for now');
    expect(area().getAttribute('aria-description')).toBe('Only you see it for now');
    await hold({ phase: 2 });
    expect(area().placeholder).toBe('I can offer…');
    expect(area().hasAttribute('aria-description')).toBe(false);
  });
});
