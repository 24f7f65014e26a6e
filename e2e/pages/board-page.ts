import { expect, type Locator, type Page } from '@playwright/test';
import type { Kind } from '#shared/board/types.ts';
import { CardPage } from './card-page.ts';

const lanes: Record<Kind, { region: string; input: string }> = {
  need: { region: 'Needs', input: 'Add a need' },
  offer: { region: 'Offers', input: 'Add an offer' },
  referral: { region: 'Referrals', input: 'Add a referral' },
  promotion: { region: 'Promotions', input: 'Add a promotion' },
};

/** A board as a person finds it: by the names of its regions, fields and buttons. */
export class BoardPage {
  constructor(readonly page: Page) {}

  lane(kind: Kind): Locator {
    return this.page.getByRole('region', { name: lanes[kind].region, exact: true });
  }

  input(kind: Kind): Locator {
    return this.page.getByRole('textbox', { name: lanes[kind].input });
  }

  card(title: string): Locator {
    return this.page.getByRole('article', { name: title });
  }

  /** The button on a card, or on the sheet that is open. */
  button(title: string, name: string): Locator {
    return this.card(title).getByRole('button', { name, exact: true });
  }

  connection(state: 'Saved' | 'Saving…' | 'Offline' | 'Not saving just now'): Locator {
    return this.page.getByRole('status').filter({ hasText: new RegExp(`^\\s*${state}`) });
  }

  async isOpen(): Promise<void> {
    await expect(this.lane('need')).toBeVisible();
  }

  async isSaved(): Promise<void> {
    await expect(this.connection('Saved')).toBeVisible();
  }

  /** Types a card into its lane's input and posts it by Enter. */
  async write(kind: Kind, words: string): Promise<void> {
    await this.input(kind).fill(words);
    await this.input(kind).press('Enter');
    await expect(this.input(kind)).toHaveValue('');
  }

  /** The same, and waits until it is on the board and saved. */
  async add(kind: Kind, title: string): Promise<void> {
    await this.write(kind, title);
    await expect(this.lane(kind).getByRole('article', { name: title })).toBeVisible();
    await this.isSaved();
  }

  async press(title: string, name: string): Promise<void> {
    await this.button(title, name).click();
  }

  /** Opens a card whole. */
  async open(title: string): Promise<CardPage> {
    await this.card(title)
      .getByRole('heading')
      .getByRole('button')
      .or(this.card(title).getByRole('heading').getByRole('link'))
      .click();
    const card = new CardPage(this.page);
    await expect(card.sheet).toBeVisible();
    return card;
  }

  /** On the sheet that is open. */
  get sheet(): Locator {
    return this.page.getByRole('dialog');
  }
}
