import { expect, test } from 'vitest';
import { addressFault } from './site-address.ts';

test.each([
  ['https://library.example', null],
  ['https://library.example/', null],
  ['https://LIBRARY.example:8443', null],
  ['https://bücher.example', null],
  ['http://localhost:8080', null],
  ['http://127.0.0.1', null],
  ['http://library.example', 'plainHttp'],
  ['http://localhost.example', 'plainHttp'],
  ['https://library.example/board', 'path'],
  ['https://library.example?a', 'path'],
  ['https://library.example#a', 'path'],
  ['https://ana@library.example', 'login'],
  ['https://:secret@library.example', 'login'],
  ['https://*.library.example', 'host'],
  ['https://library.example;sandbox', 'host'],
  ["https://'self'", 'host'],
  ['https://[::1]', 'host'],
  ['mailto:ana@library.example', 'notWeb'],
  ['localhost:8080', 'notWeb'],
  ['blob:https://library.example/1', 'notWeb'],
] as const)('%s: %s', (text, fault) => {
  expect(addressFault(new URL(text))).toBe(fault);
});
