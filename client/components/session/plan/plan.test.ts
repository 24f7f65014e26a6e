/** Planning and changing a session: nothing typed is lost, and what is sent is what stands on the page. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '#shared/board/commands.ts';
import type { Sheet } from '#client/components/sheets/sheet.ts';
import { FixtureSession } from '#client/view/fixture.ts';
import { me } from '#client/view/fixture-board.ts';
import { market } from '#client/view/fixture-session.ts';
import { type Plan, writeFile } from '#client/session-templates/file.ts';
import './tilth-change-session.ts';
import './tilth-run-session.ts';

let session: FixtureSession;
let sent: Command[];
let sheet: Sheet;

beforeEach(() => {
  session = new FixtureSession('board');
  session.as('m_hana000000', { type: 'member.role', member: me, role: 'facilitator' });
  sent = [];
});
afterEach(() => sheet.remove());

async function open(tag: 'tilth-run-session' | 'tilth-change-session'): Promise<void> {
  sheet = document.createElement(tag);
  sheet.session = session;
  sheet.addEventListener('tilth-run', (event) => {
    sent.push(event.command);
    void session.run(event.command);
  });
  document.body.append(sheet);
  await drawn();
}
async function drawn(): Promise<void> {
  for (let level = 0; level < 4; level += 1) {
    await sheet.updateComplete;
    await Promise.resolve();
  }
}
function everything(root: Element | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? everything(element.shadowRoot) : []),
  ]);
}
function one<T extends Element>(selector: string, words = ''): T {
  const found = everything(sheet.renderRoot as ShadowRoot).find(
    (element) =>
      element.matches(selector) &&
      (words === '' ||
        element.getAttribute('aria-label') === words ||
        element.textContent?.replace(/\s+/g, ' ').trim() === words),
  );
  if (!found) throw new Error(`no ${selector} ${words}`);
  return found as T;
}
async function press(words: string): Promise<void> {
  one<HTMLButtonElement>('button', words).click();
  await drawn();
}
async function type(selector: string, words: string): Promise<void> {
  const field = one<HTMLInputElement>(selector);
  field.value = words;
  field.dispatchEvent(new Event('input'));
  await drawn();
}
async function choose(name: string): Promise<void> {
  const radio = one('.choice [dir]', name).closest('label')!.querySelector('input')!;
  radio.checked = true;
  radio.dispatchEvent(new Event('change'));
  await drawn();
}
async function reopen(tag: 'tilth-run-session' | 'tilth-change-session'): Promise<void> {
  sheet.remove();
  await open(tag);
}
/** The parts as they stand in the list. */
const parts = (): string[] =>
  everything(sheet.renderRoot as ShadowRoot)
    .filter((element) => element.matches('.part .name, .fixed .what'))
    .map((element) => element.textContent ?? '');
const planned = (): Extract<Command, { type: 'session.plan' }> => {
  const [command] = sent;
  if (command?.type !== 'session.plan') throw new Error(`not planned but ${command?.type}`);
  return command;
};

