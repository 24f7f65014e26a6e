/** A link as a QR code, dark on white on every theme, so that any camera reads it. The encoder loads when first shown. */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base } from '#client/styles/base.ts';

interface Drawing {
  size: number;
  path: string;
}

@customElement('tilth-qr')
export class TilthQr extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        inline-size: min(100%, 220px);
        aspect-ratio: 1;
        border-radius: var(--radius-card);
        background: #ffffff;
        overflow: hidden;
      }
      svg {
        inline-size: 100%;
        block-size: 100%;
      }
      path {
        fill: #22261f;
      }
      @media (forced-colors: active) {
        :host,
        svg {
          forced-color-adjust: none;
        }
      }
    `,
  ];

  @property() text = '';
  /** What it opens, for those who do not see it. */
  @property() label = '';
  @state() private drawing: Drawing | null = null;

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('text')) void this.draw(this.text);
  }

  private async draw(text: string): Promise<void> {
    const { encode } = await import('uqr');
    const { size, data } = encode(text, { ecc: 'M', border: 3 });
    let path = '';
    data.forEach((row, y) => row.forEach((dark, x) => (path += dark ? `M${x} ${y}h1v1h-1z` : '')));
    if (text === this.text) this.drawing = { size, path };
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.drawing) return nothing;
    const { size, path } = this.drawing;
    return html`<svg
      viewBox="0 0 ${size} ${size}"
      role="img"
      aria-label=${this.label}
      shape-rendering="crispEdges"
    >
      <path d=${path} />
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-qr': TilthQr;
  }
}
