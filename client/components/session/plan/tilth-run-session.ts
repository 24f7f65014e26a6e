/** Planning a session: from a template to one that can begin. What is changed is kept on the device until it is used. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { openSession } from '#shared/board/session/policy.ts';
import { minutesOf } from '#client/session-templates/index.ts';
import type { Plan } from '#client/session-templates/file.ts';
import { ownKey, readOwn, withOwn, withoutOwn } from '#client/session-templates/own.ts';
import { Sheet } from '#client/components/sheets/sheet.ts';
import type { Scene } from '#client/view/detail/scene.ts';
import { OpenIntent, RunIntent } from '#client/view/intents.ts';
import { placeKey, placeWords } from '#client/view/session/cockpit/conducted.ts';
import {
  type Choice,
  choicesOf,
  draftKey,
  ownId,
  peopleFor,
  readDraft,
} from '#client/view/session/plan-choice.ts';
import { lengthWords } from '#client/words/minutes.ts';
import '#client/components/sheets/tilth-sure.ts';
import { planStyles } from './plan-styles.ts';
import './tilth-plan-editor.ts';
import './tilth-plan-title.ts';
import './tilth-template-file.ts';

const words = {
  title: 'Run a session',
  lead: 'Everyone goes through the same parts at the same time. You can change them now, and those to come while it is on.',
  notYours: 'Sessions are run by the people who look after this board. You find them under People.',
  open: (title: string) => `“${title}” is planned or on. Another can be planned when it has ended.`,
  change: 'Change its plan',
  which: 'What kind',
  people: 'How many people come',
  many: (most: number) => `Above ${most} people it takes very long. Two rings at two tables work better.`,
  parts: (length: string) => `Its parts, ${length}`,
  asItWas: 'As it was',
  own: 'Keep as my template',
  forget: 'Forget this template',
  forgetWhat: 'It goes from this device. Sessions made from it stay.',
  plan: 'Plan it for later',
  start: 'Start',
} as const;

/** Under which names the device keeps the choice and the number of people. */
const chosenKey = 'session:template';
const peopleKey = 'session:people';

@customElement('tilth-run-session')
export class TilthRunSession extends Sheet {
  static override styles = [
    Sheet.styles,
    planStyles,
    css`
      .columns {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 7fr);
        gap: 16px 32px;
        align-items: start;
      }
      fieldset {
        display: grid;
        gap: 8px;
      }
      .lead {
        display: block;
      }
      .people {
        inline-size: 6rem;
      }
      @container (max-width: 45rem) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @state() private own: readonly Plan[] = [];

  protected override willUpdate(): void {
    this.own = readOwn(this.session.typed(ownKey));
  }

  private keep(key: string, words: string): void {
    this.session.keepTyped(key, words);
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const scene = this.scene();
    const open = openSession(scene.state);
    if (scene.role !== 'facilitator') {
      return this.frame({ heading: words.title, body: html`<p>${words.notYours}</p>` });
    }
    return open ? this.another(open.title) : this.planning(scene);
  }

  private another(title: string): TemplateResult {
    return this.frame({
      heading: words.title,
      body: html`<div class="stack">
        <p>${words.open(title)}</p>
        <button class="button" type="button" @click=${() => this.dispatchEvent(new OpenIntent('plan'))}>
          ${words.change}
        </button>
      </div>`,
    });
  }

  private planning(scene: Scene): TemplateResult {
    const choices = choicesOf(this.own);
    const choice = choices.find(({ id }) => id === this.session.typed(chosenKey)) ?? choices[0]!;
    const here = new Set(scene.people.map(({ member }) => member).filter(Boolean)).size;
    const people = peopleFor(choice, Number(this.session.typed(peopleKey)), here);
    const draft = readDraft(this.session.typed(draftKey(choice.id)));
    const plan = draft ?? choice.plan(people);
    return this.frame({
      heading: words.title,
      size: 'panel',
      body: html`<div class="stack">
        <p class="soft">${words.lead}</p>
        <div class="columns">
          <div class="stack">
            ${this.choices(choices, choice)} ${draft ? nothing : this.head(choice, people)}
            <tilth-template-file
              .plan=${plan}
              @tilth-plan-read=${(event: HTMLElementEventMap['tilth-plan-read']) => this.keepOwn(event.plan)}
            ></tilth-template-file>
          </div>
          ${this.parts(choice, plan, draft !== null)}
        </div>
      </div>`,
      foot: html`<button class="button" type="button" @click=${() => this.plan(choice, plan, false)}>
          ${words.plan}
        </button>
        <button class="button filled" type="button" @click=${() => this.plan(choice, plan, true)}>
          ${words.start}
        </button>`,
    });
  }

  private choices(choices: readonly Choice[], chosen: Choice): TemplateResult {
    return html`<fieldset>
      <legend>${words.which}</legend>
      ${repeat(
        choices,
        ({ id }) => id,
        ({ id, name, lead }) =>
          html`<label class="choice">
            <input
              type="radio"
              name="template"
              .checked=${id === chosen.id}
              @change=${() => this.keep(chosenKey, id)}
            />
            <span
              ><span dir="auto">${name}</span>
              ${id === chosen.id ? html`<span class="hint lead" aria-hidden="true">${lead}</span>` : nothing}</span
            >
          </label>`,
      )}
      <p class="aloud" aria-live="polite">${chosen.lead}</p>
    </fieldset>`;
  }

  private head({ byPeople }: Choice, people: number): TemplateResult | typeof nothing {
    if (!byPeople) return nothing;
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
        @change=${(event: Event) => this.keep(peopleKey, (event.target as HTMLInputElement).value)}
      />
      <p class="hint" id="many">${people > byPeople.wellUpTo ? words.many(byPeople.wellUpTo) : nothing}</p>
    </div>`;
  }

