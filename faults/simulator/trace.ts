/** What happened, one line each with the world's time. Two runs of a seed write the same lines. */
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Trace {
  readonly #lines: string[] = [];
  readonly #now: () => number;
  readonly #begun: number;

  /** @param now the world's clock, ms */
  constructor(now: () => number) {
    this.#now = now;
    this.#begun = now();
  }

  say(line: string): void {
    this.#lines.push(`${this.#now() - this.#begun} ${line}`);
  }

  /** SHA-256 of all lines, as hex. */
  get hash(): string {
    return createHash('sha256').update(this.#lines.join('\n')).digest('hex');
  }

  /** Writes it to a new temporary file. @returns its path */
  save(name: string): string {
    const path = join(mkdtempSync(join(tmpdir(), 'tilth-simulator-')), `${name}.txt`);
    writeFileSync(path, `${this.#lines.join('\n')}\n`);
    return path;
  }
}

/** A law of the simulated world was broken. */
export class Violation extends Error {
  override readonly name = 'Violation';
}
