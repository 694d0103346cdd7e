// Two logins in turn, asked of the server: programs work throughout, the former password is refused afterwards, what
// comes too early stops, the way back leads back, and the next plan wants nothing.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/core/secret.js';
import { readIntent } from '../../../src/intent/index.js';
import { MAJORS } from '../../../src/pg/version.js';
import { runRotate } from '../../../src/runs/rotate.js';
import { attemptConnect, type Session } from '../../../src/session/index.js';
import { verbatim } from '../../../src/sql/verbatim.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { hardenBench, planFor, type Wish } from './designed.js';

const DOCUMENT = `---
product: shop
status: approved
---
## Threat Model
| ID | Threat | Kind | Severity |
|---|---|---|---|
| T1 | a password is stolen | credential-theft | high |
| T2 | a login holds too much | excess-privilege | high |
## Deployment
| Cluster | Substrate | Host access |
|---|---|---|
| main | self-managed | files |
## Components
| Component | Owns | Connects as |
|---|---|---|
| shop | \`shop\` | \`app_a\`, \`app_b\` |
## Authorization Architecture
| Actor | Resource | Operations | Condition |
|---|---|---|---|
| api | \`shop.orders\` | select | – |
## Connection Model
| Login | Actor | Kind | Database | Source | Authentication |
|---|---|---|---|---|---|
| \`app_a\` | api | service | postgres | 127.0.0.0/8 | scram-sha-256 |
| \`app_b\` | api | service | postgres | 127.0.0.0/8 | scram-sha-256 |
## Secrets & Key Management
| Credential | Used by | Store | Owner | Rotation |
|---|---|---|---|---|
| passwords of \`app_a\` and \`app_b\` | application | \`vault:shop/db\` | team-shop | 30 days |
`;

const all = process.env['PGRAMPART_LONG'] === '1';
const majors = MAJORS.filter((major) => all || major === 14 || major === 18);
const progress = (): void => undefined;

