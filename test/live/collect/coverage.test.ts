// Law "no silence": every catalog is read, or docs/COVERAGE.md says why not (collect.test.ts asks each server).

import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { clusterFamilies } from '../../../src/collect/cluster/index.js';
import { databaseFamilies } from '../../../src/collect/database/index.js';
import { listed } from './coverage.js';

describe('docs/COVERAGE.md', () => {
  it('is what its data says', () => {
    const script = new URL('../../../scripts/generate-coverage.mjs', import.meta.url).pathname;
    expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
  });

  it('names sections that exist, and leaves none out', () => {
    const families = [...Object.keys(clusterFamilies), ...Object.keys(databaseFamilies)];
    const named = new Set(Object.values(listed).flatMap((entry) => entry.sections ?? []));
    // Application configuration lies in files; what was counted is read when it is asked for, after all families.
    expect([...named, 'clientConfigs'].toSorted()).toEqual([...families, 'statementStatistics'].toSorted());
    const unclear = Object.entries(listed).filter(
      ([, entry]) => (entry.sections === undefined) === (entry.reason === undefined),
    );
    expect(unclear).toEqual([]);
  });
});
