/** Running text: opening, writing and closing. Whether one may is asked of the board as it is at that moment, each time. */
import * as Y from 'yjs';
import { mayText } from '#shared/board/access.ts';
import { emptyText, type TextRecord } from '#shared/doc/gate.ts';
import { packBytes } from '#shared/doc/pack.ts';
import { limits } from '#shared/limits.ts';
import type { TextOpen, TextOpenReply, TextPush, TextPushReply } from '#shared/protocol.ts';
import { freshId } from '#server/rooms/secrets.ts';
import { isTextId, isTextOpen, isTextPush } from '../schemas/messages.ts';
import type { Event } from './event.ts';

export const textOpen: Event<'textOpen', TextOpen, TextOpenReply> = {
  name: 'textOpen',
  check: isTextOpen,
  allowance: 'text',
  refuse: (refusal) => ({ ok: false, refusal }),
  run({ live, connection, actor }, request, answer) {
    const { room } = connection;
    const { text } = request;
    const may = mayText(room.state, actor, text);
    if (!may) {
      answer({ ok: false, refusal: { code: 'noCard', retry: 'never' } });
      return;
    }
    const many = !connection.texts.has(text) && connection.texts.size >= limits.openTextsPerSocket;
    if (many || connection.reading === 'behind') {
      answer({ ok: false, refusal: { code: 'slowDown', retry: 'later' } });
      return;
    }
    // What is pending goes to those who read already; the reply holds it.
    room.flush();
    const record = room.texts.get(text) ?? emptyText(text);
    const missing = lacking(record, request);
    answer({
      ok: true,
      epoch: record.epoch,
      rev: record.rev,
      mode: missing ? 'delta' : 'full',
      updates: packBytes([missing ?? record.state]),
      mayEdit: may === 'edit',
    });
    live.audience(connection).openText(connection, text);
  },
};

/** What the client lacks of its epoch, or null if it needs all. */
function lacking(record: TextRecord, { epoch, stateVector }: TextOpen): Uint8Array | null {
  if (epoch !== record.epoch || !stateVector) return null;
  try {
    return Y.diffUpdate(record.state, stateVector);
  } catch {
    return null;
  }
}

export const textPush: Event<'textPush', TextPush, TextPushReply> = {
  name: 'textPush',
  check: isTextPush,
  allowance: 'text',
  refuse: (refusal) => ({ ok: false, refusal }),
  async run({ live, connection, actor }, { text, epoch, update }, answer) {
    const outcome = await connection.room.do({
      type: 'text',
      id: freshId('command', live.around.randomBytes),
      actor,
      text,
      epoch,
      update,
    });
    answer(
      outcome.type === 'applied'
        ? { ok: true, seq: outcome.seq, rev: outcome.rev ?? 0 }
        : { ok: false, refusal: outcome.refusal },
    );
  },
};

export const textClose: Event<'textClose', string, void> = {
  name: 'textClose',
  check: isTextId,
  allowance: 'text',
  refuse: () => undefined,
  run({ live, connection }, text, answer) {
    live.audience(connection).closeText(connection, text);
    answer();
  },
};
