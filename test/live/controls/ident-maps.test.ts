// A login by certificate under another name than its own: the stated name enters, no other of the same authority does,
// what others keep in pg_ident.conf stays, and the way back is byte for byte.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan } from '../../../src/apply/index.js';
import { itemsOf } from '../../../src/inventory/index.js';
import { MAJORS } from '../../../src/pg/version.js';
import { attemptConnect } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { intentOf } from '../../support/intent.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { hardenBench, planFor, type Hardened, type Wish } from './designed.js';

const FORMER = '# ours since 2019\nteam /^(.*)@old\\.example$ \\1\nteam ops postgres\n';

const all = process.env['PGRAMPART_LONG'] === '1';
const majors = MAJORS.filter((major) => all || major === 14 || major === 18);

describe.each(majors)('external names on PostgreSQL %i', (major) => {
  let bench: Bench;
  let hardened: Hardened;
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = { ...started, planOptions: { ...started.planOptions, formerIdent: FORMER } };
    bench.cluster.writeIdent(FORMER);
    await bench.cluster.reload();
    await bench.run('postgres', 'CREATE ROLE shop_app LOGIN; CREATE ROLE plain_app LOGIN; CREATE ROLE dn_app LOGIN');
  });
  afterAll(() => bench.cluster.stop());

  const wish = (): Wish => {
    const { tls } = bench.cluster;
    if (tls === undefined) throw new Error('the bench has TLS');
    return {
      databases: ['postgres'],
      controls: /^connection\/(?:ident-maps|default-deny-hba)$/u,
      capabilities: { tlsMaterial: { certificate: tls.certFile, key: tls.keyFile, authority: tls.caFile } },
      intent: intentOf({
        'Threat Model': ['ID | Threat | Kind | Severity', 'T1 | from anywhere | unauthorised-network-access | high'],
        Deployment: ['Cluster | Substrate | Host access', 'main | self-managed | files'],
        'Connection Model': [
          'Login | Actor | Kind | Database | Source | Authentication | External identity',
          '`shop_app` | shop | service | postgres | 127.0.0.0/8 | cert | `web-1.example`, `web 2, "b"`',
          '`plain_app` | shop | service | postgres | 127.0.0.0/8 | cert | ',
          `\`dn_app\` | shop | service | postgres | 127.0.0.0/8 | cert | \`CN=jobs.example\``,
        ],
      }),
    };
  };

  async function enters(user: string, commonName: string): Promise<string> {
    const { host, port, tls } = bench.cluster;
    if (tls === undefined) throw new Error('the bench has TLS');
    const { certPem, keyPem } = await tls.issueClient(commonName);
    const clientCertificate = { certificate: certPem, key: keyPem };
    const encrypted = {
      mode: 'verify-full',
      authority: tls.caPem,
      serverName: 'localhost',
      clientCertificate,
    } as const;
    const opened = await attemptConnect({ host, port, user, password: null, database: 'postgres', tls: encrypted });
    if (!opened.ok) return opened.error.sqlstate ?? opened.error.message;
    await opened.value.close();
    return 'in';
  }

  const identFile = async (): Promise<string> => {
    const session = await bench.session('postgres');
    const { rows } = await session.query(sql`SELECT pg_catalog.pg_read_file(pg_catalog.current_setting('ident_file'))`);
    await session.close();
    return rows[0]?.[0] ?? '';
  };

  const entering = async (): Promise<readonly string[]> => [
    await enters('shop_app', 'web-1.example'),
    await enters('shop_app', 'web 2, "b"'),
    await enters('shop_app', 'other.example'),
    await enters('shop_app', 'shop_app'),
    await enters('plain_app', 'plain_app'),
    await enters('plain_app', 'web-1.example'),
    await enters('dn_app', 'jobs.example'),
    await enters('dn_app', 'dn_app'),
  ];
  const AS_STATED = ['in', 'in', '28000', '28000', 'in', '28000', 'in', '28000'];

  test('without the host’s files both are handed over', async () => {
    const { files: _, ...bare } = bench.applyOptions;
    const { failure, journal } = await applyPlan(await planFor(bench, wish()), bare);
    expect([failure, journal.map(({ status, reason }) => `${status}: ${reason}`)]).toEqual([
      null,
      ['pg_ident.conf', 'pg_hba.conf'].map(
        (file) => `unapplied: the host's files are out of reach: put ${file} in place and reload`,
      ),
    ]);
  });

  test('the stated names enter and no other, and the second plan is empty', async () => {
    hardened = await hardenBench(bench, wish());
    expect(hardened.plan.steps.map(({ title }) => title)).toEqual(['Write pg_ident.conf', 'Write pg_hba.conf']);
    expect(await entering()).toEqual(AS_STATED);
    const kept = itemsOf((await bench.inventory()).cluster.identMaps).filter(({ map }) => map === 'team');
    expect(kept.map(({ systemUser, databaseUser }) => [systemUser, databaseUser])).toEqual([
      ['/^(.*)@old\\.example$', '\\1'],
      ['ops', 'postgres'],
    ]);
  });

  test('a map that was widened or lost is set again', async () => {
    for (const [text, met] of [
      ['shop_app /^.*$ shop_app\n', 'in'],
      ['', '28000'],
    ] as const) {
      bench.cluster.writeIdent(text);
      await bench.cluster.reload();
      expect(await enters('shop_app', 'other.example')).toBe(met);
      expect(await enters('shop_app', 'web-1.example')).toBe(met);
      const plan = await planFor(bench, wish());
      expect(plan.steps.map(({ title }) => title)).toEqual(['Write pg_ident.conf']);
      expect((await applyPlan(plan, bench.applyOptions)).failure).toBeNull();
      expect(await entering()).toEqual(AS_STATED);
    }
  });

  test('a line that the server refuses is taken back', async () => {
    bench.cluster.writeIdent(FORMER);
    await bench.cluster.reload();
    const plan = await planFor(bench, wish());
    const steps = plan.steps.map((step) =>
      step.action === 'file' ? { ...step, content: `${step.content}shop_app "/(" shop_app\n` } : step,
    );
    const reload = async (): Promise<void> => void (await bench.cluster.reload());
    const files = { ...bench.applyOptions.files, writeHba: () => Promise.reject(new Error('not planned')), reload };
    const writeIdent = async (text: string): Promise<void> => bench.cluster.writeIdent(text);
    const result = await applyPlan({ ...plan, steps }, { ...bench.applyOptions, files: { ...files, writeIdent } });
    expect(result.failure?.message).toMatch(/pg_ident\.conf line \d+: .*the former files and settings are back/u);
    expect(await identFile()).toBe(`${FORMER}\n`);
  });

  test('undo brings the bytes back', async () => {
    expect((await applyPlan(await planFor(bench, wish()), bench.applyOptions)).failure).toBeNull();
    expect(await entering()).toEqual(AS_STATED);
    await hardened.undo();
    expect(await identFile()).toBe(`${FORMER}\n`);
    expect(await enters('shop_app', 'web-1.example')).not.toBe('in');
  });
});
