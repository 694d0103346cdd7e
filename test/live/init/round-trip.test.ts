// init → harden: the drafts of a live cluster are read again and hardened. Untouched they state nothing; with
// every guess confirmed they are an architecture that holds.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant } from '../../../src/core/invariant.js';
import { draftDocuments } from '../../../src/intent/draft/draft-documents.js';
import { readIntent } from '../../../src/intent/index.js';
import { SECTION_KINDS } from '../../../src/intent/sections/registry.js';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';
import { runHarden, type HardenOutcome } from '../../../src/runs/harden.js';
import { sampleContents } from '../../../src/runs/init-sample.js';
import { silent } from '../../../src/runs/progress.js';
import { readTarget, type SourceReading } from '../../../src/runs/source.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';

const SCHEMA = `
CREATE ROLE shop_owner NOLOGIN;
CREATE ROLE shop_group NOLOGIN;
CREATE ROLE shop_app LOGIN PASSWORD 'first';
CREATE ROLE shop_report LOGIN PASSWORD 'second';
GRANT shop_group TO shop_app;
CREATE SCHEMA shop AUTHORIZATION shop_owner;
CREATE TABLE shop.tenants (id uuid PRIMARY KEY, title text);
CREATE TABLE shop.customers (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES shop.tenants, email text, ref text);
CREATE TABLE shop.orders (id bigint PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES shop.tenants, total numeric);
ALTER TABLE shop.tenants OWNER TO shop_owner;
ALTER TABLE shop.customers OWNER TO shop_owner;
ALTER TABLE shop.orders OWNER TO shop_owner;
GRANT USAGE ON SCHEMA shop TO shop_group, shop_report;
GRANT SELECT, INSERT, UPDATE ON shop.customers, shop.orders TO shop_group;
GRANT SELECT (id, total) ON shop.orders TO shop_report;
INSERT INTO shop.tenants VALUES ('00000000-0000-0000-0000-000000000001', 'one');
INSERT INTO shop.customers SELECT i, '00000000-0000-0000-0000-000000000001', 'p' || i || '@example.org', '529.982.247-25'
  FROM generate_series(1, 20) i;
ALTER TABLE shop.customers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.customers USING (tenant_id = current_setting('app.tenant_id')::uuid);
`;

const server = serverOf(18);
const root = mkdtempSync(join(tmpdir(), 'pgrampart-round-'));

describe.skipIf(server === undefined)('init, then harden', () => {
  let source: ScratchCluster;
  let reading: SourceReading;
  let drafts: ReturnType<typeof draftDocuments>;

  beforeAll(async () => {
    invariant(server !== undefined, 'skipped without a server');
    source = await startSource(server, 'shop', [SCHEMA]);
    const target = superuserOf(source, 'shop');
    reading = await readTarget(target, { databases: ['shop'], hbaLinesToSkip: 3 }, silent);
    const contents = await sampleContents(target, reading.inventory, silent);
    drafts = draftDocuments(reading.inventory, 'shop', contents);
  });
  afterAll(async () => {
    await source.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const harden = async (name: string, scratch: string, change: (text: string) => string): Promise<HardenOutcome> => {
    const docs = mkdtempSync(join(root, `${name}-`));
    for (const { path, text } of drafts) writeFileSync(join(docs, path), change(text));
    const run = { docs: [docs], out: join(docs, 'out'), databases: [], scratch, substrate: null, force: false };
    return runHarden({ ...run, source: reading }, silent);
  };
  const confirm = (text: string): string =>
    text.replaceAll(' (unconfirmed)', '').replace('status: draft', 'status: approved');

  it('drafts rights, protection, audit and tiers from what is there', () => {
    const { intent } = readIntent(drafts.map(({ path, text }) => ({ path, text: confirm(text) })));
    const rights = intent.authorizations.map(
      ({ actor, resources, operations }) =>
        `${actor}: ${operations.join(' ')} on ${resources.map(({ text }) => text).join(' ')}`,
    );
    expect(rights).toEqual([
      'shop_app: select insert update on shop.customers shop.orders',
      'shop_report: select on shop.orders.id shop.orders.total',
    ]);
    expect(
      intent.protections.map(({ locations, readableBy }) => [locations.map(({ text }) => text), readableBy]),
    ).toEqual([[['shop.customers.email', 'shop.customers.ref'], ['shop_app']]]);
    expect(intent.components).toMatchObject([{ name: 'shop', tier: 1 }]);
    expect(intent.isolation.every(({ tier }) => tier === 1)).toBe(true);
    expect(intent.isolation[0]?.carrier).toEqual({ kind: 'setting', setting: 'app.tenant_id' });
    expect(intent.auditEvents.every(({ eventClass, threats }) => eventClass !== null && threats.length > 0)).toBe(true);
    expect(intent.auditEvents.map(({ eventClass }) => eventClass)).toContain('role-change');
  });

  it('is all questions as it was drafted', async () => {
    const { exit, document } = await harden('draft', 'none', (text) => text);
    expect(exit).toBe(3);
    expect(document.plan.steps).toEqual([]);
    const { intent } = readIntent(drafts);
    expect(SECTION_KINDS.filter((kind) => intent[kind].length > 0)).toEqual([]);
  });

  it('is an architecture that holds when every guess is confirmed, and what was not drafted stays asked', async () => {
    const { exit, document, diagnostics } = await harden('confirmed', 'auto', confirm);
    expect(diagnostics.filter(({ severity }) => severity !== 'info').map(({ code }) => code)).toEqual([]);
    const wrong = document.evidence.filter(({ status }) => status === 'broken' || status === 'vacuous');
    expect(wrong.map(({ control, attack, reason }) => `${control} ${attack.id} ${reason}`)).toEqual([]);
    expect(document.evidence.filter(({ status }) => status === 'holds').length).toBeGreaterThan(20);
    expect(document.proof.secondPlanSteps).toBe(0);
    expect(exit).toBe(3);
  });
});
