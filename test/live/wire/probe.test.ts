// What `probe` says of a server is what the server does: versions, ciphers, certificates and the answer to a
// stranger, on every major; and what it says of things that are no PostgreSQL.

import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { PROBE_SCHEMA } from '../../../src/runs/probe-schema.js';
import { probeFindings } from '../../../src/runs/probe-findings.js';
import { runProbe } from '../../../src/runs/probe.js';
import { probe, type Probed } from '../../../src/wire/index.js';

const HBA = `
hostssl   all  by_scram    127.0.0.1/32 scram-sha-256
hostnossl all  by_scram    127.0.0.1/32 reject
hostssl   all  by_cert     127.0.0.1/32 cert
host      all  by_md5      127.0.0.1/32 md5
host      all  by_password 127.0.0.1/32 password
host      all  by_trust    127.0.0.1/32 trust
`;
const ROLES = `
CREATE ROLE by_trust LOGIN; CREATE ROLE by_scram LOGIN; CREATE ROLE by_cert LOGIN; CREATE ROLE by_password LOGIN;
SET password_encryption = md5; CREATE ROLE by_md5 LOGIN PASSWORD 'md500000000000000000000000000000000'`;

const SSL_REQUEST_CODE = 80_877_103;

const servers = await discoverServers();

describe.each(servers)('PostgreSQL $version $origin', (server) => {
  let cluster: ScratchCluster;
  beforeAll(async () => {
    cluster = await startScratch({ server, tls: 'on', hba: HBA, settings: { ssl_min_protocol_version: 'TLSv1.2' } });
    await run(cluster, ROLES);
  });
  afterAll(() => cluster?.stop());

  const ask = (user: string, ca?: string): Promise<Probed> =>
    probe({
      endpoint: { host: cluster.host, port: cluster.port, timeout: 10_000 },
      asker: { user, database: 'postgres' },
      now: new Date(),
      ...(ca === undefined ? {} : { ca }),
    });
  const findingsOf = async (user: string): Promise<readonly string[]> =>
    probeFindings(await ask(user, cluster.tls?.caPem)).map(({ id }) => id);

  it('scram behind TLS alone has nothing wrong but what the ciphers of TLS 1.2 are', async () => {
    const { tls, plaintext, encrypted } = await ask('by_scram', cluster.tls?.caPem);
    expect(plaintext).toMatchObject({ kind: 'refused', sqlstate: '28000' });
    expect(encrypted).toEqual({
      kind: 'challenge',
      method: 'scram-sha-256',
      mechanisms: ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256'],
    });
    expect(tls?.certificate).toMatchObject({ untrusted: null, forHost: true, expired: false });
    expect(tls?.direct).toBe(server.major >= 17);
    expect(tls?.versions.map(({ version, kind }) => `${version} ${kind}`)).toEqual([
      'TLSv1 refused',
      'TLSv1.1 refused',
      'TLSv1.2 accepted',
      'TLSv1.3 accepted',
    ]);
    expect((await findingsOf('by_scram')).filter((id) => id !== 'weak-cipher')).toEqual([]);
  });

  it('follows ssl_min_protocol_version and ssl_ciphers', async () => {
    await run(
      cluster,
      `ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1.3'`,
      `ALTER SYSTEM SET ssl_ciphers = 'ECDHE+AESGCM'`,
    );
    await cluster.reload();
    const { tls } = await ask('by_scram');
    expect(tls?.versions.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused', 'accepted']);
    expect(tls?.certificate?.untrusted).not.toBeNull();
    await run(cluster, 'ALTER SYSTEM RESET ssl_min_protocol_version', 'ALTER SYSTEM RESET ssl_ciphers');
    await cluster.reload();
  });

  it('names each way in that should not be there', async () => {
    expect(await findingsOf('by_trust')).toEqual(expect.arrayContaining(['plaintext-admitted', 'no-proof-asked']));
    expect(await findingsOf('by_md5')).toEqual(expect.arrayContaining(['plaintext-offered', 'md5-method']));
    expect(await findingsOf('by_password')).toEqual(expect.arrayContaining(['plaintext-offered', 'password-method']));
    expect((await ask('by_cert')).encrypted).toMatchObject({ kind: 'refused', sqlstate: '28000' });
  });

  it('without TLS says so', async () => {
    await run(cluster, 'ALTER SYSTEM SET ssl = off');
    await cluster.reload();
    const probed = await ask('by_scram');
    expect(probed).toMatchObject({ tls: null, encrypted: null });
    expect(probeFindings(probed).map(({ id }) => id)).toContain('no-tls');
    await run(cluster, 'ALTER SYSTEM RESET ssl');
    await cluster.reload();
  });

  it('gives JSON of its published schema and exit 1 at the threshold', async () => {
    const asked = { host: cluster.host, port: cluster.port, user: 'by_trust', database: 'postgres', timeout: 10_000 };
    const { exit, result } = await runProbe({ ...asked, failOn: 'critical', format: 'json' }, () => {});
    expect(exit).toBe(1);
    expect(PROBE_SCHEMA.safeParse(JSON.parse(result)).error).toBeUndefined();
    const text = await runProbe({ ...asked, failOn: 'never', format: 'text' }, () => {});
    expect(text.exit).toBe(0);
    expect(text.result).toContain('ADMITTED without any proof');
  });
});

async function run(cluster: ScratchCluster, ...statements: readonly string[]): Promise<void> {
  const { host, port, user, password } = cluster.connection;
  const client = new Client({ host, port, user, password: password.reveal(), database: 'postgres' });
  await client.connect();
  // One message a statement: ALTER SYSTEM cannot run in a transaction block.
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** As in CVE-2021-23222: what an attacker slips in before the handshake must not be taken for the server's. */
function sayingMoreThanS(socket: Socket): void {
  socket.once('data', (request: Buffer) => socket.end(request.readInt32BE(4) === SSL_REQUEST_CODE ? 'Sinjected' : 'N'));
}

describe('what is no PostgreSQL', () => {
  const listening: Server[] = [];
  afterAll(() => listening.forEach((server) => server.close()));

  async function listen(onClient: (socket: Socket) => void): Promise<number> {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      onClient(socket);
    });
    listening.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }
  const ask = async (onClient: (socket: Socket) => void): Promise<Probed> =>
    probe({
      endpoint: { host: '127.0.0.1', port: await listen(onClient), timeout: 300 },
      asker: { user: 'a', database: 'b' },
      now: new Date(),
    });

  it.each([
    ['is silent', () => {}, /no answer within 300 ms/u],
    ['hangs up', (socket: Socket) => socket.end(), /closed the connection/u],
    ['talks HTTP', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), /does not speak/u],
    ['adds bytes in the clear after S', sayingMoreThanS, /in the clear/u],
  ])('what %s is a clear error', async (_what, onClient, said) => {
    await expect(ask(onClient)).rejects.toThrow(said);
  });

  it('nobody listens', async () => {
    const wish = { endpoint: { host: '127.0.0.1', port: 1, timeout: 300 }, asker: { user: 'a', database: 'b' } };
    await expect(probe({ ...wish, now: new Date() })).rejects.toThrow(/127\.0\.0\.1:1/u);
  });
});
