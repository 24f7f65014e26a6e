/** Everything that opens over the board, by name; each loads when it is first opened. */
import type { SheetEntry, SheetName } from '#client/view/intents.ts';

export const sheets: Readonly<Record<SheetName, SheetEntry>> = {
  card: { tag: 'tilth-card-page', load: () => import('./tilth-card-page.ts') },
  help: { tag: 'tilth-help-sheet', load: () => import('./tilth-help-sheet.ts') },
  introduce: { tag: 'tilth-introduce-sheet', load: () => import('./tilth-introduce-sheet.ts') },
  ask: { tag: 'tilth-referral-sheet', load: () => import('./tilth-referral-sheet.ts') },
  introduction: { tag: 'tilth-introduction-sheet', load: () => import('./tilth-introduction-sheet.ts') },
  waiting: { tag: 'tilth-promotion-waiting', load: () => import('./tilth-promotion-waiting.ts') },
  standing: { tag: 'tilth-standing', load: () => import('./tilth-standing.ts') },
  question: { tag: 'tilth-promotion-question', load: () => import('./tilth-promotion-question.ts') },
  drafts: { tag: 'tilth-drafts', load: () => import('./tilth-drafts.ts') },
  invite: { tag: 'tilth-invite', load: () => import('./tilth-invite.ts') },
  device: { tag: 'tilth-another-device', load: () => import('./tilth-another-device.ts') },
  people: { tag: 'tilth-people', load: () => import('./tilth-people.ts') },
  facilitator: { tag: 'tilth-facilitator', load: () => import('./tilth-facilitator.ts') },
  site: { tag: 'tilth-on-site', load: () => import('../site/tilth-on-site.ts') },
  log: { tag: 'tilth-log', load: () => import('./tilth-log.ts') },
  write: { tag: 'tilth-write-sheet', load: () => import('./tilth-write-sheet.ts') },
  announcements: { tag: 'tilth-announcements', load: () => import('./tilth-announcements.ts') },
  session: { tag: 'tilth-run-session', load: () => import('../session/plan/tilth-run-session.ts') },
  plan: { tag: 'tilth-change-session', load: () => import('../session/plan/tilth-change-session.ts') },
  harvest: { tag: 'tilth-harvest', load: () => import('../harvest/tilth-harvest.ts') },
  notes: { tag: 'tilth-notes', load: () => import('./tilth-notes.ts') },
};
