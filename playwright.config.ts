import { defineConfig } from '@playwright/test';
import { findWalksBrowser } from './scripts/setup/tools.mjs';

const executablePath = findWalksBrowser();

export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // on a shared machine a walk may meet a moment without a processor; what passes only the second time is listed as flaky
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list']],
  use: {
    actionTimeout: 10_000,
    trace: 'on-first-retry',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Debian's Chromium calls home unless told not to; without a sandbox it also runs as root.
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
