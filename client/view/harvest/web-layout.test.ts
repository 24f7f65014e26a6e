import { describe, expect, it } from 'vitest';
import { Dice } from '#shared/testing/dice.ts';
import { seed } from '#shared/testing/seed.ts';
import { reportOf } from './report.ts';
import { start, villageOf } from './testing.ts';
import { lean, letters, webLayout, wide, type WebLayout } from './web-layout.ts';
import { pointOn } from './web-vines.ts';

const slack = 0.01;

function labelsOf({ places }: WebLayout): WebLayout['places'] {
  return places.filter(({ label }) => label !== '');
}

/** What is wrong with a picture, in words. */
function faults(layout: WebLayout): string[] {
  const { width, height, down, leaning, ring, ground, places, vines } = layout;
  const found: string[] = [];
  const outside = (x: number, y: number): boolean =>
    x < -slack || y < -slack || x > width + slack || y > height + slack;
  for (const { id, x, y } of places) {
    if (outside(x - ring, y - ring) || outside(x + ring, y + ring)) found.push(`ring ${id} is cut`);
  }
  places.forEach((place, nth) => {
    const next = places[nth + 1];
    if (next && Math.hypot(next.x - place.x, next.y - place.y) < 2 * ring) found.push(`rings ${nth} overlap`);
  });
  const labels = labelsOf(layout);
  labels.forEach(({ at, label }, nth) => {
    const long = wide(label);
    const angle = leaning ? (lean * Math.PI) / 180 : 0;
    const begins = leaning
      ? { x: at.x - long * Math.cos(angle), y: at.y + long * Math.sin(angle) }
      : { x: at.x - (down ? long : long / 2), y: at.y };
    const ends = leaning || down ? at : { x: at.x + long / 2, y: at.y };
    if (outside(begins.x, begins.y) || outside(ends.x, ends.y)) found.push(`label ${label} is cut`);
    const after = labels[nth + 1];
    if (!after) return;
    const gap = leaning
      ? (after.at.x - at.x) * Math.sin(angle) - letters
      : down
        ? after.at.y - at.y - letters
        : after.at.x - wide(after.label) / 2 - ends.x;
    if (gap < -slack) found.push(`labels ${label} and ${after.label} overlap by ${-gap}`);
  });
  for (const { id, curve, arrow, marks, type } of vines) {
    for (let t = 0; t <= 1; t += 0.05) {
      const { x, y } = pointOn(curve, t);
      if (outside(x, y)) found.push(`${type} ${id} leaves the picture`);
      const above = down ? x - ground : ground - y;
      if (type === 'introduction' ? above > slack : above < -slack)
        found.push(`${type} ${id} crosses the ground`);
    }
    if (marks.some(({ x, y }) => outside(x, y))) found.push(`a mark of ${id} is outside`);
    if (arrow && outside(arrow[0].x, arrow[0].y)) found.push(`the arrow of ${id} is outside`);
  }
  return found;
}

describe(`the web of help on any board (SEED=${seed})`, () => {
  const dice = new Dice(seed);
  for (let run = 0; run < 60; run += 1) {
    const people = 2 + dice.below(run < 40 ? 30 : 70);
    const helps = dice.below(run < 40 ? 60 : 220);
    const width = 320 + dice.below(1_100);
    const names = [
      'Jo',
      'Rosa',
      'Hana Farouk',
      'Wolfeschlegelsteinhausenbergerdorff',
      '李小龍',
      'M'.repeat(60),
    ];
    const state = villageOf(dice, { people, helps, words: () => dice.one(names) });

    it(`run ${run}: ${people} people, ${helps} cards, ${width} wide`, () => {
      const report = reportOf(state, '', start + 3_600_000);
      const layout = webLayout(report, width);
      expect(faults(layout)).toEqual([]);
      expect(layout.places.map(({ id }) => id)).toEqual(report.people.map(({ id }) => id));
      // everything in the table is in the picture
      expect(layout.vines.map(({ id }) => id)).toEqual(report.rows.map(({ flow }) => flow.id));
    });

    it(`run ${run}: each vine goes from giver to receiver, and no two from the same spot`, () => {
      const report = reportOf(state, '', start + 3_600_000);
      const { vines, places, down, ring, ground } = webLayout(report, width);
      const along = ({ x, y }: { x: number; y: number }): number => (down ? y : x);
      const spots = new Set<string>();
      report.rows.forEach(({ from, to, flow }, nth) => {
        const vine = vines[nth];
        if (!vine) throw new Error(`no vine for ${flow.id}`);
        const [a, b] = [from, to].map((id) => places.find((place) => place.id === id));
        if (!a) throw new Error(`nobody gives ${flow.id}`);
        expect(Math.abs(along(vine.curve[0]) - along(a))).toBeLessThanOrEqual(24);
        if (b) expect(Math.abs(along(vine.curve[3]) - along(b))).toBeLessThanOrEqual(24);
        if (vine.arrow && b) {
          const tip = down ? vine.arrow[0].x - ground : ground - vine.arrow[0].y;
          expect(tip).toBeCloseTo(ring + 3);
          expect(along(vine.arrow[0])).toBe(along(vine.curve[3]));
        }
        for (const end of b ? [vine.curve[0], vine.curve[3]] : [vine.curve[0]]) {
          spots.add(`${flow.type === 'introduction'} ${along(end).toFixed(3)}`);
        }
      });
      const ends = report.rows.reduce((sum, { to }) => sum + (to === null ? 1 : 2), 0);
      expect(spots.size).toBe(ends);
    });
  }

  it('fits sixty people and two hundred helps on a desk without scrolling', () => {
    const state = villageOf(new Dice(3), { people: 60, helps: 260 });
    const report = reportOf(state, '', start + 3_600_000);
    expect(report.rows.length).toBeGreaterThan(180);
    const members = report.people.filter(({ id }) => id.startsWith('m_'));
    const layout = webLayout({ people: members, rows: report.rows }, 1_136);
    expect(members).toHaveLength(60);
    expect(layout.width).toBe(1_136);
  });
});
