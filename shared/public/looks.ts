/** How a site may choose that the board looks in its pages. */

/** `auto`: as the visitor's device. */
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `auto`: lanes side by side where there is room. `tabs`: one at a time. */
export const views = ['auto', 'tabs'] as const;
export type View = (typeof views)[number];
