import { css, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Member } from '#shared/board/types.ts';
import { avatar } from '#client/icons/avatar.ts';

/** A member's avatar as an element, for places that are drawn before the avatars are loaded. */
@customElement('tilth-face')
export class TilthFace extends LitElement {
  static override styles = css`
    :host {
      display: block;
      line-height: 0;
    }
  `;

  @property({ attribute: false }) member!: Member;
  /** In pixels. */
  @property({ type: Number }) size = 32;

  protected override render(): TemplateResult {
    return avatar(this.member, this.size);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-face': TilthFace;
  }
}
