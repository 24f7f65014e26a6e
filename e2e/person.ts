import { expect, type Page } from '@playwright/test';
import { BoardPage } from './pages/board-page.ts';

/** What a browser says by itself while the network or the server is away. */
const awaited = /net::ERR_|WebSocket connection to|status of (404|429|503)/;

/** Someone with a browser. */
export class Person {
  readonly board: BoardPage;
  /** Scripts that threw, and what the console called an error, a blocked resource for instance. */
  readonly problems: string[] = [];

  constructor(
    readonly name: string,
    readonly page: Page,
    /** The link they came by. */
    readonly link: string,
  ) {
    this.board = new BoardPage(page);
    page.on('pageerror', (error) => this.problems.push(`${error.message}\n${error.stack ?? ''}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !awaited.test(message.text())) this.problems.push(message.text());
    });
  }

  /** Gives their name on the join page; then they are on the board. */
  async join(): Promise<void> {
    await this.page.getByLabel('Your name').fill(this.name);
    await this.page.getByRole('button', { name: 'Join', exact: true }).click();
    await this.board.isOpen();
  }

  async goOffline(): Promise<void> {
    await this.page.context().setOffline(true);
    await expect(this.board.connection('Offline')).toBeVisible();
  }

  async comeBack(): Promise<void> {
    await this.page.context().setOffline(false);
    await this.board.isSaved();
  }
}
