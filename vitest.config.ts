import { defineConfig } from 'vitest/config';

/** What both sides share and the client's sync code run in plain Node and touch nothing around them. */
const pure = ['shared/**/*.test.ts', 'client/{sync,session}/**/*.test.ts'];
/** So does the server, in files of their own: its tests have sockets, processes and clocks. The rest of the client has a DOM. */
const node = ['server/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'];

export default defineConfig({
  test: {
    // Only what hangs is to be ended by these: a machine that others use may be ten times as slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default'],
    // Vitest would leave one processor idle, of two half the machine.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'pure', environment: 'node', include: pure, isolate: false } },
      { extends: true, test: { name: 'node', environment: 'node', include: node } },
      {
        extends: true,
        test: {
          name: 'faults',
          environment: 'node',
          include: ['faults/**/*.test.ts'],
          // They hold figures of time against a bound on a machine that others use: CI tries once more, and lists it.
          retry: process.env['CI'] ? 1 : 0,
        },
      },
      {
        extends: true,
        test: {
          name: 'client',
          environment: 'happy-dom',
          // A page and all modules afresh for each of sixty files took two thirds of the time.
          isolate: false,
          setupFiles: ['client/testing/fresh-page.ts'],
          // A frame stays empty, and says nothing of it: what stands in one is for the browser tests.
          environmentOptions: {
            happyDOM: {
              settings: { enableIframePageLoading: true, navigation: { disableChildFrameNavigation: true } },
            },
          },
          include: ['client/**/*.test.ts'],
          exclude: ['client/{sync,session}/**'],
        },
      },
    ],
  },
});
