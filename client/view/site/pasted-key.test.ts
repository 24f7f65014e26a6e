import { expect, it } from 'vitest';
import { readPasted } from './pasted-key.ts';

// the public key of RFC 8037, appendix A
const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
const jwk = { kty: 'OKP', crv: 'Ed25519', x };

it('takes a public key as it is exported, whatever else it says', () => {
  expect(readPasted(JSON.stringify(jwk))).toEqual({ ok: true, x });
  expect(readPasted(` ${JSON.stringify({ ...jwk, kid: 'a', use: 'sig', alg: 'EdDSA' }, null, 2)}\n`)).toEqual(
    { ok: true, x },
  );
});

it.each([
  ['nothing', '', 'none'],
  ['words', 'my key', 'none'],
  ['a PEM', '-----BEGIN PUBLIC KEY-----', 'none'],
  ['a number', '7', 'other'],
  ['null', 'null', 'other'],
  ['a list', JSON.stringify([jwk]), 'other'],
  ['a key for RSA', JSON.stringify({ kty: 'RSA', n: 'a', e: 'AQAB' }), 'other'],
  ['half a key', JSON.stringify({ ...jwk, x: x.slice(1) }), 'other'],
  [
    'the private key',
    JSON.stringify({ ...jwk, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' }),
    'private',
  ],
])('%s is none', (_what, text, why) => {
  expect(readPasted(text)).toEqual({ ok: false, why });
});
