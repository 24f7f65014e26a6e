/** Bugs of coming in by another site's word. */
import type { Mutant } from './mutant.ts';

const reading = ['server/rooms/token.test.ts'];
const coming = ['server/realtime/tokens.test.ts'];
const rules = ['shared/board/sites.test.ts'];
const client = ['client/sync/host-wire.test.ts'];

export const tokenMutants: readonly Mutant[] = [
  {
    name: 'a token of another site',
    file: 'server/rooms/token.ts',
    is: 'iss: (value, { site }) => value === site',
    becomes: "iss: (value) => typeof value === 'string'",
    suites: reading,
  },
  {
    name: 'a token for several servers',
    file: 'server/rooms/token.ts',
    is: 'aud: (value, { audience }) => value === audience',
    becomes: 'aud: (value, { audience }) => [value].flat().includes(audience)',
    suites: reading,
  },
  {
    name: 'a token that says by what it is signed',
    file: 'server/rooms/token.ts',
    is: "  if (alg !== key.alg) return 'algorithm';\n",
    becomes: '',
    suites: reading,
  },
  {
    name: 'a token made to last',
    file: 'server/rooms/token.ts',
    is: 'msOf(value) <= msOf(iat) + limits.tokenFor',
    becomes: 'msOf(value) > msOf(iat)',
    suites: reading,
  },
  {
    name: 'a token used twice',
    file: 'shared/board/decide/visitors.ts',
    is: "  if (state.records.has(`token:${key}:${token}`)) return no('exists');\n",
    becomes: '',
    suites: [...rules, ...coming],
  },
  {
    name: 'wrong tokens that are not counted',
    file: 'server/realtime/tokens.ts',
    is: '      metrics.tokens.inc({ result: visit });\n      tries.wrong(address);\n',
    becomes: '      metrics.tokens.inc({ result: visit });\n',
    suites: coming,
  },
  {
    name: "another device's time made longer",
    file: 'server/realtime/events/enter.ts',
    is: "credential.type === 'device' && credential.device === device?.device",
    becomes: "credential.type === 'device'",
    suites: coming,
  },
  {
    name: 'a site that speaks for a facilitator',
    file: 'shared/board/decide/visitors.ts',
    is: "  if (member.role === 'facilitator') return no('passFirst');\n",
    becomes: '',
    suites: [...rules, ...coming],
  },
  {
    name: "a site's word that makes a pass",
    file: 'server/realtime/events/access.ts',
    is: "      if (endsByItself(credential)) return { code: 'facilitatorsOnly', retry: 'never' };\n      const until",
    becomes: '      const until',
    suites: coming,
  },
  {
    name: "a site's word that opens a door",
    file: 'server/realtime/events/access.ts',
    is: "      if (endsByItself(credential)) return { code: 'facilitatorsOnly', retry: 'never' };\n      return planOpening",
    becomes: '      return planOpening',
    suites: coming,
  },
  {
    name: 'a key that outlives its site',
    file: 'shared/board/decide/sites.ts',
    is: '    if (!origins.includes(site)) forgetKey(change, key);\n',
    becomes: '',
    suites: [...rules, ...coming],
  },
  {
    name: 'somebody else signed in on the site',
    file: 'client/sync/host-wire.ts',
    is: "return subject === this.#subject ? { token } : 'other';",
    becomes: 'return { token };',
    suites: client,
  },
  {
    name: "a token renewed by the device's clock",
    file: 'client/sync/host-wire.ts',
    is: '    this.#ahead = now - this.#around.now();\n',
    becomes: '',
    suites: client,
  },
];
