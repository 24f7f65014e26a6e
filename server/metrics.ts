/** What an operator can watch. Labels are of our own making: never a name, an id, an address or anything a person wrote. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    connections: new Gauge({ name: 'tilth_connections', help: 'Live sockets.', registers }),
    rooms: new Gauge({ name: 'tilth_boards_active', help: 'Boards in memory.', registers }),
    readOnly: new Gauge({
      name: 'tilth_boards_read_only',
      help: 'Boards that cannot be written because the store fails.',
      registers,
    }),
    jobs: new Counter({
      name: 'tilth_jobs_total',
      help: 'Commands, texts and system jobs by how they ended: applied, again, nothing, or the refusal code.',
      labelNames: ['type', 'result'] as const,
      registers,
    }),
    unforgotten: new Counter({
      name: 'tilth_forgetting_failures_total',
      help: 'Times that something erased could not be taken off the disk yet; it is tried again every 20 seconds.',
      registers,
    }),
    append: new Histogram({
      name: 'tilth_append_seconds',
      help: 'Time of one durable append.',
      buckets: seconds,
      registers,
    }),
    appendResults: new Counter({
      name: 'tilth_appends_total',
      help: 'Appends by result: ok, conflict or unknown.',
      labelNames: ['result'] as const,
      registers,
    }),
    hostileTexts: new Counter({
      name: 'tilth_hostile_texts_total',
      help: 'Text updates that no honest client makes, by refusal code.',
      labelNames: ['code'] as const,
      registers,
    }),
    handshakes: new Counter({
      name: 'tilth_handshakes_total',
      help: 'Handshakes by result: ok or the refusal code.',
      labelNames: ['result'] as const,
      registers,
    }),
    tokens: new Counter({
      name: 'tilth_site_tokens_total',
      help: 'Tokens of other sites by result: ok, what is wrong with them, or the refusal code.',
      labelNames: ['result'] as const,
      registers,
    }),
    badPayloads: new Counter({
      name: 'tilth_bad_payloads_total',
      help: 'Payloads that fit no schema, by event; unknown: events that there are not.',
      labelNames: ['event'] as const,
      registers,
    }),
    handlerErrors: new Counter({
      name: 'tilth_handler_errors_total',
      help: 'Handlers that threw, by event.',
      labelNames: ['event'] as const,
      registers,
    }),
    divergences: new Counter({
      name: 'tilth_divergences_total',
      help: 'Copies that differed from the board, by their own word, and were sent afresh.',
      registers,
    }),
    turnedAway: new Counter({
      name: 'tilth_turned_away_total',
      help: 'Sockets that were refused or cut off before they came in, by why.',
      labelNames: ['why'] as const,
      registers,
    }),
    floods: new Counter({
      name: 'tilth_floods_total',
      help: 'Connections cut off for what they sent: too many messages, bad payloads, or attachments without end.',
      labelNames: ['why'] as const,
      registers,
    }),
    arrivals: new Gauge({
      name: 'tilth_arrivals',
      help: 'Sockets on their way in: those that wait for their turn and those that have shown nothing yet.',
      registers,
    }),
    guests: new Gauge({ name: 'tilth_guests', help: 'Sockets of people who wait to be let in.', registers }),
    turnsWaiting: new Gauge({
      name: 'tilth_turns_waiting',
      help: 'Handshakes and syncs that wait for their turn.',
      registers,
    }),
    bytesQueued: new Gauge({
      name: 'tilth_bytes_queued',
      help: 'Bytes that wait to be sent, of all connections.',
      registers,
    }),
    readersBehind: new Gauge({
      name: 'tilth_readers_behind',
      help: 'Connections that are sent nothing until they have read what waits for them.',
      registers,
    }),
    slowReaders: new Counter({
      name: 'tilth_slow_readers_total',
      help: 'Connections that fell behind and were made to sync again.',
      registers,
    }),
    sentAway: new Counter({
      name: 'tilth_sent_away_total',
      help: 'Connections ended because this node could not ask whether it knows the newest of their board.',
      registers,
    }),
    unreadAnswers: new Counter({
      name: 'tilth_unread_answers_total',
      help: 'Connections cut off because they asked on and read no answer.',
      registers,
    }),
    seats: new Counter({
      name: 'tilth_session_seats_total',
      help: 'People of whom a session was told that they came or went.',
      labelNames: ['what'] as const,
      registers,
    }),
    frames: new Counter({ name: 'tilth_frames_total', help: 'Frames sent to a room.', registers }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
