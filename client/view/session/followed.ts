/** What whoever one follows looks for among the cards, as a filter of one's own. */
import type { State } from '#shared/board/types.ts';
import type { Looking } from '#shared/protocol.ts';
import type { Filter } from '#client/view/find.ts';
import type { CardSearch } from '#client/view/search.ts';

/** Whoever types a word looks for each of its beginnings; those who listen hear what it came to. ms */
const TYPED = 1_500;

export class Followed {
  private looking: Looking | null = null;
  private search: Promise<CardSearch> | null = null;
  private saying: ReturnType<typeof setTimeout> | null = null;

  /**
   * @param show what is to be seen now; null: all
   * @param say what is looked for, when it has stayed so for a moment
   */
  constructor(
    private readonly show: (filter: Filter | null) => void,
    private readonly say: (looking: Looking | null) => void,
  ) {}

  /** The board as it is now, and what is looked for on it; null: all of it. */
  take(state: State, looking: Looking | null): void {
    const turned = looking !== this.looking;
    this.looking = looking;
    if (turned) this.sayLater();
    // New cards may hold the words, too.
    if (looking && (turned || looking.words)) void this.find(state, looking);
    else if (turned) this.show(null);
  }

  /** Nobody is followed any more. */
  end(): void {
    if (this.looking) this.show(null);
    this.looking = null;
    if (this.saying) clearTimeout(this.saying);
  }

  private async find(state: State, looking: Looking): Promise<void> {
    this.search ??= import('#client/view/search.ts').then(({ CardSearch }) => new CardSearch());
    try {
      const search = await this.search;
      if (looking === this.looking) this.show(search.filter(state, looking));
    } catch {
      // the code did not come: the next one tries again, and until then all is seen
      this.search = null;
    }
  }

  private sayLater(): void {
    if (this.saying) clearTimeout(this.saying);
    this.saying = setTimeout(() => this.say(this.looking), TYPED);
  }
}
