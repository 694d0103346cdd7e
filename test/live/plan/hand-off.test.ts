// Each hand-off is run by the migration tool that it was written for, there and back.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, undoPlan } from '../../../src/apply/index.js';
import type { Fact } from '../../../src/demand/model.js';
import { artifactsOf, planOf } from '../../../src/plan/index.js';
import { startBench, type Bench } from './cluster.js';
import { fixtureSql } from './fixture.js';
import { demandsOf, expectSame } from './laws.js';
import { isHere, TOOLS, writeFiles } from './migration-tools.js';
import { scenario } from './scenario.js';

const ELSEWHERE: ReadonlySet<Fact['kind']> = new Set(['setting', 'preload', 'hba-admit', 'hba-require', 'extension']);

describe('hand-offs', () => {
  let bench: Bench | null = null;
  const folder = mkdtempSync(join(tmpdir(), 'pgrampart-handoff-'));
  beforeAll(async () => {
    bench = await startBench(18);
    await bench?.run('postgres', fixtureSql(18));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await bench?.cluster.stop();
  });

  test.for(['sql', 'flyway', 'sqitch', 'alembic', 'node-pg-migrate'] as const)(
    '%s takes it over',
    { timeout: 60_000 },
    async (format, { skip }) => {
      const tool = TOOLS[format];
      if (bench === null) return skip('no server of major 18');
      if (!isHere(tool)) return skip(`${format} is not here: ${tool.package}`);
      const demands = demandsOf(scenario(18).filter((fact) => !ELSEWHERE.has(fact.kind)));
      const options = { ...bench.planOptions, handOff: 'mark', handOffFormat: format } as const;
      const former = await bench.inventory();
      const first = await planOf(demands, former, options);
      const ours = await applyPlan(first, { ...bench.applyOptions, includeHandOff: false });
      expect(ours.failure?.message).toBeUndefined();
      const waiting = await bench.inventory();
      const handed = await planOf(demands, waiting, options);
      const alone = handed.steps.filter((step) => step.handoff !== null && step.kind === 'index');
      expect(alone.map((step) => [step.action === 'sql' && step.statements[0]?.transactional, step.lock])).toEqual([
        [false, 'ShareUpdateExclusiveLock'],
      ]);
      writeFiles(join(folder, format), artifactsOf(handed, demands));
      const [project = ''] = readdirSync(join(folder, format, 'handoff'));
      tool.run('up', join(folder, format, 'handoff', project), bench.cluster);
      const rest = await planOf(demands, await bench.inventory(), options);
      expect(rest.steps.filter((step) => step.handoff !== null).map((step) => step.title)).toEqual([]);
      const added = await applyPlan(rest, bench.applyOptions);
      expect(added.failure?.message).toBeUndefined();
      const last = await planOf(demands, await bench.inventory(), options);
      expect(last.steps.map((step) => step.title)).toEqual([]);
      await undoPlan(rest, bench.applyOptions, added.journal);
      tool.run('down', join(folder, format, 'handoff', project), bench.cluster);
      await bench.run('postgres', tool.forget);
      expectSame(await bench.inventory(), waiting);
      await undoPlan(first, bench.applyOptions, ours.journal);
      expectSame(await bench.inventory(), former);
    },
  );
});
