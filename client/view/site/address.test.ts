import { expect, it } from 'vitest';
import { limits } from '#shared/limits.ts';
import { readAddress } from './address.ts';

it.each([
  ['https://library.example', 'https://library.example'],
  ['  https://Library.example/ ', 'https://library.example'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['http://localhost:8080', 'http://localhost:8080'],
])('%j is the site %s', (text, origin) => {
  expect(readAddress(text, [])).toEqual({ ok: true, origin });
});

it.each([
  ['', 'none', null],
  ['library', 'scheme', null],
  ['library.example', 'scheme', 'https://library.example'],
  ['library.example/boards', 'scheme', 'https://library.example'],
  ['localhost:8080', 'scheme', 'http://localhost:8080'],
  ['http://library.example', 'plainHttp', 'https://library.example'],
  ['https://library.example/boards?a=1#b', 'path', 'https://library.example'],
  ['https://ana:pw@library.example', 'login', 'https://library.example'],
  ['https://*.library.example', 'host', null],
  ['https://', 'none', null],
  ['mailto:ana@library.example', 'notWeb', null],
  ['ftp://library.example', 'notWeb', null],
  ['javascript:alert(1)', 'notWeb', null],
] as const)('%j is none: %s', (text, fault, suggestion) => {
  expect(readAddress(text, [])).toEqual({ ok: false, fault, suggestion });
});

it('what is suggested can be added', () => {
  expect(readAddress('https://library.example', [])).toMatchObject({ ok: true });
  expect(readAddress('http://localhost:8080', [])).toMatchObject({ ok: true });
});

it('a site stands on the list once, however it is written', () => {
  const known = ['https://library.example'];
  expect(readAddress('https://LIBRARY.example:443/', known)).toMatchObject({ ok: false, fault: 'known' });
  expect(readAddress('https://library.example:8443', known)).toMatchObject({ ok: true });
});

it('the list has an end', () => {
  const known = Array.from({ length: limits.sites }, (_, nth) => `https://site${nth}.example`);
  expect(readAddress('https://library.example', known)).toMatchObject({ ok: false, fault: 'full' });
});
