/** Sites of others: their keys, the tokens that they sign, and the people whom they vouch for. */
import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../limits.ts';
import { forWire, recordsFor } from './access.ts';
import type { Decision } from './decision.ts';
import { due } from './due.ts';
import { bodiesBy, bodyOf } from './keys.ts';
import { told, Village } from './testing/village.ts';
import type { SiteRole } from './types.ts';

const library = 'https://library.example';
const parish = 'https://parish.example';

function codeOf(decision: Decision): string {
  return decision.ok ? 'applied' : decision.refusal.code;
}

/** Fay facilitates; Ana is a member of old. */
class Street extends Village {
  readonly fay = this.joins('fay', 'facilitator');
  readonly ana = this.joins('ana');

  lists(...origins: string[]): string {
    return this.says(this.fay, { type: 'board.sites', origins });
  }

  adds(key: string, site = library, role: SiteRole = 'member', verifier = `secret of ${key}`): string {
    return this.says(this.fay, { type: 'siteKey.add', key, site, role, alg: 'HS256', verifier });
  }

  uses(token: string, key = 'y_library', until = this.at + limits.tokenFor): string {
    return codeOf(this.system({ type: 'token.use', key, token, until }));
  }

  /** Whoever the site calls `subject` comes with a new device. */
  enters(
    subject: string,
    device: string,
    key = 'y_library',
    until = this.at + limits.tokenFor,
    role: SiteRole = 'member',
  ): string {
    const names = { name: subject, member: `m_${device}`, device: `d_${device}`, hash: `hash-${device}` };
    return codeOf(this.system({ type: 'visitor.enter', key, subject, role, ...names, until }));
  }

  renews(
    subject: string,
    device: string,
    until: number,
    key = 'y_library',
    role: SiteRole = 'member',
  ): string {
    return codeOf(this.system({ type: 'visitor.renew', key, subject, role, device: `d_${device}`, until }));
  }

  device(name: string) {
    return bodyOf(this.state, 'device', `device:d_${name}`);
  }
}

let street: Street;
beforeEach(() => {
  street = new Street();
  street.lists(library, parish);
  street.adds('y_library');
});

const said = (): string => JSON.stringify(told(street.state));

describe('keys', () => {
  test('are for sites on the list, so many of them, each once', () => {
    expect(street.adds('y_other', 'https://other.example')).toBe('wrongState');
    expect(street.adds('y_library')).toBe('exists');
    for (let nth = 1; nth < limits.siteKeys; nth += 1) expect(street.adds(`y_${nth}`)).toBe('applied');
    expect(street.adds('y_more')).toBe('boardFull');
  });

  test('are shown to facilitators, without what verifies, and to nobody else', () => {
    const [shown] = recordsFor(street.state, street.fay).filter(({ id }) => id === 'siteKey:y_library');
    const wire = shown && forWire(shown);
    expect(wire?.body).toMatchObject({ site: library, role: 'member', alg: 'HS256', verifier: '' });
    expect(JSON.stringify(wire)).not.toContain('secret of');
    expect(JSON.stringify(recordsFor(street.state, street.ana))).not.toContain('y_library');
  });

  test('take with them whoever came by them, and nobody else', () => {
    street.adds('y_parish', parish);
    street.uses('one');
    street.enters('ben', 'ben');
    street.enters('cem', 'cem', 'y_parish');
    expect(street.says(street.fay, { type: 'siteKey.revoke', key: 'y_library' })).toBe('applied');
    expect(street.device('ben')).toBeUndefined();
    expect(street.device('cem')).toBeDefined();
    expect(street.device('ana0000000')).toBeDefined();
    expect(street.state.records.has('token:y_library:one')).toBe(false);
    expect(street.uses('two')).toBe('linkGone');
    expect(street.enters('ben', 'ben2')).toBe('linkGone');
    expect(street.says(street.fay, { type: 'siteKey.revoke', key: 'y_library' })).toBe('linkGone');
  });

  test('end with their site, and the same people come by a key that it gets later', () => {
    street.adds('y_parish', parish);
    street.enters('ben', 'ben');
    street.lists(parish);
    expect(street.device('ben')).toBeUndefined();
    expect(bodiesBy(street.state, 'siteKey', 'type:siteKey').map(({ key }) => key)).toEqual(['y_parish']);
    street.lists(library);
    expect(said()).not.toContain('secret of');
    street.adds('y_again');
    expect(street.enters('ben', 'ben2', 'y_again')).toBe('applied');
    expect(street.device('ben2')?.member).toBe('m_ben');
  });
});

