/** Planning a session: from a template to one that can begin. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { openSession } from '#shared/board/session/policy.ts';
import type { Phase } from '#shared/board/types.ts';
import { minutesOf, type Template, templates } from '#client/session-templates/index.ts';
import { Sheet } from '#client/components/sheets/sheet.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { RunIntent } from '#client/view/intents.ts';
import { placeKey, placeWords } from '#client/view/session/conducted.ts';
import { lengthWords } from '#client/words/minutes.ts';
import './tilth-parts.ts';

const words = {
  title: 'Run a session',
  lead: 'Everyone is taken through the same parts at the same time. You can change all of it later.',
  notYours: 'Sessions are run by the people who look after this board. You find them under People.',
  open: (title: string) => `“${title}” is planned or on. End it, or drop its plan, before another begins.`,
  which: 'What kind',
  people: 'How many people come',
  many: (most: number) => `Above ${most} people it takes very long. Two rings at two tables work better.`,
  parts: (length: string) => `Its parts, ${length}`,
  plan: 'Plan it for later',
  start: 'Start',
} as const;

@customElement('tilth-run-session')
export class TilthRunSession extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
        gap: 16px 32px;
        align-items: start;
      }
      fieldset {
        display: grid;
        gap: 8px;
      }
      legend,
      h3 {
        margin-block-end: 8px;
        font-size: 1rem;
        font-weight: 600;
      }
      .people {
        inline-size: 6rem;
      }
      @container (max-width: 720px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @state() private template: Template = templates[0]!;
  @state() private people = 0;

  override render(): TemplateResult {
    const scene = this.scene();
    const open = openSession(scene.state);
    if (scene.role !== 'facilitator') return this.note(words.notYours);
    if (open) return this.note(words.open(open.title));
    const phases = this.phases(scene);
    return this.frame({
      heading: words.title,
      size: 'panel',
      body: html`<div class="stack">
        <p class="soft">${words.lead}</p>
        <div class="columns">
          <div class="stack">${this.choices()} ${this.head(scene)}</div>
          <section aria-labelledby="parts">
            <h3 id="parts">${words.parts(lengthWords(minutesOf(phases)))}</h3>
            <tilth-parts .phases=${phases}></tilth-parts>
          </section>
        </div>
      </div>`,
      foot: html`<button class="button" type="button" @click=${() => this.plan(phases, false)}>
          ${words.plan}
        </button>
        <button class="button filled" type="button" @click=${() => this.plan(phases, true)}>
          ${words.start}
        </button>`,
    });
  }

  private note(text: string): TemplateResult {
    return this.frame({ heading: words.title, body: html`<p>${text}</p>` });
  }

  private choices(): TemplateResult {
    return html`<fieldset>
      <legend>${words.which}</legend>
      ${templates.map(
        (template) =>
          html`<label class="choice">
            <input
              type="radio"
              name="template"
              .checked=${template === this.template}
              @change=${() => {
                this.template = template;
              }}
            />
            ${template.name}
          </label>`,
      )}
      <p class="hint" aria-live="polite">${this.template.lead}</p>
    </fieldset>`;
  }

  private head(scene: Scene): TemplateResult | typeof nothing {
    const { byPeople } = this.template;
    if (!byPeople) return nothing;
    const people = this.comers(scene);
    return html`<div>
      <label class="label" for="people">${words.people}</label>
      <input
        id="people"
        class="field people"
        type="number"
        inputmode="numeric"
        min=${byPeople.least}
        max=${byPeople.most}
        .value=${String(people)}
        aria-describedby="many"
        @input=${(event: Event) => {
          this.people = Number((event.target as HTMLInputElement).value);
        }}
      />
      <p class="hint" id="many">${people > byPeople.wellUpTo ? words.many(byPeople.wellUpTo) : nothing}</p>
    </div>`;
  }

  /** As many as they said; else as many as are here. */
  private comers(scene: Scene): number {
    const { byPeople } = this.template;
    if (!byPeople) return 0;
    const here = new Set(scene.people.map(({ member }) => member).filter(Boolean)).size;
    const said = this.people || Math.max(here, byPeople.usual);
    return Math.min(byPeople.most, Math.max(byPeople.least, Math.round(said)));
  }

  private phases(scene: Scene): readonly Phase[] {
    return this.template.phases(this.comers(scene));
  }

  private plan(phases: readonly Phase[], start: boolean): void {
    const id = this.session.newId('session');
    const [title = ''] = this.template.name.split(',');
    this.session.keepTyped(placeKey, placeWords('cockpit', id));
    if (!this.send({ type: 'session.plan', session: id, title, phases })) return;
    // the shell runs one after the other
    if (start) this.dispatchEvent(new RunIntent({ type: 'session.start', session: id }));
    this.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-run-session': TilthRunSession;
  }
}
