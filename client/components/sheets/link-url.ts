/** Addresses that carry a secret: always in the fragment, which no browser sends to a server. */
export function boardLink(origin: string, board: string, carries: 'key' | 'pass', secret: string): string {
  return `${origin}/b/${board}#${carries}=${secret}`;
}
