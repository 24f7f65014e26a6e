/**
 * Every limit of Tilth, by name. Sizes are bytes unless the name says otherwise, times are milliseconds.
 * The client refuses in words before the server has to; the server never trusts that it did.
 */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
export const time = { SECOND, MINUTE, HOUR, DAY } as const;

export const limits = {
  // words, in UTF-16 code units
  name: 60,
  boardTitle: 120,
  title: 140,
  body: 4_000,
  notes: 4_000,
  note: 1_000,
  comment: 1_000,
  reason: 500,
  contactLine: 200,
  area: 60,
  availability: 120,
  category: 40,
  tag: 30,
  tags: 8,
  behalf: 60,
  outsideName: 80,
  language: 12,
  linkLabel: 60,
  /** Words that are looked for, as those who follow are told them. */
  lookingWords: 120,

  // a board
  cards: 2_000,
  people: 3_000,
  quantity: 10_000,
  commentsPerCard: 200,
  commentsPerMemberAndCard: 40,
  helpsPerCard: 200,
  introductionsPerCard: 100,
  introductionsPerMemberAndCard: 10,
  /** Introductions that wait for the answer of one person: all, and those of one introducer. */
  introductionsToOne: 50,
  introductionsToOneByOne: 3,
  editorsPerCard: 20,
  waitingPromotions: 3,
  cardsPerMember: 100,
  notices: 500,
  links: 24,
  devicesPerMember: 8,
  passesPerMember: 8,
  reportsPerCard: 20,
  /** Reports of one member that facilitators have not closed. */
  reportsPerMember: 50,
  recordsPerMember: 2_000,

  // a session
  sessionTitle: 120,
  phases: 24,
  phaseName: 60,
  phasePrompt: 500,
  /** Minutes of one phase. */
  phaseMinutes: 240,
  /** Sessions that a board remembers; the oldest makes room. */
  sessions: 12,
  seats: 1_000,
  groupRounds: 12,
  /** Who came and who went is written down at most so often, and of so many people at once. */
  attendanceEvery: 500,
  attendanceAtOnce: 250,
  /** Whoever is nowhere to be seen for so long is away: a page that is loaded again is back by then. */
  awayAfter: 6 * SECOND,
  /** Who take over, in order. */
  leadOrder: 12,
  /** Templates of one's own on a device, and how large the file of one may be, in bytes. */
  ownTemplates: 20,
  templateFile: 64 * 1024,
  /** Who wait at its door, and as many of them as one address may be. */
  knocks: 100,
  knocksPerAddress: 60,
  /** Devices that were told "not today", the newest. */
  turnedAway: 200,

  // the wire
  command: 16 * 1024,
  textUpdate: 48 * 1024,
  textState: 64 * 1024,
  message: 160 * 1024,
  commandsPerSecond: 20,
  commandBurst: 100,
  textsPerSecond: 20,
  textBurst: 100,
  heresPerSecond: 12,
  hereBurst: 40,
  /** What may wait to be sent to one connection: who lets more wait and asks on is cut off. */
  sendQueue: 1024 * 1024,
  /** A reader for whom more waits is left behind; the rest of the queue is for answers. */
  sendQueueBehind: 768 * 1024,
  /** It starts afresh once no more than this is left to send it. */
  sendQueueDrained: 64 * 1024,
  /** Whoever has not come in yet: for how long, with how many bytes, and how many of them there are. */
  unauthenticatedFor: 5 * SECOND,
  unauthenticatedBytes: 16 * 1024,
  unauthenticated: 1_000,
  /** How long one turn of the event loop may be spent on letting people in, ms. */
  admissionSlice: 10,
  /** Of one connection, whatever they are; one counts again for each unit of bytes in it. */
  messagesPerSecond: 200,
  messageBurst: 2_000,
  messageUnit: 4 * 1024,
  /** Payloads that fit no schema: who sends more is cut off. */
  badPayloadsPerSecond: 1,
  badPayloadBurst: 200,
  socketsPerMember: 8,
  socketsPerAddress: 400,
  failedKeysPerMinute: 30,
  /** Wrong spoken codes of all addresses together, a node. */
  wrongCodesPerMinute: 120,
  /** How often one address may come to doors that ask first. */
  knocksPerMinute: 120,
  boardsPerHourAndAddress: 30,
  openTextsPerSocket: 16,

  // the text gate
  gateStructs: 2_000,
  gateClients: 256,
  gateDeleteRanges: 8_000,
  gateLength: 2_000_000,
  /** Steps of conflict resolution (about 0.1 µs each) that one update, and each later load of the text, may take. */
  gateApplyWork: 1_500_000,
  gateLoadWork: 400_000,
  gateCpuPerWindow: 200,
  gateWindow: 10 * SECOND,

  // the room
  /** Between two commits of a board, each with its frame; ms, in the largest rooms. */
  beatLongest: 70,
  settleEvery: 350,
  roomQueue: 4_000,
  batch: 512,
  appliedIdsPerMember: 1_000,
  appliedIdsFor: 7 * DAY,
  snapshotEveryEntries: 500,
  snapshotEvery: 30 * SECOND,
  /** Frames that were sent, kept for those who come back after a moment. */
  windowFrames: 1_000,
  windowBytes: 256 * 1024,
  /** A joiner gets no longer tail behind a cached document, and nobody more missing frames than that. */
  tailEntries: 200,
  tailBytes: 64 * 1024,
  roomIdleFor: 60 * SECOND,
  appendTimeout: 5 * SECOND,
  pulseEvery: 10 * SECOND,

  // other people's sites
  /** Sites that one board may be shown on. */
  sites: 20,
  /** Characters of the address of one. */
  origin: 253,
  /** Keys that they sign tokens with, of all sites of a board. */
  siteKeys: 20,
  /** The length of a token, of whom it names and of its own name; and for how long one may hold, ms. */
  token: 2_048,
  tokenSubject: 128,
  tokenNameLeast: 8,
  tokenName: 64,
  tokenFor: 10 * MINUTE,
  /** How far ahead a site's clock may be, ms. */
  tokenSkew: 1 * MINUTE,
  /** Tokens of one site's key that were used and have not ended. */
  tokens: 5_000,
  /** They are told of changes at most so often. */
  publicEvery: 1 * SECOND,
  /** Changes kept for readers who come back after a moment. */
  publicChanges: 120,
  /** Readers on one node, of all boards; and what may wait to be sent to one. */
  publicReaders: 20_000,
  publicQueue: 256 * 1024,
  /** An answer that nobody reads is given up after so long; longer than two heartbeats of a stream. */
  unreadFor: 1 * MINUTE,
  /** Boards that one reader follows at once. */
  publicBoards: 20,
  publicHeartbeat: 25 * SECOND,

  // Redis
  redisTimeout: 1 * SECOND,
  redisQueue: 4_000,
  /** A node that could not ask for so long whether it knows the newest of a board serves it to nobody. */
  outOfTouchFor: 5 * SECOND,

  // presence
  /** A person says where they look at most so often, and nodes tell each other as often. */
  presenceEvery: 200,
  /** A node tells its readers at most so often. */
  presenceTick: 50,
  idleAfter: 60 * SECOND,
  presenceLease: 15 * SECOND,

  // the client
  outbox: 2_000,
  outboxFor: 7 * DAY,
  drafts: 500,
  reconnectJitter: 1 * SECOND,
  reconnectLongest: 30 * SECOND,
  /** As long at most where a server answers, and asks to come back in a moment. */
  comeBackLongest: 4 * SECOND,
  ackTimeout: 10 * SECOND,
  typingThrottle: 120,
  persistEvery: 250,
  compareEvery: 15 * SECOND,
  /** A clock that is looked at is set by so many answers at once, and by another so often. */
  timeSamples: 8,
  timeEvery: 20 * SECOND,
} as const;

