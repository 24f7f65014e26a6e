/** Presence colours by the index a member carries: told apart under protan, deutan and tritan vision, given an ink keyline. */
export const presencePalette = [
  '#0072B2',
  '#D55E00',
  '#009E73',
  '#CC79A7',
  '#117733',
  '#999933',
  '#7B66DC',
  '#6B6B6B',
] as const;

/** The colour of a member, for SVG; CSS takes `--presence-<index>` from the tokens. */
export function presenceColour(index: number): string {
  return presencePalette[index % presencePalette.length] ?? presencePalette[0];
}

/** Relative luminance of `#rrggbb`, 0–1 (WCAG 2.2, "relative luminance"). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of two `#rrggbb` colours, 1–21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Pure white where that reads at 4.5:1 on the colour, else pure black. */
export function onPresence(colour: string): '#FFFFFF' | '#000000' {
  return contrast(colour, '#FFFFFF') >= 4.5 ? '#FFFFFF' : '#000000';
}
