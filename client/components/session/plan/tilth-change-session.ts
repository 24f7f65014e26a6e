/** Changing a session that is planned, or the parts to come of one that is on. What is changed is kept until it is saved. */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { mayRun, openSession } from '#shared/board/session/policy.ts';
import type { Session } from '#shared/board/types.ts';
import { minutesOf } from '#client/session-templates/index.ts';
import type { Plan } from '#client/session-templates/file.ts';
import { Sheet } from '#client/components/sheets/sheet.ts';
import { fixedOf } from '#client/view/session/editing.ts';
import { draftKey, readDraft, rebased } from '#client/view/session/plan-choice.ts';
import { lengthWords } from '#client/words/minutes.ts';
import { planStyles } from './plan-styles.ts';
import './tilth-plan-editor.ts';
import './tilth-plan-title.ts';

const words = {
  title: 'Change the plan',
  none: 'There is no session to change.',
  parts: (length: string) => `Its parts, ${length}`,
  kept: 'Not saved yet; kept on this device.',
  back: 'Leave it as it is',
  save: 'Save the plan',
} as const;

@customElement('tilth-change-session')
export class TilthChangeSession extends Sheet {
  static override styles = [Sheet.styles, planStyles];

  override render(): TemplateResult {
    const { state, me } = this.scene();
    const session = openSession(state);
    if (!session || me === null || !mayRun(state, session, me)) {
      return this.frame({ heading: words.title, body: html`<p>${words.none}</p>` });
    }
    const draft = readDraft(this.session.typed(draftKey(session.id)));
    const plan = draft ? rebased(draft, session) : session;
    return this.frame({
      heading: words.title,
      size: 'panel',
      body: this.parts(session, plan),
      foot: html`<span class="grow small soft" role="status">${draft ? words.kept : nothing}</span>
        ${
          draft
            ? html`<button class="link" type="button" @click=${() => this.keep(session, null)}>
                ${words.back}
              </button>`
            : nothing
        }
        <button class="button filled" type="button" @click=${() => this.save(session, plan)}>
          ${words.save}
        </button>`,
    });
  }

  private parts(session: Session, plan: Plan): TemplateResult {
    const change = (fields: Partial<Plan>): void =>
      this.keep(session, { title: plan.title, phases: plan.phases, ...fields });
    return html`<div class="stack">
      <tilth-plan-title
        .name=${plan.title}
        @tilth-title=${(event: HTMLElementEventMap['tilth-title']) => change({ title: event.words })}
      ></tilth-plan-title>
      <h3>${words.parts(lengthWords(minutesOf(plan.phases)))}</h3>
      <tilth-plan-editor
        .phases=${plan.phases}
        .fixed=${fixedOf(session)}
        .newId=${() => this.session.newId('session').slice(2)}
        @tilth-phases=${(event: HTMLElementEventMap['tilth-phases']) => change({ phases: event.phases })}
      ></tilth-plan-editor>
    </div>`;
  }

  private keep({ id }: Session, draft: Plan | null): void {
    this.session.keepTyped(draftKey(id), draft ? JSON.stringify(draft) : '');
    this.requestUpdate();
  }

  private save(session: Session, { title, phases }: Plan): void {
    if (!this.send({ type: 'session.edit', session: session.id, title, phases })) return;
    this.keep(session, null);
    this.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-change-session': TilthChangeSession;
  }
}
