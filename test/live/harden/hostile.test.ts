// A live database whose triggers, defaults, checks, policies, views, index expressions and event triggers
// try to run programs on the server: hardening it (reading, cloning, seeding, applying, attacking, undoing)
// leaves no file, on the source's server or on ours.

import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHarden } from '../../../src/runs/harden.js';
import { silent } from '../../../src/runs/progress.js';
import { readTarget } from '../../../src/runs/source.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';
import { HOSTILE_DOCUMENTS, hostileSchema } from './hostile-schema.js';

const root = mkdtempSync(join(tmpdir(), 'pgrampart-hostile-'));
const place = join(root, 'canaries');
mkdirSync(place);
chmodSync(root, 0o755);
chmodSync(place, 0o777);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.each([14, 18] as const)('a hostile live database on %i', (major) => {
  const server = serverOf(major);

  it.runIf(server !== undefined)('reaches no host', async () => {
    await using source = await startSource(server!, 'app', [hostileSchema(place)]);
    for (const left of readdirSync(place)) rmSync(join(place, left));
    const docs = join(root, `docs-${major}`);
    mkdirSync(docs);
    writeFileSync(join(docs, 'security-architecture.md'), HOSTILE_DOCUMENTS);
    const reading = await readTarget(superuserOf(source, 'app'), { databases: ['app'], hbaLinesToSkip: 3 }, silent);
    const { document } = await runHarden(
      {
        source: reading,
        docs: [docs],
        out: join(root, `out-${major}`),
        databases: [],
        scratch: 'auto',
        substrate: 'self-managed',
        force: false,
      },
      silent,
    );
    expect(readdirSync(place)).toEqual([]);
    expect(document.proof.ran).toBe(true);
    expect(document.proof.secondPlanSteps).toBe(0);
    expect(document.proof.undoDifferences).toEqual([]);
    const attacked = document.evidence.filter((row) => row.control === 'isolation/row-level-security');
    expect(attacked.length).toBeGreaterThan(0);
    expect(document.evidence.filter((row) => row.status === 'broken')).toEqual([]);
  });

  it.runIf(server !== undefined)('would reach it, were its code run by a superuser', async () => {
    await using source = await startSource(server!, 'app', [hostileSchema(place)]);
    for (const left of readdirSync(place)) rmSync(join(place, left));
    const { connect } = await import('../../../src/session/index.js');
    const { sql } = await import('../../../src/sql/sql.js');
    const session = await connect(superuserOf(source, 'app'));
    await session.attempt(
      sql`INSERT INTO shop.notes (tenant_id, body) VALUES ('00000000-0000-4000-8000-000000000001', 'x')`,
    );
    await session.close();
    expect(readdirSync(place)).toContain('trigger');
    for (const left of readdirSync(place)) rmSync(join(place, left));
  });
});
