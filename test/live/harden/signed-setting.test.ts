// A schema whose tenants are told apart by a signed setting: the laboratory issues the tokens, so that its attacks
// run, hold and turn red; and neither key nor token is in anything that is written.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHarden, type HardenOutcome } from '../../../src/runs/harden.js';
import { silent } from '../../../src/runs/progress.js';
import { readTarget } from '../../../src/runs/source.js';
import { startBench } from '../plan/cluster.js';
import { superuserOf } from '../proof/source.js';

const SCHEMA = `
CREATE ROLE shop_app LOGIN;
CREATE SCHEMA shop;
CREATE TABLE shop.orders (id int PRIMARY KEY, tenant_id uuid NOT NULL, note text NOT NULL);
CREATE TABLE shop.lines (id int PRIMARY KEY, order_id int NOT NULL REFERENCES shop.orders (id), article text NOT NULL);
`;

const DOCUMENT = `---
product: shop
status: approved
---

## Threat Model

| ID | Threat | Kind | Severity |
|---|---|---|---|
| T1 | one shop reads another | tenant-crossing | critical |
| T2 | too many rights | excess-privilege | high |

## Deployment

| Cluster | Substrate | Host access |
|---|---|---|
| main | self-managed | files |

## Components

| Component | Tier | Owns | Connects as |
|---|---|---|---|
| shop | 0 | \`shop\` | \`shop_app\` |

## Data Classification

| Dataset | Location | Classification |
|---|---|---|
| orders | \`shop.*\` | confidential |

## Authorization Architecture

| Actor | Resource | Operations |
|---|---|---|
| shop | \`shop.*\` | select, insert, update, delete |

## Tenant Isolation Strategy

| Scope | Tenant key | Carrier | Tier |
|---|---|---|---|
| \`shop.*\` | tenant_id | signed setting app.tenant_token | 0 |

## Connection Model

| Login | Actor | Kind | Database | Source | Authentication |
|---|---|---|---|---|---|
| shop_app | shop | service | postgres | 10.0.0.0/8 | scram-sha-256 |

## Naming

| Object | Pattern |
|---|---|
| schema | sec_{component} |
| owner role | own_{component} |
| function | fn_{relation}_tenant |
`;

describe('a signed setting in the laboratory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pgrampart-signed-'));
  const out = join(folder, 'out');
  let outcome: HardenOutcome;
  beforeAll(async () => {
    const bench = await startBench(18);
    if (bench === null) throw new Error('the embedded server of major 18 is a dependency');
    try {
      await bench.run('postgres', SCHEMA);
      const docs = join(folder, 'docs');
      mkdirSync(docs);
      writeFileSync(join(docs, 'security.md'), DOCUMENT);
      const target = superuserOf(bench.cluster, 'postgres');
      const source = await readTarget(target, { hbaLinesToSkip: bench.cluster.harnessHbaLines.length }, silent);
      const run = { source, docs: [docs], out, databases: [], scratch: 'auto', substrate: null, force: false };
      outcome = await runHarden(run, silent);
    } finally {
      await bench.cluster.stop();
    }
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is attacked with tokens that are issued for it, and every attack turns', () => {
    const tried = outcome.document.evidence.filter((row) => row.attack.kind === 'tenant');
    expect(tried.length).toBeGreaterThanOrEqual(12);
    expect(tried.filter((row) => row.status !== 'holds').map((row) => `${row.attack.id} ${row.reason}`)).toEqual([]);
    const [carried] = tried.filter((row) => row.attack.kind === 'tenant' && row.attack.session === 'other-tenant');
    expect(carried?.statements[0]).toBe(
      "SELECT pg_catalog.set_config('app.tenant_token', $1, false) -- $1: a signed token of tenant A",
    );
    // Whose token is not taken finds no row of his own that he could move.
    const moved = tried.filter((row) => row.attack.kind === 'tenant' && row.attack.action === 'move');
    expect(moved.map((row) => [row.observed.outcome, row.observed.sqlstate])).toEqual([['refused', '42501']]);
    expect(outcome.document.proof.secondPlanSteps).toBe(0);
    expect(outcome.document.proof.undoDifferences).toEqual([]);
  });

  it('is named as the documents want it, in the gate’s words too', () => {
    const made = outcome.document.plan.steps.filter(({ kind }) =>
      ['schema', 'routine', 'created-table'].includes(kind),
    );
    expect(made.map(({ object }) => object?.path.join('.'))).toEqual([
      'sec_tenant_token',
      'sec_tenant_token.keys',
      'sec_tenant_token.fn_app_tenant_token_tenant()',
    ]);
    const { gates = [] } = outcome.document.plan;
    expect(gates.filter(({ needs }) => /signed token/u.test(needs))).toHaveLength(2);
    const notes = JSON.stringify(outcome.document.controls.flatMap((control) => control.notes));
    expect(notes).toContain('sec_tenant_token.keys');
  });

  it('writes no token and no key', () => {
    const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const text = readFileSync(join(file.parentPath, file.name), 'utf8');
      expect(/v1\.pgrampart\.\d+\.[0-9a-f]{2}/u.test(text), file.name).toBe(false);
    }
  });
});
