import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/**/src/**/*.test.ts',
      'apps/**/src/**/*.test.ts',
      'bench/**/*.test.ts',
      'examples/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/.types/**'],
    environment: 'node',
    globalSetup: ['tools/test-postgres.ts'],
    // A plan search is CPU-bound: more workers than cores only makes timings lie.
    maxWorkers: 2,
    // A limit against hanging, not a measure of speed: machines differ and are shared.
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
