// The scripts that a plan leaves for people are run by PostgreSQL's own psql.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeDemands } from '../../../src/demand/merge.js';
import type { Fact } from '../../../src/demand/model.js';
import { artifactsOf, planOf } from '../../../src/plan/index.js';
import { discoverServers } from '../../../src/proof/scratch/index.js';
import { startBench, type Bench } from './cluster.js';
import { fixtureSql } from './fixture.js';
import { demandsOf, expectSame } from './laws.js';
import { scenario } from './scenario.js';

const ELSEWHERE: ReadonlySet<Fact['kind']> = new Set(['setting', 'preload', 'hba-admit', 'hba-require', 'extension']);

async function findPsql(): Promise<string | undefined> {
  const places = (await discoverServers()).map((server) => join(server.bindir, 'psql'));
  return places.find((place) => existsSync(place));
}

describe('the scripts of a plan', () => {
  let bench: Bench | null = null;
  let psql: string | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'pgrampart-scripts-'));
  beforeAll(async () => {
    psql = await findPsql();
    bench = psql === undefined ? null : await startBench(18);
    await bench?.run('postgres', fixtureSql(18));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await bench?.cluster.stop();
  });

  function run(ready: Bench, path: string): void {
    const { host, port, user, password } = ready.cluster.connection;
    const command = [
      '-X',
      '-q',
      '-h',
      host,
      '-p',
      String(port),
      '-U',
      user,
      '-d',
      'postgres',
      '-f',
      join(folder, basename(path)),
    ];
    execFileSync(psql ?? 'psql', command, { env: { PGPASSWORD: password.reveal() }, stdio: 'pipe' });
  }

  test('run in their order they leave nothing to plan, and undo.sql leads back', async ({ skip }) => {
    if (bench === null) return skip('no psql here: apt-get install postgresql-client');
    const { demands } = mergeDemands(demandsOf(scenario(18).filter((fact) => !ELSEWHERE.has(fact.kind))));
    const former = await bench.inventory();
    const plan = await planOf(demands, former, bench.planOptions);
    for (const { path, text } of artifactsOf(plan, demands)) writeFileSync(join(folder, basename(path)), text);
    for (const path of ['sql/roles-and-grants.sql', 'sql/row-level-security.sql', 'sql/columns.sql']) run(bench, path);
    const second = await planOf(demands, await bench.inventory(), bench.planOptions);
    expect(second.steps.map((step) => step.title)).toEqual([]);
    run(bench, 'sql/undo.sql');
    expectSame(await bench.inventory(), former);
  });
});
