// Runs every example of every check on one major: the findings' subjects must be exactly those expected.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subjectText } from '../../../src/checks/baseline.js';
import type { CheckExample } from '../../../src/checks/model.js';
import { checks } from '../../../src/checks/registry.js';
import type { Major } from '../../../src/pg/version.js';
import { chooseServer, discoverServers } from '../../../src/proof/scratch/index.js';
import { ExampleCluster } from './example-cluster.js';

export async function runExamples(
  major: Major,
  wants: (example: CheckExample) => boolean,
  pgaudit = false,
): Promise<void> {
  const chosen = chooseServer(await discoverServers(), pgaudit ? { major, need: { pgaudit } } : { major });
  const why = chosen.ok ? '' : ` (skipped: ${chosen.error.what}; ${chosen.error.fix})`;
  describe.skipIf(!chosen.ok)(`examples of the checks on PostgreSQL ${major}${why}`, () => {
    let cluster: ExampleCluster | undefined;
    beforeAll(async () => {
      if (chosen.ok) cluster = await ExampleCluster.start(chosen.value);
    });
    afterAll(async () => {
      await cluster?.stop();
    });
    for (const check of checks) {
      const fitting = check.examples.filter(
        (example) => wants(example) && major >= (example.since ?? 0) && major <= (example.until ?? 99),
      );
      if (fitting.length === 0) continue;
      it.each(fitting)(`${check.id}: $title`, async (example) => {
        const run = await cluster?.run(check, example);
        expect(run?.problems, 'the documents of the example').toEqual([]);
        expect(run?.notAssessed).toEqual([]);
        const found = run?.findings ?? [];
        expect(found.map(subjectText).toSorted()).toEqual([...example.expect].toSorted());
        for (const finding of found) expect(finding.detail).not.toBe('');
      });
    }
  });
}

export function needsPgaudit(example: CheckExample): boolean {
  return example.settings?.['shared_preload_libraries']?.includes('pgaudit') === true;
}
