// Any source runs to the end: an older major, a role that may not see everything, a folder of files, a
// saved inventory. What could not be seen is said; what was tried holds.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { startExample } from '../../../src/demo/example-cluster.js';
import { encodeInventory } from '../../../src/inventory/codec.js';
import type { Major } from '../../../src/pg/index.js';
import type { HardeningDocument } from '../../../src/report/index.js';
import { runHarden } from '../../../src/runs/harden.js';
import { silent } from '../../../src/runs/progress.js';
import { readSource, readTarget, type SourceReading } from '../../../src/runs/source.js';
import { connect } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { serverOf } from '../proof/source.js';

const CLINIC = fileURLToPath(new URL('../../../examples/clinic', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'pgrampart-sources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const majors: readonly Major[] = process.env['PGRAMPART_LONG'] === '1' ? [14, 15, 16, 17] : [14];

async function harden(source: SourceReading, name: string): Promise<HardeningDocument> {
  const run = { source, docs: [join(CLINIC, 'docs')], out: join(folder, name), databases: [], scratch: 'auto' };
  const { document } = await runHarden({ ...run, substrate: null, force: false }, silent);
  return document;
}

async function readClinic(major: Major, as: 'superuser' | 'plain role'): Promise<SourceReading> {
  const { cluster, target } = await startExample(CLINIC, 'clinic', { major });
  try {
    if (as === 'superuser') return await readTarget(target, { hbaLinesToSkip: 3 }, silent);
    const session = await connect(target);
    await session.query(sql`CREATE ROLE auditor LOGIN`);
    await session.close();
    return await readTarget({ ...target, user: 'auditor', password: null }, { hbaLinesToSkip: 3 }, silent);
  } finally {
    await cluster.stop();
  }
}

function expectProved(document: HardeningDocument): void {
  const wrong = document.evidence.filter((row) => row.status !== 'holds');
  expect(wrong.map((row) => `${row.control} ${row.attack.id} ${row.status} ${row.reason}`)).toEqual([]);
  expect(document.evidence.length).toBeGreaterThanOrEqual(150);
  expect(document.proof.secondPlanSteps).toBe(0);
  expect(document.proof.undoDifferences).toEqual([]);
}

describe('harden', () => {
  for (const major of majors) {
    it.runIf(serverOf(major) !== undefined)(
      `runs to the end on PostgreSQL ${major}, on a scratch of that major`,
      async () => {
        const document = await harden(await readClinic(major, 'superuser'), `live-${major}`);
        expectProved(document);
        expect(document.proof.servers.map((server) => server.major)).toEqual([major]);
      },
    );
  }

  it('says what a role without rights could not see, and goes on', async () => {
    const document = await harden(await readClinic(18, 'plain role'), 'plain');
    expectProved(document);
    expect(document.run.unreadable.map((row) => row.section)).toEqual(['hbaRules', 'identMaps']);
    expect(document.notAssessed).toContainEqual(expect.objectContaining({ check: 'hba/trust', partly: false }));
    const inPart = document.notAssessed.filter(({ partly }) => partly).map(({ check }) => check);
    expect(inPart).toContain('roles/password-md5');
    expect(inPart).not.toContain('roles/superuser-login');
    expect(document.findings.map(({ check }) => check)).toContain('roles/superuser-login');
    expect(document.plan.blocked.map((each) => each.demand)).toContain('pg_hba.conf');
    expect(document.candidates.map((candidate) => candidate.id)).toContain('kind-of-logins');
  });

  it('reads a folder of files, and a saved inventory of it, alike', async () => {
    const source = await readSource(CLINIC, {}, silent);
    const saved = join(folder, 'inventory.json');
    writeFileSync(saved, encodeInventory(source.inventory));
    const again = await readSource(saved, {}, silent);
    expect(again.inventory).toEqual(source.inventory);
    const document = await harden(again, 'saved');
    expectProved(document);
    expect(document.run.source.kind).toBe('inventory');
  });
});
