// The order of the test files: the longest begin first, so that none of them runs alone at the end. Only the order
// depends on this list; files that it does not name run after those it names, the larger ones first, units last.

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** By the seconds that they take, longest first. */
const LONGEST: readonly string[] = [
  'test/live/checks/examples-18.test.ts',
  'test/live/checks/examples-14.test.ts',
  'test/cli/others-scripts.test.ts',
  'test/live/plan/generated-clusters.test.ts',
  'test/live/plan/silent-no-ops.test.ts',
  'test/live/collect/collect.test.ts',
  'test/corpus/sample.test.ts',
  'test/cli/harden-scripts.test.ts',
  'test/live/wire/probe.test.ts',
  'test/live/plan/generated.test.ts',
  'test/live/harden/sources.test.ts',
  'test/live/access/escalations.test.ts',
  'test/live/isolation/publications.test.ts',
  'test/live/plan/scenario.test.ts',
  'test/cli/access-scripts.test.ts',
  'test/live/collect/offline.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const named = LONGEST.flatMap((name) => sorted.filter((file) => file.moduleId.endsWith(`/${name}`)));
    return [...named, ...sorted.filter((file) => !named.includes(file))];
  }
}
