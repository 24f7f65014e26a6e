/**
 * How much of a proof runs: `short` in every `npm test`, `faults` in CI after it, `long` by hand before a release. One
 * test serves all three; they differ in numbers, and in what must have a machine to itself.
 */
export type Form = 'short' | 'faults' | 'long';

const forms: readonly Form[] = ['short', 'faults', 'long'];
const asked = process.env['FORM'] ?? 'short';

/** The form that the environment variable FORM asks for; an unknown one throws. */
export const form: Form = forms.find((form) => form === asked) ?? unknownForm();

/** @returns the number for the form that runs */
export function inForm<T>(numbers: Record<Form, T>): T {
  return numbers[form];
}

function unknownForm(): never {
  throw new Error(`FORM is one of ${forms.join(', ')}, not ${asked}.`);
}
