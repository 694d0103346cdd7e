// A login by certificate: with its map no other certificate of the authority enters, with a wide one every one does.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runHarden } from '../../../src/runs/harden.js';
import { silent } from '../../../src/runs/progress.js';
import { readTarget } from '../../../src/runs/source.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';
import { SHOP_SCHEMA, shopDocuments } from './small-shop.js';

const root = mkdtempSync(join(tmpdir(), 'pgrampart-ident-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const DOCUMENTS = shopDocuments(['unauthorised-network-access'])
  .replace('| Pooler | Authentication |\n|', '| Pooler | Authentication | External identity |\n|---|')
  .replace('| scram-sha-256 |', '| cert | `web.shop.example` |')
  .replace('| none | peer |', '| none | peer | none |');

it.runIf(serverOf(18) !== undefined)('another certificate is refused, and enters once the map is wide', async () => {
  await using source = await startSource(serverOf(18)!, 'app', [SHOP_SCHEMA]);
  const docs = join(root, 'security-architecture.md');
  writeFileSync(docs, DOCUMENTS);
  const reading = await readTarget(superuserOf(source, 'app'), { databases: ['app'], hbaLinesToSkip: 3 }, silent);
  const out = join(root, 'out');
  const run = { source: reading, docs: [docs], out, databases: [], scratch: 'auto', substrate: null, force: false };
  const { document } = await runHarden(run, silent);
  const tried = document.evidence.filter(({ control }) => control === 'connection/ident-maps');
  expect(
    tried.map(({ status, observed, withoutControl }) => [status, observed.sqlstate, withoutControl.outcome]),
  ).toEqual([['holds', '28000', 'connected']]);
  expect([document.proof.secondPlanSteps, document.proof.undoDifferences]).toEqual([0, []]);
  expect(readFileSync(join(out, 'config/pg_ident.conf'), 'utf8')).toMatch(/^shop_app web\.shop\.example shop_app$/mu);
  expect(readFileSync(join(out, 'config/pg_hba.conf'), 'utf8')).toMatch(
    /shop_app 10\.1\.0\.0\/16 cert map=shop_app$/mu,
  );
});
