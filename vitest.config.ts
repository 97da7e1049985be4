import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', '**/.types/**'],
    environment: 'node',
    // A plan search is CPU-bound: more workers than cores only makes timings lie.
    maxWorkers: 2,
    // A limit against hanging, not a measure of speed: machines differ and are shared.
    testTimeout: 300_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: [
            'packages/**/src/**/*.test.ts',
            'apps/**/src/**/*.test.ts',
            'bench/**/*.test.ts',
            'examples/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          globalSetup: ['tools/test-postgres.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/src/**/*.test.ts'],
          // As long as a person waits: what comes late on a busy machine has still come.
          expect: { poll: { timeout: 120_000 } },
          testTimeout: 900_000,
          hookTimeout: 600_000,
          // The pages are built once for all journeys.
          globalSetup: ['tests/journeys/src/testing/build-pages.ts'],
        },
      },
    ],
  },
});
