/** Bugs of the rules, of the text gate, and of the client. */
import type { Mutant } from './mutant.ts';

const promotion = ['shared/board/promotion.test.ts'];
const permissions = ['shared/board/permissions.test.ts'];
const gate = ['shared/doc/gate.attack.test.ts', 'shared/doc/gate.crafted.test.ts'];

export const sharedMutants: readonly Mutant[] = [
  {
    name: 'a role not checked',
    file: 'shared/board/decide.ts',
    is: "  if (commandRoles[command.type] === 'facilitator' && role !== 'facilitator') return no('facilitatorsOnly');\n",
    becomes: '',
    suites: permissions,
  },
  {
    name: "a member's link that makes facilitators",
    file: 'shared/board/decide/joining.ts',
    is: "  if (rank[command.role] > rank[actor.role]) return no('facilitatorsOnly');\n",
    becomes: '',
    suites: ['shared/board/members.test.ts', ...permissions, 'server/realtime/matrix.test.ts'],
  },
  {
    name: "others' cards changed",
    file: 'shared/board/decide/cards.ts',
    is: "    if (!isFacilitator(state, me) || !tidies) return no('notYours');\n",
    becomes: '',
    suites: [...permissions, 'shared/board/cards.test.ts'],
  },
  {
    name: '`was` not compared',
    file: 'shared/board/decide/cards.ts',
    is: "    if (command.title.was !== card.title) return no('stale', 'ask', { theirs: card.title });\n",
    becomes: '',
    suites: ['shared/board/cards.test.ts'],
  },
  {
    name: 'a help given twice',
    file: 'shared/board/decide/helps.ts',
    is: "  if (sides.card.left !== undefined && sides.card.left < help.quantity) return no('taken', 'later');\n",
    becomes: '',
    suites: ['shared/board/helps.test.ts'],
  },
  {
    name: 'a help accepted by anyone',
    file: 'shared/board/decide/helps.ts',
    is:
      "  if (me !== sides.owner) return no('notYours');\n  if (help.state !== 'proposed') return no('wrongState');\n" +
      '  const where',
    becomes: "  if (help.state !== 'proposed') return no('wrongState');\n  const where",
    suites: ['shared/board/helps.test.ts', ...permissions],
  },
  {
    name: 'an expiry off by one',
    file: 'shared/board/cards.ts',
    is: 'card.expires > at',
    becomes: 'card.expires >= at',
    suites: ['shared/board/cards.test.ts', ...promotion],
  },
  {
    name: 'a promotion slot too many',
    file: 'shared/board/decide/settle.ts',
    is: 'return slots(state, member, at) - livePromotions(state, member, at).length;',
    becomes: 'return 1 + slots(state, member, at) - livePromotions(state, member, at).length;',
    suites: promotion,
  },
  {
    name: 'service confirmed by newcomers',
    file: 'shared/board/promotion.ts',
    is: 'return confirmer.approved !== undefined || act.at - confirmer.joined >= promotionRule.confirmerAge;',
    becomes: 'return true;',
    suites: promotion,
  },
  {
    name: 'the same words again at once',
    file: 'shared/board/promotion.ts',
    is: '  return until > at ? until : undefined;',
    becomes: '  return until < 0 ? until : undefined;',
    suites: promotion,
  },
  {
    name: 'a need of its own that welcomes a promotion',
    file: 'shared/board/promotion.ts',
    is: ' && isAlive(need, at) && need.author !== offer.author',
    becomes: ' && isAlive(need, at)',
    suites: promotion,
  },
  {
    name: 'paid help that counts as service',
    file: 'shared/board/promotion.ts',
    is: 'if (act.paid || act.at <=',
    becomes: 'if (act.at <=',
    suites: promotion,
  },
  {
    name: 'what is due a moment late',
    file: 'shared/board/due.ts',
    is: 'one.at <= at',
    becomes: 'one.at < at',
    suites: [...promotion, 'shared/board/random.test.ts'],
  },
  {
    name: 'gate ownership not checked',
    file: 'shared/doc/gate.ts',
    is: "    if (owner !== undefined && owner !== member) return refuse('textForeign');\n",
    becomes: '',
    suites: gate,
  },
  {
    name: 'a text on which replicas differ',
    file: 'shared/doc/gate.ts',
    is: 'return sameLayout(layout, layoutOf(loadText(state))) ? state : null;',
    becomes: 'return state;',
    suites: gate,
  },
  {
    name: 'a text without end',
    file: 'shared/doc/gate.ts',
    is: "  if (value.length > maxLength) return refuse('textTooLong');\n",
    becomes: '',
    suites: [...gate, 'shared/doc/gate.honest.test.ts'],
  },
  {
    name: 'the epoch ignored by a client',
    file: 'client/sync/replica.ts',
    is: 'if (full || !this.#doc || reply.epoch !== this.epoch) this.#fresh(reply.epoch);',
    becomes: 'if (!this.#doc) this.#fresh(reply.epoch);',
    suites: ['client/sync/replica.test.ts'],
  },
  {
    name: 'a missing frame passed over',
    file: 'client/sync/replica.ts',
    is: 'if (epoch !== this.epoch || from > this.seq + 1 || !this.#doc) return this.#miss();',
    becomes: 'if (epoch !== this.epoch || !this.#doc) return this.#miss();',
    suites: ['client/sync/replica.test.ts'],
  },
  {
    name: 'a heartbeat that never differs',
    file: 'client/sync/comparing.ts',
    is: '    if (own !== null && own !== hash && !this.#inVain) return void this.#mend();\n',
    becomes: '',
    suites: ['client/sync/comparing.test.ts'],
  },
  {
    name: 'words changed after they were sent',
    file: 'client/sync/outbox.ts',
    is: "last && last.state.is === 'queued' && !last.sent ? fold",
    becomes: "last && last.state.is === 'queued' ? fold",
    suites: ['client/sync/outbox.test.ts', 'client/sync/session.test.ts'],
  },
  {
    name: '"saved" before the ack',
    file: 'client/sync/outbox.ts',
    is: "filter((entry) => entry.state.is !== 'acked').length",
    becomes: "filter((entry) => entry.state.is === 'queued').length",
    suites: ['client/sync/outbox.test.ts', 'client/sync/session.test.ts'],
  },
];