/** How long a card of each kind stays open when its author says nothing, in milliseconds. */
export const expiryByKind = {
  need: 30 * DAY,
  offer: 90 * DAY,
  referral: 180 * DAY,
  promotion: 7 * DAY,
} as const;

/** How long a need stays open by urgency; the shorter of this and {@link expiryByKind} holds. */
export const expiryByUrgency = { now: 3 * DAY, days: 14 * DAY, week: 21 * DAY, anytime: 90 * DAY } as const;

export const sessionRule = {
  /** A step is announced at most so long before. */
  announce: 60 * SECOND,
  /** What the phase before asked for is accepted for so long: nobody's line is cut. */
  grace: 60 * SECOND,
  /** Going back to a phase leaves at least so much of its time. */
  returnWith: 60 * SECOND,
  /** After so long without whoever runs it, the session passes on. */
  leadAway: 60 * SECOND,
  /** After its end a session stands above the board for so long, with the way to what came of it. */
  shownAfter: 12 * HOUR,
  groupLeast: 3,
  groupMost: 6,
} as const;

export const doorRule = {
  /** A door closes by itself after this long. */
  openFor: 1 * DAY,
  /** Whoever waits and is not heard of for so long has left; those who wait are heard of as often as this. */
  waitsFor: 3 * MINUTE,
  heardEvery: 1 * MINUTE,
} as const;

export const promotionRule = {
  base: 1,
  ceiling: 3,
  baseMost: 3,
  ceilingMost: 5,
  /** More room is earned by confirmed acts of service in the last {@link promotionRule.earnWindow}. */
  steps: [
    { acts: 3, people: 2 },
    { acts: 8, people: 4 },
  ],
  earnWindow: 30 * DAY,
  /** A confirmer counts once approved, or after this long as a member. */
  confirmerAge: 1 * DAY,
  /** A promotion comes down after this long. */
  upFor: 7 * DAY,
  /** The same words again wait this long after they came down. */
  sameAgainAfter: 2 * DAY,
  /** An override without a session ends at the latest after this long. */
  overrideFor: 1 * DAY,
  /** So many members' "this looks like a promotion" ask its author, in private. */
  askAfter: 2,
} as const;
