/** Who has not touched their words for so long does not write any more, for now. ms */
const RESTS = 60_000;

/** Whether someone writes in a field: words stand there, and not for long untouched. */
export class WritingWatch {
  private writing = false;
  private resting: ReturnType<typeof setTimeout> | null = null;

  /** @param changed told when they begin, and when they stop */
  constructor(private readonly changed: (writing: boolean) => void) {}

  /** The field was touched. @param words whether words stand in it now */
  touch(words: boolean): void {
    this.end();
    if (words) this.resting = setTimeout(() => this.set(false), RESTS);
    this.set(words);
  }

  /** The field goes. */
  end(): void {
    if (this.resting) clearTimeout(this.resting);
    this.resting = null;
  }

  private set(writing: boolean): void {
    if (writing === this.writing) return;
    this.writing = writing;
    this.changed(writing);
  }
}
