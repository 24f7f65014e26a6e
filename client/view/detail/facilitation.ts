/** What waits for a facilitator: cards people reported, cards out of sight, and the links that let people in. */
import { cardOf } from '#shared/board/access.ts';
import type { Role } from '#shared/board/types.ts';
import type { Scene } from './scene.ts';
import { someone, type Someone } from './someone.ts';

export interface ReportedCard {
  card: string;
  title: string;
  held: boolean;
  reports: { by: Someone; reason: string; at: number }[];
}

export interface HeldCard {
  card: string;
  title: string;
  note: string;
  at: number;
}

export interface KnownLink {
  link: string;
  role: Role;
  label: string;
  made: number;
}

export interface Facilitation {
  /** The one that waits longest first. */
  reported: ReportedCard[];
  held: HeldCard[];
  links: KnownLink[];
}

export function facilitation(scene: Scene): Facilitation {
  const reported = new Map<string, ReportedCard>();
  const held: HeldCard[] = [];
  const links: KnownLink[] = [];
  for (const { body } of scene.state.records.values()) {
    if (body.type === 'report') {
      const found = cardOf(scene.state, body.card);
      const entry = reported.get(body.card) ?? {
        card: body.card,
        title: found?.card.title ?? '',
        held: found?.where === 'held',
        reports: [],
      };
      entry.reports.push({ by: someone(scene, body.by), reason: body.reason, at: body.at });
      reported.set(body.card, entry);
    } else if (body.type === 'held') {
      held.push({ card: body.card.id, title: body.card.title, note: body.note, at: body.at });
    } else if (body.type === 'link') {
      links.push({ link: body.link, role: body.role, label: body.label, made: body.made });
    }
  }
  const first = (entry: ReportedCard): number => Math.min(...entry.reports.map((report) => report.at));
  return {
    reported: [...reported.values()].sort((a, b) => first(a) - first(b)),
    held: held.sort((a, b) => a.at - b.at),
    links: links.sort((a, b) => a.role.localeCompare(b.role) || a.made - b.made),
  };
}