describe('running a session', () => {
  it('plans what is chosen, and begins it at once or leaves it for later', async () => {
    await open('tilth-run-session');
    await choose('Gift circle');
    await press('Start');
    expect(planned()).toMatchObject({ title: 'Gift circle' });
    expect(sent[1]).toEqual({ type: 'session.start', session: planned().session });
  });

  it('leaves it for later', async () => {
    await open('tilth-run-session');
    await press('Plan it for later');
    expect(sent.map(({ type: is }) => is)).toEqual(['session.plan']);
  });

  it('reckons a ring by the people who come', async () => {
    await open('tilth-run-session');
    await choose('Reciprocity Ring');
    const people = one<HTMLInputElement>('#people');
    people.value = '24';
    people.dispatchEvent(new Event('change'));
    await drawn();
    expect(one('h3').textContent).toBe('Its parts, 90 minutes');
  });

  it('keeps every change while the sheet is closed, for each template, until it is used', async () => {
    await open('tilth-run-session');
    await choose('Blank');
    await type('input#title', 'Tuesday tea');
    await press('Add a part');
    await type('#name', 'Tea');
    await type('#minutes', '0,05');
    await reopen('tilth-run-session');
    expect(parts()).toEqual(['Together', 'Tea']);
    await choose('Gift circle');
    expect(parts()).toHaveLength(7);
    await choose('Blank');
    await press('Start');
    expect(planned().title).toBe('Tuesday tea');
    expect(planned().phases.map(({ name, minutes }) => [name, minutes])).toEqual([
      ['Together', 30],
      ['Tea', 0.05],
    ]);
  });

  it('moves parts, takes them out, and goes back to how it was', async () => {
    await open('tilth-run-session');
    await choose('Needs and offers between organisations');
    const before = parts();
    await press('Move “Finding groups” up');
    expect(one('[role=status]', `“Finding groups” is part 1 of ${before.length} now.`)).toBeTruthy();
    await press('Take “Trading” out');
    expect(parts()).toEqual([before[1], before[0], ...before.slice(2).filter((name) => name !== 'Trading')]);
    await press('As it was');
    expect(parts()).toEqual(before);
  });

  it('keeps what is no length out of the plan, and says so', async () => {
    await open('tilth-run-session');
    await choose('Blank');
    one<HTMLButtonElement>('.part').click();
    await drawn();
    await type('#minutes', 'soon');
    expect(one('#minutes').getAttribute('aria-invalid')).toBe('true');
    await type('#minutes', '12');
    expect(one('#minutes').hasAttribute('aria-invalid')).toBe(false);
    await press('Start');
    expect(planned().phases[0]?.minutes).toBe(12);
  });

  it('keeps a changed plan as a template of one’s own, and forgets it when asked twice', async () => {
    await open('tilth-run-session');
    await choose('Blank');
    await type('input#title', 'Ours');
    await press('Keep as my template');
    await reopen('tilth-run-session');
    await choose('Ours (yours)');
    await press('Forget this template');
    await press('Forget this template');
    expect(() => one('.choice [dir]', 'Ours (yours)')).toThrow('no .choice');
  });
});

describe('a file', () => {
  const plan: Plan = { title: 'From next door', phases: market().phases };
  async function read(text: string): Promise<void> {
    const input = one<HTMLInputElement>('input[type=file]');
    Object.defineProperty(input, 'files', { configurable: true, value: [new File([text], 'template.json')] });
    input.dispatchEvent(new Event('change'));
    await new Promise((next) => setTimeout(next));
    await drawn();
  }

  it('becomes a template of one’s own, and is chosen', async () => {
    await open('tilth-run-session');
    await read(writeFile(plan));
    await press('Start');
    expect(planned()).toMatchObject(plan);
  });

  it('that is none says so, and changes nothing', async () => {
    await open('tilth-run-session');
    await read('{}');
    expect(one('.said').textContent).toContain('That file is no session template.');
    await read(writeFile({ ...plan, phases: [{ ...plan.phases[0]!, minutes: -1 }] }));
    expect(one('.said').textContent).toContain('Part 1: something is not right with its minutes.');
    expect(() => one('.choice [dir]', 'From next door (yours)')).toThrow('no .choice');
  });
});

describe('changing a session that is on', () => {
  it('leaves what is over and on, and saves what is to come', async () => {
    session.hold(market());
    await open('tilth-change-session');
    expect(() => one('button', 'Move “Welcome” up')).toThrow('no button');
    await press('Move “Thanks” up');
    await reopen('tilth-change-session');
    await press('Save the plan');
    const [command] = sent;
    if (command?.type !== 'session.edit') throw new Error('not saved');
    expect(command.phases.map(({ id }) => id)).toEqual(['welcome', 'quiet', 'offers', 'thanks', 'unmet']);
    expect(session.typed(`session:plan:${command.session}`)).toBe('');
  });
});
