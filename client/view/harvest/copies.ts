/**
 * The harvest to take along: Markdown, CSV and JSON. All are made from the {@link Report}, which holds nothing private,
 * and names only those who agreed on both sides. What people wrote is text in each of them: never markup, never a formula.
 */
import { flowedWords, yesWords } from './figures.ts';
import { unnamed, type Report, type Row } from './report.ts';
import { exactly } from '#client/words/time.ts';

export interface Copy {
  name: string;
  /** For the file's type. */
  mime: string;
  text: string;
}

export const copyKinds = ['markdown', 'csv', 'json'] as const;
export type CopyKind = (typeof copyKinds)[number];

export function copyOf(kind: CopyKind, report: Report): Copy {
  switch (kind) {
    case 'markdown':
      return { name: 'harvest.md', mime: 'text/markdown', text: markdown(report) };
    case 'csv':
      return { name: 'harvest.csv', mime: 'text/csv', text: csv(report) };
    case 'json':
      return { name: 'harvest.json', mime: 'application/json', text: json(report) };
  }
}

const kindWords = { need: 'Need', offer: 'Offer', introduction: 'Referral' } as const;
const heads = ['Kind', 'From', 'To', 'What', 'When', 'Since then'] as const;

function cellsOf(row: Row): string[] {
  return [kindWords[row.flow.type], row.fromName, row.toName, row.what, row.when, row.since];
}

function markdown(report: Report): string {
  const { board, occasion, figures, rows, open, now } = report;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [
    `# ${inMarkdown(board)}`,
    '',
    `Harvest of ${inMarkdown(occasion.name)}, ${exactly(now)}.`,
    '',
    [flowedWords(figures), yesWords(figures)].filter(Boolean).join(' '),
    ...(rows.length === 0
      ? []
      : [
          '',
          line(heads),
          line(heads.map(() => '---')),
          ...rows.map((row) => line(cellsOf(row).map(inMarkdown))),
        ]),
    ...(open.length === 0
      ? []
      : [
          '',
          '## Needs still open',
          '',
          ...open.map(({ title }) => `- ${inMarkdown(title)}`),
          '',
          'They stay on the board.',
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** On one line, with every sign escaped that CommonMark or a table could read as more than itself. */
export function inMarkdown(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}`);
}

/** RFC 4180, with a byte-order mark, without which spreadsheets take UTF-8 for something else. */
function csv(report: Report): string {
  const lines = [heads, ...report.rows.map(cellsOf)];
  const open = report.open.map(({ title }) => ['Need', '', '', title, '', 'Still open']);
  return `\uFEFF${[...lines, ...open].map((cells) => `${cells.map(inCsv).join(',')}\r\n`).join('')}`;
}

/**
 * A cell that is text and nothing else. A spreadsheet takes what begins with one of these signs for a formula, also behind
 * blanks and inside quotes: an apostrophe before it makes it words (OWASP ASVS 1.2.10).
 */
export function inCsv(words: string): string {
  const harmless = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(words) ? `'${words}` : words;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/**
 * JSON-LD in the words of ValueFlows: a card is a Proposal that publishes an Intent, a yes is a Commitment that satisfies
 * it, a thank-you an Appreciation.
 */
function json(report: Report): string {
  const { board, occasion, figures, rows, open } = report;
  const cards = new Map([...rows.map(({ flow }) => flow.card), ...open].map((card) => [card.id, card]));
  const graph = [
    ...[...cards.values()].map((card) => ({
      '@type': 'Proposal',
      '@id': urn(card.id),
      name: card.title,
      ...(card.kind === 'need' || card.kind === 'offer'
        ? { purpose: card.kind === 'need' ? 'request' : 'offer' }
        : {}),
      hasBeginning: new Date(card.created).toISOString(),
      hasEnd: new Date(card.expires).toISOString(),
      publishes: {
        '@type': 'Intent',
        '@id': urn(`${card.id}:intent`),
        action: card.terms === 'lend' ? 'transferCustody' : 'deliverService',
        ...(card.quantity === undefined ? {} : { resourceQuantity: card.quantity }),
        finished: card.state === 'done',
      },
    })),
    ...rows.map((row) => ({
      '@type': 'Commitment',
      '@id': urn(row.flow.id),
      satisfies: urn(`${row.flow.card.id}:intent`),
      ...agent('provider', row.fromName),
      ...agent('receiver', row.toName),
      ...(row.flow.type === 'introduction' ? { note: 'An introduction' } : {}),
      created: new Date(row.flow.at).toISOString(),
      finished: row.flow.state === 'done',
    })),
    ...rows
      .filter(({ flow }) => flow.thanked)
      .map(({ flow }) => ({
        '@type': 'Appreciation',
        '@id': urn(`${flow.id}:thanks`),
        appreciationOf: urn(flow.id),
      })),
  ];
  const copy = {
    '@context': { '@vocab': 'https://w3id.org/valueflows/ont/vf#' },
    name: board,
    note: `Harvest of ${occasion.name}. ${flowedWords(figures)}`,
    figures,
    '@graph': graph,
  };
  return `${JSON.stringify(copy, null, 2)}\n`;
}

function urn(id: string): string {
  return `urn:tilth:${id}`;
}

function agent(side: 'provider' | 'receiver', name: string): object {
  return name === unnamed ? {} : { [side]: { '@type': 'Person', name } };
}
