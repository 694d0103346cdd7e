// A server that vanishes while it is read: an operation error, and the former output is as it was.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startExample, type ExampleCluster } from '../../src/demo/example-cluster.js';
import { chooseServer, discoverServers } from '../../src/proof/scratch/index.js';
import { ensureBuilt } from './built.js';
import { runProgram, type Ran } from './script.js';

const hasServer = chooseServer(await discoverServers(), { major: 18 }).ok;
let clinic: ExampleCluster;
let cwd = '';

/** Passes on what the server says until `limit` bytes, then cuts every line and answers nobody any more. */
async function cuttingProxy(limit: number): Promise<Server> {
  const { host, port } = clinic.target;
  const sockets = new Set<Socket>();
  let seen = 0;
  const server = createServer((client) => {
    const upstream = dial(`${host}/.s.PGSQL.${port}`);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen < limit) return void client.write(chunk);
      for (const socket of sockets) socket.destroy();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

async function through(limit: number, ...words: readonly string[]): Promise<Ran> {
  const proxy = await cuttingProxy(limit);
  const address = proxy.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  const env = {
    PGHOST: '127.0.0.1',
    PGPORT: port,
    PGUSER: 'postgres',
    PGSSLMODE: 'disable',
    PGPASSWORD: clinic.target.password?.reveal() ?? '',
  };
  try {
    return await runProgram(words, { cwd, env });
  } finally {
    proxy.close();
  }
}

describe.runIf(hasServer)('a server that vanishes', () => {
  beforeAll(async () => {
    ensureBuilt();
    cwd = mkdtempSync(join(tmpdir(), 'pgrampart-faults-'));
    clinic = await startExample(resolve('examples/clinic'), 'clinic', { major: 18 });
  });
  afterAll(async () => {
    await clinic?.cluster.stop();
    rmSync(cwd, { recursive: true, force: true });
  });

  test.each([200, 5_000, 100_000])('after %i bytes leaves the former inventory', async (limit) => {
    writeFileSync(join(cwd, 'inventory.json'), 'the former one');
    const ran = await through(limit, 'inventory', 'dbname=clinic', '--out', 'inventory.json');
    expect(ran.code, ran.err).toBe(4);
    expect(ran.err).toMatch(/^error (connect|read)/mu);
    expect(ran.err).toContain('fix:');
    expect(`${ran.out}${ran.err}`).not.toContain(clinic.target.password?.reveal());
    expect(readFileSync(join(cwd, 'inventory.json'), 'utf8')).toBe('the former one');
    expect(readdirSync(cwd)).toEqual(['inventory.json']);
  });

  test('is unharmed by a run that gets through', async () => {
    const ran = await through(Number.MAX_SAFE_INTEGER, 'inventory', 'dbname=clinic', '--out', 'inventory.json');
    expect(ran.code, ran.err).toBe(0);
  });
});