describe.each(majors)('a credential with two logins on PostgreSQL %i', (major) => {
  let bench: Bench;
  let wish: Wish;
  const folder = mkdtempSync(join(tmpdir(), 'pgrampart-rotation-'));
  const docs = join(folder, 'architecture.md');
  const passwords = new Map<string, string>();

  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = started;
    writeFileSync(docs, DOCUMENT);
    const { intent } = readIntent([{ path: docs, text: DOCUMENT }]);
    wish = { intent, databases: ['postgres'], controls: /^(?:roles|credentials)\//u };
    await bench.run(
      'postgres',
      `CREATE ROLE app_a LOGIN; CREATE SCHEMA shop; CREATE TABLE shop.orders AS SELECT 1 AS id`,
    );
    await hardenBench(bench, wish);
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await bench.cluster.stop();
  });

  async function rotate(name: string): Promise<string> {
    const { host, port, user, password } = bench.cluster.connection;
    process.env['PGPASSWORD'] = typeof password === 'string' ? password : (password?.reveal() ?? '');
    const out = join(folder, name);
    const secret = join(folder, `${name}.secret`);
    const { result } = await runRotate(
      {
        source: `host=${host} port=${port} user=${user} dbname=postgres sslmode=disable`,
        docs: [docs],
        login: 'app_a',
        password: { make: secret, read: null },
        overlapSeconds: 3600,
        out,
        force: false,
        format: 'json',
      },
      progress,
    );
    expect(statSync(secret).mode & 0o777).toBe(0o600);
    const plain = readFileSync(secret, 'utf8').trim();
    const incoming = /"incoming": "(\w+)"/u.exec(result)?.[1] ?? '';
    passwords.set(incoming, plain);
    expect(result + readFileSync(join(out, '1-issue.sql'), 'utf8')).not.toContain(plain);
    return incoming;
  }

  const script = (name: string, file: string): Promise<void> =>
    bench.run('postgres', readFileSync(join(folder, name, file), 'utf8').replaceAll(/^\\set.*$/gmu, ''));

  async function open(user: string): Promise<Session | string> {
    const { host, port } = bench.cluster;
    const password = new Secret(passwords.get(user) ?? 'never set');
    const tls = { mode: 'disable', authority: null } as const;
    const opened = await attemptConnect({ host, port, user, password, database: 'postgres', tls });
    return opened.ok ? opened.value : (opened.error.sqlstate ?? opened.error.message);
  }

  /** A program: connects with what the store holds, and reads what it is there for. */
  async function works(user: string): Promise<string> {
    const session = await open(user);
    if (typeof session === 'string') return session;
    const answer = await session.attempt(verbatim('SELECT id FROM shop.orders'));
    await session.close();
    return answer.ok ? 'works' : (answer.error.sqlstate ?? answer.error.message);
  }

  test('goes from one to the other without a refusal, and back to the first', { timeout: 60_000 }, async () => {
    expect(await rotate('first')).toBe('app_a');
    await script('first', '1-issue.sql');
    expect(await works('app_a')).toBe('works');

    expect(await rotate('second')).toBe('app_b');
    const kept = await open('app_a');
    if (typeof kept === 'string') throw new Error(kept);
    await script('second', '1-issue.sql');
    expect([await works('app_a'), await works('app_b')]).toEqual(['works', 'works']);
    await expect(script('second', '2-retire.sql')).rejects.toThrow(/1 sessions as app_a/u);
    expect(await works('app_a')).toBe('works');
    await kept.close();
    await expect
      .poll(() =>
        script('second', '2-retire.sql').then(
          () => 'shut',
          () => 'waits',
        ),
      )
      .toBe('shut');
    expect([await works('app_a'), await works('app_b')]).toEqual(['28P01', 'works']);
    expect((await planFor(bench, wish)).steps.map(({ title }) => title)).toEqual([]);

    expect(await rotate('third')).toBe('app_a');
    const busy = await open('app_b');
    await script('third', '1-issue.sql');
    expect([await works('app_a'), await works('app_b')]).toEqual(['works', 'works']);
    if (typeof busy !== 'string') await busy.close();
    await script('third', 'undo.sql');
    expect([await works('app_a'), await works('app_b')]).toEqual(['28P01', 'works']);
  });

  test('the former password ends by itself, and the engine says when', async () => {
    expect(await rotate('fourth')).toBe('app_a');
    await script('fourth', '1-issue.sql');
    const session = await bench.session('postgres');
    const { rows } = await session.query(
      verbatim(`SELECT rolname, ceil(extract(epoch FROM rolvaliduntil - now()) / 3600)::int
        FROM pg_roles WHERE rolname LIKE 'app%' ORDER BY 1`),
    );
    await session.close();
    expect(rows).toEqual([
      ['app_a', String(30 * 24 + 1)],
      ['app_b', '1'],
    ]);
    await expect(rotate('fifth')).rejects.toThrow(/both app_a and app_b are open/u);
  });

  test('a login that is in use gets no new password', async () => {
    await script('fourth', 'undo.sql');
    await rotate('sixth');
    await bench.run('postgres', `ALTER ROLE app_a PASSWORD 'of another hand' VALID UNTIL 'infinity'`);
    passwords.set('app_a', 'of another hand');
    const busy = await open('app_a');
    await expect(script('sixth', '1-issue.sql')).rejects.toThrow(/1 sessions as app_a: it is in use/u);
    if (typeof busy !== 'string') await busy.close();
    await bench.run('postgres', `ALTER ROLE app_a PASSWORD NULL`);
  });

  test('logins that may not do the same do not take turns', async () => {
    await bench.run('postgres', `GRANT pg_read_all_stats TO app_b; ALTER ROLE app_b SET work_mem = '8MB'`);
    await expect(rotate('seventh')).rejects.toThrow(
      /only app_b: the setting work_mem = 8MB.*only app_b: member of pg_read_all_stats/u,
    );
  });
});
