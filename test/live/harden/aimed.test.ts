// Attacks meet what their control refuses, and not something else that refuses as well: every one holds. And
// policies that the server cannot expand give way, with a way back; others stay as the team wrote them.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { HardeningDocument } from '../../../src/report/index.js';
import { runHarden } from '../../../src/runs/harden.js';
import { silent } from '../../../src/runs/progress.js';
import { readTarget } from '../../../src/runs/source.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';
import { AIMED_DOCUMENTS, AIMED_SCHEMA } from './aimed-schema.js';

const root = mkdtempSync(join(tmpdir(), 'pgrampart-aimed-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function harden(major: 14 | 18): Promise<HardeningDocument> {
  await using source = await startSource(serverOf(major)!, 'app', [AIMED_SCHEMA]);
  const docs = join(root, `docs-${major}`);
  mkdirSync(docs);
  writeFileSync(join(docs, 'security-architecture.md'), AIMED_DOCUMENTS);
  const reading = await readTarget(superuserOf(source, 'app'), { databases: ['app'], hbaLinesToSkip: 3 }, silent);
  const run = { source: reading, docs: [docs], out: join(root, `out-${major}`), databases: [], scratch: 'auto' };
  const { document } = await runHarden({ ...run, substrate: null, force: false }, silent);
  return document;
}

/** What attacks whose statements match met once their control was gone. */
function metWithout({ evidence }: HardeningDocument, kind: string, statement: RegExp): readonly string[] {
  const rows = evidence.filter(
    (row) => row.attack.kind === kind && row.statements.some((each) => statement.test(each)),
  );
  return [
    ...new Set(rows.map(({ withoutControl: { outcome, sqlstate } }) => `${outcome} ${sqlstate ?? 'ok'}`)),
  ].toSorted();
}

const majors = ([14, 18] as const).filter((major) => major === 18 || process.env['PGRAMPART_LONG'] === '1');

describe.each(majors)('a shop with much in the way on %i', (major) => {
  it.runIf(serverOf(major) !== undefined)('every attack holds, and the policies come back', async () => {
    const document = await harden(major);
    const wrong = document.evidence.filter((row) => row.status !== 'holds');
    expect(wrong.map((row) => `${row.control} ${row.status} ${row.reason} ${row.statements.join('; ')}`)).toEqual([]);
    expect(document.proof.secondPlanSteps).toBe(0);
    expect(document.proof.undoDifferences).toEqual([]);

    // One row a tenant: the row again, stopped by its key once no policy is there.
    expect(metWithout(document, 'tenant', /^INSERT INTO "shop"."profiles"/u)).toEqual(['changed 23505']);
    expect(metWithout(document, 'tenant', /^DELETE FROM "shop"."orders"/u)).toEqual([
      major >= 18 ? 'changed 23001' : 'changed 23503',
    ]);
    expect(metWithout(document, 'tenant', /^DELETE FROM "shop"."files"/u)).toEqual(['changed 3F000']);
    expect(metWithout(document, 'use-privilege', /"tools"."any_of"\("a0", VARIADIC/u)).toEqual(['leaked ok']);
    expect(metWithout(document, 'use-privilege', /"tools"."how_many"/u)).toEqual(['leaked 42P01']);
    expect(metWithout(document, 'read-column', /SELECT "phone" FROM "tools"."journal"/u)).toEqual(['leaked ok']);
    expect(metWithout(document, 'use-privilege', /SELECT \* FROM "tools"."uploads"/u)).toEqual(['leaked ok']);

    const dropped = document.plan.steps.filter((step) => step.kind === 'no-policy').map((step) => step.title);
    expect(dropped.toSorted()).toEqual([
      'Drop policy hosted on table shop.seats',
      'Drop policy seated on table shop.rooms',
    ]);
    const gates = (document.plan.gates ?? []).map(({ needs }) => needs).filter((needs) => needs.includes('42P17'));
    expect(gates).toHaveLength(2);
    expect(gates.join()).toContain('fails today');
    const finding = document.findings.filter(({ check }) => check === 'rls/policy-recursion');
    expect(finding.map(({ subject }) => subject.path.join('.')).toSorted()).toEqual(['shop.rooms', 'shop.seats']);
    // The team's policies on people stay: ours compare the key without a subquery there.
    const own = document.plan.steps.filter((step) => step.kind === 'policy' && step.object?.path[1] === 'people');
    const texts = own.flatMap((step) => (step.action === 'sql' ? step.statements.map(({ sql }) => sql.text) : []));
    expect(texts.length).toBe(2);
    expect(texts.join()).not.toContain('SELECT');
    const others = document.plan.steps.filter((step) => step.kind === 'policy' && step.object?.path[1] === 'orders');
    expect(
      others.flatMap((step) => (step.action === 'sql' ? step.statements.map(({ sql }) => sql.text) : [])).join(),
    ).toContain('(SELECT');
  });
});
