/** "Use another device too": a pass for oneself, and the devices that are already in. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { stamp } from '#client/words/stamp.ts';
import { icon } from '#client/icons/icon.ts';
import { Sheet } from './sheet.ts';
import './tilth-pass.ts';
import './tilth-sure.ts';

const words = {
  title: 'Use another device too',
  lead: 'Point the other device’s camera at the code, or send yourself the link. You will be the same person on both.',
  make: 'Show the code',
  devices: 'Your devices',
  this: 'This device',
  other: 'Another device',
  added: (when: string) => `added ${when}`,
  revoke: 'Sign it out',
  revokeWhat: 'That device is signed out at once. Words on it that were not sent stay there.',
} as const;

@customElement('tilth-another-device')
export class TilthAnotherDevice extends Sheet {
  static override styles = [
    Sheet.styles,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 12px;
        padding-block: 10px;
      }
    `,
  ];

  override render(): TemplateResult {
    const scene = this.scene();
    const { me } = this.snapshot;
    return this.frame({
      heading: words.title,
      body: html`<div class="stack">
        <p>${words.lead}</p>
        ${
          scene.me === null
            ? nothing
            : html`<tilth-pass
                .session=${this.session}
                .member=${scene.me}
                .label=${words.make}
              ></tilth-pass>`
        }
        ${me.type === 'member' ? this.devices(me.member, me.device, scene.now) : nothing}
      </div>`,
    });
  }

  private devices(member: string, here: string, now: number): TemplateResult | typeof nothing {
    const devices = [];
    for (const { body } of this.snapshot.state.records.values()) {
      if (body.type === 'device' && body.member === member) devices.push(body);
    }
    if (devices.length < 2) return nothing;
    return html`<section aria-labelledby="devices">
      <h3 id="devices">${words.devices}</h3>
      <ul>
        ${devices.map(
          ({ device, added }) =>
            html`<li>
              ${icon('phone')}
              <span class="grow">
                ${device === here ? words.this : words.other}
                <span class="small soft">${words.added(stamp(added, now))}</span>
              </span>
              ${
                device === here
                  ? nothing
                  : html`<tilth-sure
                      .label=${words.revoke}
                      .what=${words.revokeWhat}
                      @tilth-sure=${() => this.send({ type: 'device.revoke', device })}
                    ></tilth-sure>`
              }
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tilth-another-device': TilthAnotherDevice;
  }
}
