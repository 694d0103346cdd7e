// Rules and logins by methods that the scratch server is built without: the file is not called wrong, the rest is proved,
// and what could not be tried says why.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runAssess } from '../../../src/runs/assess.js';
import { runHarden } from '../../../src/runs/harden.js';
import { silent } from '../../../src/runs/progress.js';
import { serverOf } from '../proof/source.js';
import { SHOP_SCHEMA, shopDocuments } from './small-shop.js';

const root = mkdtempSync(join(tmpdir(), 'pgrampart-build-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const RULES = `local all all peer
host all anna 10.0.0.0/8 ldap ldapserver=ldap.example ldapbasedn="dc=shop" ldapbindpasswd=hunter2
host all all 10.1.0.0/16 gss include_realm=0
host all shop_app 10.1.0.0/16 scram-sha-256
`;
const DOCUMENTS = shopDocuments(['unauthorised-network-access', 'credential-guessing']).replace(
  /^(\| `shop_app` \|.*)$/mu,
  '$1\n| `anna` | api | human | app | 10.1.0.0/16 | none | gss |',
);

it.runIf(serverOf(18)?.origin === 'embedded')('a build without GSSAPI and LDAP', { timeout: 120_000 }, async () => {
  const [source, docs, out] = [join(root, 'app'), join(root, 'docs.md'), join(root, 'out')];
  mkdirSync(source);
  writeFileSync(join(source, 'dump.sql'), `${SHOP_SCHEMA} CREATE ROLE anna LOGIN;`);
  writeFileSync(join(source, 'pg_hba.conf'), RULES);
  writeFileSync(docs, DOCUMENTS);
  const wish = { source, docs: [], databases: [], substrate: null, failOn: 'never', format: 'json' } as const;
  const { result: text } = await runAssess(wish, silent);
  expect(text).not.toContain('not supported by this build');
  expect(text).not.toContain('hunter2');

  const run = { source, docs: [docs], out, databases: [], scratch: 'embedded', substrate: null, force: false };
  const { document } = await runHarden(run, silent);
  const told = document.evidence.filter(({ status }) => status !== 'holds');
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(told.map(({ status, role, reason }) => `${status} ${role}: ${reason}`))).toEqual(
    new Set(['not-run anna: this server is built without gss, by which anna comes']),
  );
  expect([document.proof.secondPlanSteps, document.proof.undoDifferences]).toEqual([0, []]);
  expect(readFileSync(join(out, 'config/pg_hba.conf'), 'utf8')).toMatch(/^host\S* app anna 10\.1\.0\.0\/16 gss$/mu);
});

it.runIf(serverOf(18) !== undefined)('a login that nothing makes is told, and the rest is proved', async () => {
  const [source, docs, out] = [join(root, 'later'), join(root, 'later.md'), join(root, 'later-out')];
  mkdirSync(source);
  writeFileSync(join(source, 'dump.sql'), SHOP_SCHEMA);
  const line = '$1\n| `late` | api | service | later | 10.1.0.0/16 | none | scram-sha-256 |';
  writeFileSync(docs, shopDocuments(['credential-guessing']).replace(/^(\| `shop_app` \|.*)$/mu, line));
  const run = { source, docs: [docs], out, databases: [], scratch: 'auto', substrate: null, force: false };
  const { document } = await runHarden(run, silent);
  const late = document.evidence.filter(
    ({ role, attack }) => role === 'late' && JSON.stringify(attack).includes('stored'),
  );
  expect(late.map(({ status, reason }) => `${status}: ${reason}`)).toEqual([
    'not-run: late is not there yet: no control of this run makes it',
  ]);
});