describe('a token', () => {
  test('is used once with its key', () => {
    street.adds('y_second');
    expect(street.uses('one')).toBe('applied');
    expect(street.uses('one')).toBe('exists');
    expect(street.uses('one', 'y_second')).toBe('applied');
    expect(street.uses('old', 'y_library', street.at)).toBe('linkGone');
    expect(street.uses('one', 'y_unknown')).toBe('linkGone');
  });

  test('is forgotten when it ends, and so is the device that came by it', () => {
    const until = street.at + 1_000;
    street.uses('one', 'y_library', until);
    street.enters('ben', 'ben', 'y_library', until);
    expect(due(street.state, until)).toEqual([expect.objectContaining({ at: until })]);
    street.waits(999);
    expect(street.device('ben')).toBeDefined();
    street.waits(1);
    expect(street.device('ben')).toBeUndefined();
    expect(street.state.records.has('token:y_library:one')).toBe(false);
    expect(due(street.state, until)).toEqual([]);
  });

  test('is one of so many of its key', () => {
    for (let nth = 0; nth < limits.tokens; nth += 1) {
      street.state.records.set(`token:y_library:${nth}`, {
        id: `token:y_library:${nth}`,
        to: [],
        body: { type: 'token', key: 'y_library', until: street.at + (nth === 0 ? 1_000 : limits.tokenFor) },
      });
    }
    expect(street.uses('one more')).toBe('boardFull');
    street.waits(1_000);
    expect(street.uses('one more')).toBe('applied');
  });
});

describe('a visitor', () => {
  test('becomes a member once, however many devices come', () => {
    expect(street.enters('ben', 'phone')).toBe('applied');
    expect(street.enters('ben', 'laptop')).toBe('applied');
    expect(street.device('phone')?.member).toBe('m_phone');
    expect(street.device('laptop')?.member).toBe('m_phone');
    expect(street.state.members.has('m_laptop')).toBe(false);
    expect(street.state.members.get('m_phone')).toMatchObject({ name: 'ben', role: 'member' });
  });

  test('keeps the name that the board has for them', () => {
    street.enters('ben', 'ben');
    street.does('m_ben', { type: 'member.rename', member: 'm_ben', name: 'Benny' });
    street.enters('ben', 'ben2');
    expect(street.state.members.get('m_ben')?.name).toBe('Benny');
  });

  test('cannot enter by a key for viewers', () => {
    street.adds('y_view', library, 'viewer');
    expect(street.uses('one', 'y_view')).toBe('applied');
    expect(street.enters('ben', 'ben', 'y_view')).toBe('viewersOnlyLook');
  });

  test('whose site lets them only look by now neither enters nor stays on', () => {
    const until = street.at + 1_000;
    expect(street.enters('cem', 'cem', 'y_library', until, 'viewer')).toBe('viewersOnlyLook');
    street.enters('ben', 'ben', 'y_library', until);
    expect(street.renews('ben', 'ben', until + 1, 'y_library', 'viewer')).toBe('viewersOnlyLook');
    expect(street.device('ben')?.until).toBe(until);
  });

  test('stays on with another token of theirs, and with nobody else’s', () => {
    const { at } = street;
    street.enters('ben', 'ben', 'y_library', at + 1_000);
    street.enters('cem', 'cem', 'y_library', at + 1_000);
    expect(street.renews('cem', 'ben', at + 5_000)).toBe('notYours');
    expect(street.renews('ben', 'ben', at + 5_000)).toBe('applied');
    expect(street.renews('ben', 'ben', at + 2_000)).toBe('applied');
    expect(street.device('ben')?.until).toBe(at + 5_000);
    expect(street.renews('ben', 'ana0000000', at + 5_000)).toBe('linkGone');
    expect(street.renews('ben', 'ben', at)).toBe('linkGone');
    street.waits(2_000);
    expect(street.device('cem')).toBeUndefined();
    expect(street.device('ben')).toBeDefined();
  });

  test('with many devices loses those of the site first', () => {
    street.enters('ben', 'ben');
    street.run(
      { type: 'system' },
      { type: 'pass.mint', member: 'm_ben', hash: 'pass', until: street.at + 1_000 },
    );
    const own = { device: 'd_own', deviceHash: 'hash-own' };
    street.run({ type: 'system' }, { type: 'pass.redeem', hash: 'pass', ...own });
    for (let nth = 0; nth < 2 * limits.devicesPerMember; nth += 1) {
      street.at += 1;
      street.enters('ben', `ben-${nth}`);
    }
    expect(bodiesBy(street.state, 'device', 'device:m_ben')).toHaveLength(limits.devicesPerMember);
    expect(street.device('own')).toBeDefined();
    expect(street.device('ben-0')).toBeUndefined();
  });
});

