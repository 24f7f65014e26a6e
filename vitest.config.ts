import { defineConfig } from 'vitest/config';

/** What both sides share, the server, and the client's sync code run in plain Node; the rest of the client in a DOM. */
const node = [
  'shared/**/*.test.ts',
  'server/**/*.test.ts',
  'scripts/**/*.test.ts',
  'bench/**/*.test.ts',
  'client/{sync,session}/**/*.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 20_000,
    reporters: ['default'],
    // Vitest would leave one processor idle, of two half the machine.
    maxWorkers: 2,
    projects: [
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
