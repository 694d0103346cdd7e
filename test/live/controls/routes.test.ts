// What FORCE breaks, by its declared route: after hardening, pg_dump and REFRESH work for whom the documents name,
// give all tenants' rows, and work for nobody else.

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../../src/session/index.js';
import { verbatim } from '../../../src/sql/verbatim.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { CLINIC_SCHEMA, clinicIntent } from './clinic-documents.js';
import { hardenBench, type Hardened, type Wish } from './designed.js';

const BIN = '/usr/lib/postgresql/15/bin';
const run = promisify(execFile);

const WISH: Wish = {
  databases: ['clinic'],
  controls: /^(?:roles|isolation|columns)\//u,
  intent: clinicIntent({
    'Connection Model': [
      '| `clinic_dump` | dump | backup | `clinic` | backup | none | scram-sha-256 |',
      '| `clinic_etl` | etl | job | `clinic` | jobs | none | scram-sha-256 |',
    ],
    'Authorization Architecture': [
      '| worker | `scheduling.daily_load` | maintain | nightly |',
      '| etl | `billing.invoices` | select | all tenants, nightly |',
    ],
    Naming: ['| refresh role | `{component}_refresh` |', '| function | `{relation}_renewed` |'],
  }),
};

const LOAD = 'SELECT tenant_id, day, booked FROM scheduling.daily_load ORDER BY 1, 2';
const ONE_MORE = `INSERT INTO scheduling.appointments (starts_at, tenant_id, patient_id, practitioner_id)
  SELECT starts_at + interval '7 days', tenant_id, patient_id, practitioner_id FROM scheduling.appointments LIMIT 1`;
const ALL_ROWS = `SELECT count(*) FROM scheduling.appointments; SELECT count(*) FROM patients.patients`;

describe.each([15, 18] as const)('declared routes on PostgreSQL %i', (major) => {
  let bench: Bench;
  let hardened: Hardened;
  let folder = '';
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = started;
    folder = mkdtempSync(join(tmpdir(), 'pgrampart-routes-'));
    await bench.run('postgres', 'CREATE DATABASE clinic');
    await bench.run('clinic', CLINIC_SCHEMA);
    bench.cluster.writeHba('host all all 127.0.0.0/8 trust\n');
    await bench.cluster.reload();
    hardened = await hardenBench(bench, WISH);
  }, 60_000);
  afterAll(async () => {
    await bench.cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function as(user: string | null, text: string): Promise<readonly (readonly (string | null)[])[] | string> {
    const { host, port } = bench.cluster;
    const tls = { mode: 'disable', authority: null } as const;
    const session =
      user === null
        ? await bench.session('clinic')
        : await connect({ host, port, user, password: null, database: 'clinic', tls });
    try {
      const answered = await session.attempt(verbatim(text));
      return answered.ok ? answered.value.rows : (answered.error.sqlstate ?? answered.error.message);
    } finally {
      await session.close();
    }
  }

  async function dump(user: string, ...more: readonly string[]): Promise<string> {
    const { host, port } = bench.cluster;
    const words = ['-h', host, '-p', String(port), '-U', user, '-w', ...more, 'clinic'];
    return run(join(BIN, 'pg_dump'), words, { env: { PATH: '' } }).then(
      () => 'done',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }

  test('the declared login refreshes all tenants’ rows; nobody else refreshes anything', async () => {
    const before = await as(null, LOAD);
    await bench.run('clinic', ONE_MORE);
    expect(await as('clinic_app', 'SELECT refresh_route.scheduling_daily_load_renewed()')).toBe('42501');
    expect(await as('clinic_worker', 'REFRESH MATERIALIZED VIEW scheduling.daily_load')).toBe('42501');
    expect(await as(null, LOAD)).toEqual(before);
    expect(await as('clinic_worker', 'SELECT refresh_route.scheduling_daily_load_renewed()')).toEqual([['']]);
    expect((await as(null, LOAD)).length).toBe(before.length + 1);
    expect(new Set([...(await as(null, LOAD))].map((row) => row[0])).size).toBe(3);
    expect(await as('clinic_worker', LOAD)).toBe('42501');
  });

  test('without the route it would store nothing: FORCE binds the owner', async () => {
    const undone = `BEGIN; ALTER MATERIALIZED VIEW scheduling.daily_load OWNER TO scheduling_owner;
      REFRESH MATERIALIZED VIEW scheduling.daily_load; ${LOAD}`;
    expect(await as(null, undone)).toEqual([]);
  });

  test.runIf(major === 15 && existsSync(join(BIN, 'pg_dump')))('the declared login dumps everything', async () => {
    const file = join(folder, 'clinic.sql');
    expect(await dump('clinic_dump', '-f', file)).toBe('done');
    expect(await dump('clinic_app', '-t', 'patients.consents')).toContain('would be affected by row-level security');
    expect(await dump('analytics')).toContain('permission denied');
    await bench.run('postgres', 'CREATE DATABASE restored');
    const { host, port, user } = bench.cluster.connection;
    const words = ['-h', host, '-p', String(port), '-U', user, '-d', 'restored', '-v', 'ON_ERROR_STOP=1', '-qXf', file];
    const { password } = bench.cluster.connection;
    await run(join(BIN, 'psql'), words, { env: { PATH: '', PGPASSWORD: password?.reveal() ?? '' } });
    const counts = async (database: string): Promise<unknown> => {
      const session = await bench.session(database);
      const tables = ALL_ROWS.split(';').map((text) => verbatim(text));
      const found = [];
      for (const text of tables) found.push((await session.query(text)).rows[0]?.[0]);
      await session.close();
      return found;
    };
    expect(await counts('restored')).toEqual(['5', '4']);
    await bench.run('postgres', 'DROP DATABASE restored');
  });

  test('a job whose row says all tenants reads them, by the columns of that row alone', async () => {
    expect(await as('clinic_etl', 'SELECT count(DISTINCT tenant_id) FROM billing.invoices')).toEqual([['3']]);
    expect(await as('clinic_worker', 'SELECT count(*) FROM billing.invoices')).toEqual([['0']]);
    expect(await as('clinic_etl', 'SELECT 1 FROM billing.payments')).toBe('42501');
    expect(await as('clinic_etl', 'DELETE FROM billing.invoices')).toBe('42501');
  });

  test('undo leads back', async () => {
    await hardened.undo();
    expect(await as('clinic_worker', 'SELECT count(*) > 0 FROM billing.invoices')).toEqual([['t']]);
  });
});