describe('somebody who is gone', () => {
  beforeEach(() => void street.enters('ben', 'ben'));

  test('by a facilitator’s word stays out, whatever tokens say', () => {
    street.does(street.fay, { type: 'member.remove', member: 'm_ben', ban: false });
    expect(street.device('ben')).toBeUndefined();
    expect(street.enters('ben', 'ben2')).toBe('notAMember');
  });

  test('and banned stays out also when every word of theirs was erased', () => {
    street.does(street.fay, { type: 'member.remove', member: 'm_ben', ban: true });
    expect(street.enters('ben', 'ben2')).toBe('banned');
    street.does(street.fay, { type: 'member.erase', member: 'm_ben' });
    expect(street.enters('ben', 'ben3')).toBe('banned');
  });

  test.each(['member.leave', 'member.erase'] as const)(
    '%s: leaves nothing by which a site knows them',
    (type) => {
      street.does('m_ben', type === 'member.leave' ? { type } : { type, member: 'm_ben' });
      expect(bodiesBy(street.state, 'visitor', 'type:visitor')).toEqual([]);
      expect(bodiesBy(street.state, 'device', 'device:m_ben')).toEqual([]);
      expect(street.enters('ben', 'ben2')).toBe('applied');
      expect(street.device('ben2')?.member).toBe('m_ben2');
    },
  );

  test('removed and then erased is nobody to the site', () => {
    street.does(street.fay, { type: 'member.remove', member: 'm_ben', ban: false });
    street.does(street.fay, { type: 'member.erase', member: 'm_ben' });
    expect(bodiesBy(street.state, 'visitor', 'type:visitor')).toEqual([]);
  });
});

describe('no site speaks for a facilitator', () => {
  beforeEach(() => void street.enters('ben', 'ben'));
  const promote = () =>
    street.says(street.fay, { type: 'member.role', member: 'm_ben', role: 'facilitator' });
  const pass = () => {
    const until = street.at + 1_000;
    street.does(street.fay, { type: 'pass.mint', member: 'm_ben', hash: 'pass', until });
    street.system({ type: 'pass.redeem', hash: 'pass', device: 'd_own', deviceHash: 'hash-own' });
  };

  test('whoever has only a site’s word needs a pass first', () => {
    expect(promote()).toBe('passFirst');
    expect(street.device('ben')).toBeDefined();
  });

  test('who becomes one comes by devices of their own, until they are one no more', () => {
    pass();
    expect(promote()).toBe('applied');
    expect(street.device('ben')).toBeUndefined();
    expect(street.device('own')).toBeDefined();
    expect(street.enters('ben', 'ben2')).toBe('passFirst');
    street.does(street.fay, { type: 'member.role', member: 'm_ben', role: 'member' });
    expect(street.enters('ben', 'ben2')).toBe('applied');
    expect(street.device('ben2')?.member).toBe('m_ben');
  });

  test.each([
    ['m_ben', 'm_fay0000000'],
    ['m_fay0000000', 'm_ben'],
  ])('also not when %s turns out to be %s', (from, into) => {
    street.joins('eve', 'facilitator');
    street.does('m_eve0000000', { type: 'member.merge', from, into });
    expect(street.device('ben')).toBeUndefined();
    expect(street.device('fay0000000')).toBeDefined();
    expect(street.enters('ben', 'ben2')).toBe('passFirst');
  });

  test('two members who are one are one to the site', () => {
    street.does(street.fay, { type: 'member.merge', from: 'm_ben', into: street.ana });
    expect(street.device('ben')?.member).toBe(street.ana);
    expect(street.enters('ben', 'ben2')).toBe('applied');
    expect(street.device('ben2')?.member).toBe(street.ana);
    street.does(street.fay, { type: 'member.erase', member: street.ana });
    expect(bodiesBy(street.state, 'visitor', 'type:visitor')).toEqual([]);
  });
});
