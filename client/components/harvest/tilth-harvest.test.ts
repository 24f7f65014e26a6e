import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '#shared/board/commands.ts';
import { FixtureSession, type SceneName } from '#client/view/fixture.ts';
import { fixtureNow } from '#client/view/fixture-board.ts';
import { market } from '#client/view/fixture-session.ts';
import './tilth-harvest.ts';
import type { TilthHarvest } from './tilth-harvest.ts';
import './tilth-web-of-help.ts';
import type { TilthWebOfHelp } from './tilth-web-of-help.ts';

let session: FixtureSession;
let sheet: TilthHarvest;
let sent: Command[];
const board = document.createElement('section');

async function show(scene: SceneName = 'board', target = ''): Promise<void> {
  session = new FixtureSession(scene);
  session.hold(
    market({
      id: 's_over',
      state: 'ended',
      title: 'Sunday market',
      began: fixtureNow - 3 * 86_400_000,
      ended: fixtureNow,
    }),
  );
  sheet = document.createElement('tilth-harvest');
  sheet.session = session;
  sheet.target = target;
  sent = [];
  sheet.addEventListener('tilth-run', (event) => {
    sent.push(event.command);
    void session.run(event.command);
  });
  document.body.append(board, sheet);
  await settle();
}
async function settle(): Promise<void> {
  await sheet.updateComplete;
  for (const one of sheet.renderRoot.querySelectorAll('tilth-harvest-table, tilth-harvest-mine')) {
    await (one as TilthHarvest).updateComplete;
  }
}
const inside = (tag: string): ParentNode => {
  const found = sheet.renderRoot.querySelector(tag)?.shadowRoot;
  if (!found) throw new Error(`no ${tag}`);
  return found;
};
const text = (node: ParentNode | null): string => node?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
function press(words: string, root: ParentNode = sheet.renderRoot): void {
  const found = [...root.querySelectorAll('button')].find((one) => text(one) === words);
  if (!found) throw new Error(`no button ${words}`);
  found.click();
}

const files: { name: string; blob: Blob }[] = [];
beforeEach(() => {
  files.length = 0;
  let last: Blob | null = null;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    last = blob as Blob;
    return 'blob:one';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    if (last) files.push({ name: this.download, blob: last });
  });
});
afterEach(() => {
  sheet.remove();
  vi.restoreAllMocks();
});

describe('the harvest', () => {
  it('is of the newest session, and of the last thirty days when asked', async () => {
    await show();
    expect(text(sheet.renderRoot.querySelector('.whole .small'))).toBe(
      'Elm Row Neighbours · Harvest of Sunday market, 20 November 2026 · 10 people',
    );
    const choice = sheet.renderRoot.querySelector('select') as HTMLSelectElement;
    choice.value = '';
    choice.dispatchEvent(new Event('change'));
    await settle();
    expect(text(sheet.renderRoot.querySelector('.whole .small'))).toContain(
      'Harvest of the last thirty days',
    );
  });

  it('says in words what the picture shows, eight rows at first', async () => {
    await show();
    const table = inside('tilth-harvest-table');
    expect(table.querySelectorAll('tbody tr')).toHaveLength(8);
    expect(text(table)).toContain('8 of 10 shown');
    press('Show all', table);
    await settle();
    expect(table.querySelectorAll('tbody tr')).toHaveLength(10);
    expect(text(table)).toContain('a neighbour');
    expect(text(sheet.renderRoot.querySelector('.open'))).toContain('They stay on the board.');
  });

  it('has a page of one’s own for a member, and none for whoever only looks', async () => {
    await show();
    expect(text(inside('tilth-harvest-mine'))).toContain('Somebody to water my tomatoes next week');
    sheet.remove();
    await show('viewer');
    expect(sheet.renderRoot.querySelector('.own')).toBeNull();
  });

  it('lets a name stand there only when its owner says so', async () => {
    await show();
    expect(text(inside('tilth-harvest-table'))).not.toContain('Nadia');
    const box = sheet.renderRoot.querySelector('input[type=checkbox]') as HTMLInputElement;
    box.checked = true;
    box.dispatchEvent(new Event('change'));
    expect(sent).toEqual([{ type: 'member.named', named: true }]);
    await settle();
    expect(text(inside('tilth-harvest-table'))).not.toContain('Nadia');
    session.as('m_pat0000000', { type: 'member.named', named: true });
    await settle();
    expect(text(inside('tilth-harvest-table'))).toContain('Nadia');
  });
});

describe('taking it along', () => {
  it.each([
    ['To read (Markdown)', 'harvest.md', '# Elm Row Neighbours'],
    ['For a spreadsheet (CSV)', 'harvest.csv', '"Kind","From","To"'],
    ['For other programs (JSON)', 'harvest.json', '"@graph"'],
  ])('%s', async (words, name, begins) => {
    await show();
    press('Take a copy');
    await settle();
    press(words);
    expect(files.map((file) => file.name)).toEqual([name]);
    expect(await files[0]?.blob.text()).toContain(begins);
  });

  it('puts one’s promises into a calendar', async () => {
    await show();
    press('Put into my calendar');
    expect(files[0]?.name).toBe('my-promises.ics');
    expect(await files[0]?.blob.text()).toContain(
      'SUMMARY:For Pat: Somebody to water my tomatoes next week\r\n',
    );
  });

  it('prints one’s own page or the board’s, and nothing of the board beneath', async () => {
    await show();
    const printed = vi.fn();
    vi.stubGlobal('print', printed);
    press('Print my page');
    await vi.waitFor(() => expect(printed).toHaveBeenCalledOnce());
    expect(sheet.renderRoot.querySelector('.prints-mine')).not.toBeNull();
    expect(document.adoptedStyleSheets).toHaveLength(1);
    expect(sheet.hasAttribute('data-prints') && document.body.hasAttribute('data-prints')).toBe(true);
    expect(board.hasAttribute('data-prints')).toBe(false);
    dispatchEvent(new Event('afterprint'));
    press('Print');
    await vi.waitFor(() => expect(printed).toHaveBeenCalledTimes(2));
    expect(sheet.renderRoot.querySelector('.prints-board')).not.toBeNull();
    sheet.remove();
    expect(document.adoptedStyleSheets).toHaveLength(0);
    expect(document.body.hasAttribute('data-prints')).toBe(false);
    vi.unstubAllGlobals();
  });
});

it('draws every person and every help', async () => {
  await show();
  const web = inside('tilth-web-of-help').getRootNode() as ShadowRoot;
  // nothing is laid out here, so the room is told by hand
  Object.assign(web.host, { room: 1_000 });
  await (web.host as TilthWebOfHelp).updateComplete;
  expect(web.querySelectorAll('.ring')).toHaveLength(9 + 1);
  expect(web.querySelectorAll('svg.web .stem')).toHaveLength(10);
  expect(web.querySelectorAll('.arrow')).toHaveLength(7);
  expect(web.querySelector('svg.web')?.getAttribute('role')).toBe('img');
  expect([...web.querySelectorAll('[style]')]).toEqual([]);
});
