import { defineConfig } from 'vitest/config';

/** Tests of the pure rooms that mutations are tried on: no database, no browser; not those that judge whole estates. */
export default defineConfig({
  test: {
    // Modules of the core keep no state: evaluating them once per run, not once per file, saves a third of the time.
    isolate: false,
    include: ['src/core/assess/*.test.ts', 'src/core/cost/**/*.test.ts'],
    exclude: ['**/monotone.test.ts', '**/vinfo-only.test.ts'],
    setupFiles: ['test/support/properties.ts'],
  },
});
