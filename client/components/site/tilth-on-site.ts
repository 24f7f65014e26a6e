/** On your site: which sites of other people may show the board, and what to put into a page there. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from '#client/icons/icon.ts';
import { onSite } from '#client/view/site/on-site.ts';
import { Sheet } from '../sheets/sheet.ts';
import './tilth-site-keys.ts';
import './tilth-sites.ts';
import './tilth-snippet.ts';

const words = {
  title: 'On your site',
  only: 'Only facilitators see this.',
  notYours: 'This page is for the people who look after the board. You find them under People.',
  lead: 'The board can stand in pages of a library, a parish, a tenants’ association. Whoever reads them sees what is open, live, and nobody’s name, comments or contact. Open it only to what the whole world may read.',
} as const;

@customElement('tilth-on-site')
export class TilthOnSite extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      section + section {
        padding-block-start: 20px;
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  override render(): TemplateResult {
    const scene = this.scene();
    if (scene.role !== 'facilitator')
      return this.frame({ heading: words.title, body: html`<p>${words.notYours}</p>` });
    const { title, sites, keys } = onSite(scene);
    return this.frame({
      heading: words.title,
      size: 'panel',
      body: html`<div class="stack">
        <p class="private">${icon('lock', 16)} <span>${words.only}</span></p>
        <p>${words.lead}</p>
        <section><tilth-sites .session=${this.session} .sites=${sites}></tilth-sites></section>
        ${
          sites.length === 0
            ? nothing
            : html`<section>
                  <tilth-snippet
                    .session=${this.session}
                    .name=${title}
                    .signsIn=${keys.length > 0}
                  ></tilth-snippet>
                </section>
                <section>
                  <tilth-site-keys .session=${this.session} .sites=${sites} .keys=${keys}></tilth-site-keys>
                </section>`
        }
      </div>`,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-on-site': TilthOnSite;
  }
}
