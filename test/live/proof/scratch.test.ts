import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { describe, expect, it } from 'vitest';
import { OperationError } from '../../../src/core/index.js';
import {
  HARNESS_ADDRESS,
  chooseServer,
  createAuthority,
  discoverServers,
  startScratch,
  type ScratchCluster,
} from '../../../src/proof/scratch/index.js';

const servers = await discoverServers();
const chosen = chooseServer(servers, {});
const byMajor = servers.map((server) => ({ label: `PostgreSQL ${server.version} ${server.origin}`, server }));
const asRoot = process.getuid?.() === 0;

function harness(cluster: ScratchCluster): ClientConfig {
  const { host, port, user, password } = cluster.connection;
  return { host, port, user, password: password.reveal(), database: 'postgres' };
}

/** Over TCP, from an address of our choice, as the rules under test see a client. */
function tcp(cluster: ScratchCluster, user: string, password: string, from = '127.0.0.1'): ClientConfig {
  const { port, host } = cluster;
  return { user, password, database: 'postgres', host, stream: () => boundSocket(port, host, from) };
}

function boundSocket(port: number, host: string, localAddress: string): ReturnType<typeof connect> {
  const socket = connect({ port, host, localAddress });
  // The driver calls connect itself; the socket is already on its way.
  socket.connect = () => socket;
  return socket;
}

