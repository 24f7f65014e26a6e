/**
 * Packets of the socket.io protocol, revision 5 (github.com/socketio/socket.io-protocol): a type, the number of binary
 * attachments, the number of the ack, and JSON in which each attachment has left its number. Attachments follow as
 * binary messages of their own.
 */

/** The packet types that a client of one namespace meets, as they are written. */
export const packet = {
  connect: '0',
  disconnect: '1',
  event: '2',
  ack: '3',
  connectError: '4',
  binaryEvent: '5',
  binaryAck: '6',
} as const;

export interface Packet {
  type: string;
  /** How many binary messages belong to it. */
  attachments: number;
  /** The number of the ack that it asks for or is. */
  id: number | null;
  data: unknown;
}

/** Writes an event; the binary messages that belong to it go right after it. */
export function writeEvent(
  args: readonly unknown[],
  id: number | null,
): { text: string; attachments: Uint8Array[] } {
  const attachments: Uint8Array[] = [];
  const json = JSON.stringify(args, (_key, value: unknown) => {
    if (!(value instanceof Uint8Array)) return value;
    attachments.push(value);
    return { _placeholder: true, num: attachments.length - 1 };
  });
  const head = attachments.length > 0 ? `${packet.binaryEvent}${attachments.length}-` : packet.event;
  return { text: `${head}${id ?? ''}${json}`, attachments };
}

/** Reads a packet's text, without its attachments. Throws on what is not a packet. */
export function readPacket(text: string): Packet {
  const parts = /^([0-6])(?:(\d+)-)?(\d+)?(.*)$/s.exec(text);
  if (!parts) throw new SyntaxError('not a packet');
  const [, type = '', attachments, id, json] = parts;
  return {
    type,
    attachments: Number(attachments ?? 0),
    id: id === undefined ? null : Number(id),
    data: json ? (JSON.parse(json) as unknown) : undefined,
  };
}

/** Puts attachments back to where they left their numbers. */
export function withAttachments(data: unknown, attachments: readonly Uint8Array[]): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map((part) => withAttachments(part, attachments));
  if ('_placeholder' in data && 'num' in data) return attachments[Number(data.num)];
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, withAttachments(value, attachments)]),
  );
}
