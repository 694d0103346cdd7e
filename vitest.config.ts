// Which tests exist: units beside the code (no database), live tests on throwaway servers, long ones only when asked.
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const long: boolean = process.env['PGRAMPART_LONG'] === '1';
const patient = { testTimeout: 120_000, hookTimeout: 120_000 };

const config: ViteUserConfig = defineConfig({
  cacheDir: process.env['PGRAMPART_TEST_CACHE'] ?? 'node_modules/.vite',
  test: {
    passWithNoTests: true,
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
