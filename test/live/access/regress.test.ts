// Law `access` over the states that PostgreSQL's own regression tests leave behind: as clusters, loaded by psql.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MAJORS } from '../../../src/pg/version.js';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { add, type Counters } from './counters.js';
import { indexOf, judgeHolds, open } from './law.js';

const folder = join(process.env['PGRAMPART_SHARED'] ?? '../shared', 'corpora', 'regress');
/** All of them together take minutes. */
function chosen(name: string): boolean {
  return !name.startsWith('state_nasty') || process.env['PGRAMPART_LONG'] === '1';
}
const psql = '/usr/bin/psql';
const states = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith('.dumpall.sql.gz') && chosen(name))
  : [];
const servers = await discoverServers();
/** The dumps are of 15: older servers do not know all of it. */
const tried = MAJORS.filter((major) => major === 15 || major === 18);

describe.runIf(states.length > 0 && existsSync(psql))('holds equals has_*_privilege on regression states', () => {
  for (const major of tried) {
    const server = servers.find((each) => each.major === major && each.origin === 'embedded');
    it.skipIf(server === undefined).each(states)(`on ${major}: %s`, { timeout: 300_000 }, async (state) => {
      await using cluster = await startScratch({ server: server!, superuser: 'postgres' });
      load(cluster, withoutRows(gunzipSync(readFileSync(join(folder, state))).toString('utf8')));
      const counters: Counters = new Map();
      const differences: string[] = [];
      for (const database of await databasesOf(cluster)) {
        const client = await open(cluster, database);
        const index = await indexOf(cluster, database);
        differences.push(...(await judgeHolds(client, index, database, major, counters)));
        await client.end();
      }
      expect(differences.slice(0, 20), `${differences.length} differences`).toEqual([]);
      add(counters, 'comparisons with has_*_privilege', 0);
      expect(counters.get('comparisons with has_*_privilege')).toBeGreaterThan(1000);
      expect(counters.get('compared as held: table')).toBeGreaterThan(0);
    });
  }
});

/** Rows of tables say nothing about access, and there are many. */
function withoutRows(dump: string): string {
  return dump.replaceAll(/^COPY [^\n]* FROM stdin;\n(?:[^\n]*\n)*?\\\.\n/gmu, '');
}

function load(cluster: ScratchCluster, dump: string): void {
  const { host, port, user, password } = cluster.connection;
  const env = { PATH: process.env['PATH'] ?? '', PGPASSWORD: password.reveal() };
  const run = spawnSync(psql, ['-X', '-q', '-h', host, '-p', String(port), '-U', user, '-d', 'postgres'], {
    env,
    input: dump,
    stdio: ['pipe', 'ignore', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.error !== undefined) throw run.error;
}

async function databasesOf(cluster: ScratchCluster): Promise<readonly string[]> {
  const client = await open(cluster, 'postgres');
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datallowconn AND datname <> 'template1'",
  );
  await client.end();
  return rows.map((row) => row.datname);
}