async function query(config: ClientConfig, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ ...config, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  // After a refused connection the driver's end() may never settle: end only what was opened.
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The SQLSTATE or Node's error code of a refused attempt. */
async function outcome(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'accepted';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

function postmasterPid(cluster: ScratchCluster): number {
  return Number(readFileSync(`${cluster.dataDir}/postmaster.pid`, 'utf8').split('\n')[0]);
}

function uidOf(pid: number): number {
  return Number(/^Uid:\s+\d+\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** A killed process that nobody has waited for yet is a zombie (Z). */
function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

describe.runIf(chosen.ok).concurrent('scratch cluster', () => {
  if (!chosen.ok) return;
  const server = chosen.value;

  it.each(byMajor)('$label: starts as described, stops without a trace', async ({ server: found }) => {
    const cluster = await startScratch({ server: found, superuser: 'the Böss' });
    const pid = postmasterPid(cluster);
    const rows = await query(
      harness(cluster),
      `SELECT current_user AS who, split_part(current_setting('server_version'), ' ', 1) AS version,
              (SELECT array_agg(name::text ORDER BY name::text COLLATE "C") FROM pg_available_extensions) AS contrib`,
    );
    expect(rows).toEqual([{ who: 'the Böss', version: found.version, contrib: found.contrib }]);
    await cluster.stop();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(existsSync(dirname(cluster.dataDir))).toBe(false);
    await cluster.stop();
  });

  it('lets the harness be any role on the socket, the superuser by password only', async () => {
    await using cluster = await startScratch({ server });
    await query(harness(cluster), 'CREATE ROLE app LOGIN');
    const asApp = { ...harness(cluster), user: 'app', password: '' };
    expect(await query(asApp, 'SELECT current_user')).toEqual([{ current_user: 'app' }]);
    expect(await outcome(query({ ...harness(cluster), password: 'wrong' }, 'SELECT 1'))).toBe('28P01');
  });

  it.each(byMajor)('$label: speaks TLS, and the wrong authority does not verify', async ({ server: found }) => {
    await using cluster = await startScratch({
      server: found,
      tls: 'on',
      hostNames: ['db.clinic.example'],
      hba: 'hostssl all app 127.0.0.1/32 scram-sha-256\nhostssl all robot 127.0.0.1/32 cert',
    });
    await query(harness(cluster), `CREATE ROLE app LOGIN PASSWORD 'x'; CREATE ROLE robot LOGIN`);
    const ca = cluster.tls?.caPem ?? '';
    const base = { host: cluster.host, port: cluster.port, database: 'postgres', user: 'app', password: 'x' };
    const version = 'SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
    const verified = { ...base, ssl: { ca, servername: 'db.clinic.example' } };
    expect(await query(verified, version)).toEqual([{ version: 'TLSv1.3' }]);
    const stranger = { ...base, ssl: { ca, servername: 'db.other.example' } };
    expect(await outcome(query(stranger, version))).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    const wrong = await createAuthority();
    expect(await outcome(query({ ...base, ssl: { ca: wrong.caPem } }, version))).toMatch(
      /SIGNATURE|UNABLE_TO|SELF_SIGNED/,
    );
    expect(await outcome(query(base, version))).toBe('28000');
    const client = await cluster.tls!.issueClient('robot');
    const asRobot = { ...base, user: 'robot', ssl: { ca, cert: client.certPem, key: client.keyPem.reveal() } };
    expect(await query(asRobot, 'SELECT current_user')).toEqual([{ current_user: 'robot' }]);
    const forged = await wrong.issueClient('robot');
    const asForged = { ...base, user: 'robot', ssl: { ca, cert: forged.certPem, key: forged.keyPem.reveal() } };
    expect(await outcome(query(asForged, version))).not.toBe('accepted');
  });

  it('judges new sessions by the rules once reload returns, and keeps the old ones when refused', async () => {
    await using cluster = await startScratch({ server });
    await query(harness(cluster), `CREATE ROLE app LOGIN PASSWORD 'x'`);
    for (let round = 0; round < 10; round += 1) {
      cluster.writeHba('host all app 127.0.0.7/32 scram-sha-256');
      expect((await cluster.reload()).loaded).toBe(true);
      expect(await outcome(query(tcp(cluster, 'app', 'x'), 'SELECT 1'))).toBe('28000');
      expect(await outcome(query(tcp(cluster, 'app', 'x', '127.0.0.7'), 'SELECT 1'))).toBe('accepted');
      cluster.writeHba('host all app 127.0.0.1/32 scram-sha-256');
      expect((await cluster.reload()).loaded).toBe(true);
      expect(await outcome(query(tcp(cluster, 'app', 'x'), 'SELECT 1'))).toBe('accepted');
    }
    cluster.writeHba('host all app not-an-address scram-sha-256 nonsense=1');
    const refused = await cluster.reload();
    expect(refused.loaded).toBe(false);
    expect(refused.messages.join()).toContain('pg_hba.conf was not reloaded');
    expect(await outcome(query(tcp(cluster, 'app', 'x'), 'SELECT 1'))).toBe('accepted');
  });

  it('maps users, and its rules may name another file', async () => {
    await using cluster = await startScratch({ server, tls: 'on', ident: 'm robot app' });
    await query(harness(cluster), `CREATE ROLE app LOGIN; CREATE ROLE other LOGIN`);
    cluster.writeRulesFile('people', 'app\n');
    cluster.writeHba('hostssl all @people 127.0.0.1/32 cert map=m');
    expect((await cluster.reload()).loaded).toBe(true);
    const robot = await cluster.tls!.issueClient('robot');
    const ssl = { ca: cluster.tls!.caPem, cert: robot.certPem, key: robot.keyPem.reveal() };
    const base = { host: cluster.host, port: cluster.port, database: 'postgres', ssl };
    expect(await query({ ...base, user: 'app' }, 'SELECT current_user')).toEqual([{ current_user: 'app' }]);
    expect(await outcome(query({ ...base, user: 'other' }, 'SELECT 1'))).toBe('28000');
    expect(() => cluster.writeRulesFile('../x', '')).toThrow(OperationError);
  });

  it('takes settings on reload or restart, and says which', async () => {
    await using cluster = await startScratch({ server, preload: ['pg_stat_statements'] });
    const port = cluster.port;
    cluster.writeConf({ work_mem: '7MB', max_connections: '33', 'app.note': `it's a \\ test` });
    const outcomes = await cluster.reload();
    expect(outcomes).toMatchObject({ loaded: true, restartNeeded: ['max_connections'] });
    await cluster.restart();
    expect(cluster.port).toBe(port);
    const show = `SELECT current_setting('work_mem') AS m, current_setting('max_connections') AS c,
      current_setting('app.note') AS n, current_setting('shared_preload_libraries') AS p`;
    expect(await query(harness(cluster), show)).toEqual([
      { m: '7MB', c: '33', n: `it's a \\ test`, p: 'pg_stat_statements' },
    ]);
    cluster.writeConf({ work_mem: 'plenty' });
    expect((await cluster.reload()).loaded).toBe(false);
    await expect(cluster.restart()).rejects.toThrow(/invalid value for parameter "work_mem"/);
    expect(cluster.isRunning).toBe(false);
    cluster.writeConf({});
    await cluster.start();
    expect(await query(harness(cluster), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  const auditing = chooseServer(servers, { need: { pgaudit: true } });
  it.runIf(auditing.ok)('loads pgaudit where the server has it, and its record is in the log', async () => {
    if (!auditing.ok) return;
    const settings = { 'pgaudit.log': 'ddl' };
    await using cluster = await startScratch({ server: auditing.value, preload: ['pgaudit'], settings });
    await query(harness(cluster), 'CREATE EXTENSION pgaudit; CREATE TABLE audited ()');
    expect(cluster.readLog().text).toMatch(/AUDIT: SESSION,.*CREATE TABLE,TABLE,public\.audited/);
  });

  it('reads the log from where it left off', async () => {
    await using cluster = await startScratch({ server, settings: { log_statement: 'ddl' } });
    const before = cluster.readLog().next;
    await query(harness(cluster), 'CREATE TABLE "søm" ()');
    const slice = cluster.readLog(before);
    expect(slice.text).toContain('LOG:  statement: CREATE TABLE "søm" ()');
    expect(cluster.readLog(slice.next).text).toBe('');
  });

  it('runs two at once, each with its own port and files', async () => {
    const [a, b] = await Promise.all([startScratch({ server }), startScratch({ server })]);
    await using first = a;
    await using second = b;
    expect(first.port).not.toBe(second.port);
    await query(harness(first), 'CREATE TABLE only_here ()');
    expect(await outcome(query(harness(second), 'SELECT * FROM only_here'))).toBe('42P01');
  });

  it.runIf(process.platform === 'linux')('leaves `local` rules to the test with the loopback door', async () => {
    await using cluster = await startScratch({ server, door: 'loopback', hba: 'local all all reject' });
    const { user, password } = cluster.connection;
    expect(cluster.connection.localAddress).toBe(HARNESS_ADDRESS);
    expect(await outcome(query(tcp(cluster, user, password.reveal(), HARNESS_ADDRESS), 'SELECT 1'))).toBe('accepted');
    expect(await outcome(query(tcp(cluster, user, password.reveal()), 'SELECT 1'))).toBe('28000');
    const onSocket = { host: cluster.socketDir, port: cluster.port, user, password: password.reveal() };
    expect(await outcome(query({ ...onSocket, database: 'postgres' }, 'SELECT 1'))).toBe('28000');
  });

  it('refuses a superuser name that initdb would put unquoted into SQL', async () => {
    await expect(startScratch({ server, superuser: 'a" SUPERUSER; --' })).rejects.toThrow(OperationError);
  });

  it.runIf(process.platform === 'linux')(
    'gives the server nothing of our environment and no password in argv',
    async () => {
      process.env['PGRAMPART_CANARY'] = 'canary-in-environment';
      await using cluster = await startScratch({ server });
      const proc = `/proc/${postmasterPid(cluster)}`;
      const names = readFileSync(`${proc}/environ`, 'utf8')
        .split('\0')
        .map((entry) => entry.split('=')[0] ?? '');
      expect(names).not.toContain('PGRAMPART_CANARY');
      expect(names).not.toContain('HOME');
      expect(readFileSync(`${proc}/cmdline`, 'utf8')).not.toContain(cluster.password.reveal());
      expect(JSON.stringify(cluster.connection)).not.toContain(cluster.password.reveal());
    },
  );
});

describe.runIf(chosen.ok && asRoot)('scratch cluster under root', () => {
  if (!chosen.ok) return;
  const server = chosen.value;

  it('runs as a uid of its own that cannot touch its rules, its log or its neighbours', async () => {
    const cluster = await startScratch({ server });
    const uid = uidOf(postmasterPid(cluster));
    expect(uid).toBeGreaterThanOrEqual(61_184);
    const conf = await query(harness(cluster), `SELECT current_setting('hba_file') AS hba`);
    const target = String(conf[0]?.['hba']);
    for (const path of [target, cluster.logFile, `${dirname(target)}/planted`, `${dirname(cluster.dataDir)}/planted`]) {
      expect(await outcome(query(harness(cluster), `COPY (SELECT 1) TO '${path}'`))).toBe('42501');
    }
    await cluster.stop();
  });

  it('ends a program that detached itself from a backend', async () => {
    const cluster = await startScratch({ server });
    const uid = uidOf(postmasterPid(cluster));
    await query(harness(cluster), `COPY (SELECT 1) TO PROGRAM 'setsid sleep 300 >/dev/null 2>&1 &'`);
    // It is there once setsid has become it; the brackets keep the pattern from finding itself.
    const find = `until pgrep -u ${uid} -f "sleep 30[0]" >&2; do :; done`;
    const sleeper = await query(harness(cluster), `COPY (SELECT 1) TO PROGRAM '${find}'`);
    expect(sleeper).toEqual([]);
    const pid = Number(/\n(\d+)\n/.exec(cluster.readLog().text)?.[1]);
    expect(uidOf(pid)).toBe(uid);
    await cluster.stop();
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});