  private parts(choice: Choice, plan: Plan, edited: boolean): TemplateResult {
    const save = (change: Partial<Plan>): void =>
      this.keep(draftKey(choice.id), JSON.stringify({ ...plan, ...change }));
    return html`<section class="stack" aria-labelledby="parts">
      <tilth-plan-title
        .name=${plan.title}
        @tilth-title=${(event: HTMLElementEventMap['tilth-title']) => save({ title: event.words })}
      ></tilth-plan-title>
      <h3 id="parts">${words.parts(lengthWords(minutesOf(plan.phases)))}</h3>
      <tilth-plan-editor
        .phases=${plan.phases}
        .newId=${() => this.session.newId('session').slice(2)}
        @tilth-phases=${(event: HTMLElementEventMap['tilth-phases']) => save({ phases: event.phases })}
      ></tilth-plan-editor>
      <div class="row">
        ${
          edited
            ? html`<button class="button small" type="button" @click=${() => this.keepOwn(plan)}>
                  ${words.own}
                </button>
                <button class="button small" type="button" @click=${() => this.keep(draftKey(choice.id), '')}>
                  ${words.asItWas}
                </button>`
            : nothing
        }
        ${
          choice.own
            ? html`<tilth-sure
                .label=${words.forget}
                .what=${words.forgetWhat}
                @tilth-sure=${() => this.forget(choice.plan(0).title)}
              ></tilth-sure>`
            : nothing
        }
      </div>
    </section>`;
  }

  /** Becomes a template of one's own, and is the one that is chosen. */
  private keepOwn(plan: Plan): void {
    const id = ownId(plan.title);
    this.keep(draftKey(id), '');
    this.keep(ownKey, JSON.stringify(withOwn(this.own, plan)));
    this.keep(chosenKey, id);
  }

  private forget(title: string): void {
    this.keep(draftKey(ownId(title)), '');
    this.keep(ownKey, JSON.stringify(withoutOwn(this.own, title)));
    this.keep(chosenKey, '');
  }

  private plan(choice: Choice, { title, phases }: Plan, start: boolean): void {
    const id = this.session.newId('session');
    this.keep(placeKey, placeWords('cockpit', id));
    if (!this.send({ type: 'session.plan', session: id, title, phases })) return;
    // the shell runs one after the other
    if (start) this.dispatchEvent(new RunIntent({ type: 'session.start', session: id }));
    this.keep(draftKey(choice.id), '');
    this.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-run-session': TilthRunSession;
  }
}
