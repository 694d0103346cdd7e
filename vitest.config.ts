// Which tests exist: units beside the code (no database), live tests on throwaway servers, long ones only when asked.
import { availableParallelism } from 'node:os';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { memoryFolder } from './test/support/memory-folder.js';
import { LongestFirst } from './test/support/longest-first.js';

const long: boolean = process.env['PGRAMPART_LONG'] === '1';
const patient = { testTimeout: 120_000, hookTimeout: 120_000 };

const folder: string | undefined = memoryFolder();

const config: ViteUserConfig = defineConfig({
  cacheDir: process.env['PGRAMPART_TEST_CACHE'] ?? 'node_modules/.vite',
  test: {
    passWithNoTests: true,
    // Left alone, vitest keeps one core for itself: on two cores that is one file at a time, and half the machine idle.
    maxWorkers: Math.max(availableParallelism(), 2),
    sequence: { sequencer: LongestFirst },
    ...(folder === undefined ? {} : { env: { TMPDIR: folder } }),
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'system', include: ['test/**/*.test.ts'], exclude: ['test/long/**'], ...patient },
      },
      ...(long
        ? [{ extends: true as const, test: { name: 'long', include: ['test/long/**/*.test.ts'], ...patient } }]
        : []),
    ],
  },
});

export default config;
