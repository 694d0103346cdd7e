// Law "hba": our verdict is the server's, over generated rule files and real connection attempts.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryReader } from '../../../src/pg/config-reader.js';
import {
  HBA_METHODS,
  decide,
  parseHba,
  renderHba,
  shadowedRules,
  type HbaAttempt,
  type HbaCluster,
  type HbaDialect,
  type HbaFile,
  type HbaMethod,
} from '../../../src/pg/hba/index.js';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { connectAdmin } from './admin.js';
import { INCLUDED, anAttempt, plainRule, ruleLine } from './hba-arbitraries.js';
import { FILE, ourRows, sortRows, type ServerRow } from './hba-rows.js';
import { attemptStartup, type Answer } from './startup-attempt.js';

const servers = await discoverServers();
const majors = ([14, 15, 16, 17, 18] as const).flatMap(
  (major) => servers.find((server) => server.major === major) ?? [],
);

const INCLUDED_TEXT = 'r1, "r2" # a comment\n+r3\n';

describe.each(majors)('PostgreSQL $major ($bindir)', (server) => {
  let cluster: ScratchCluster;
  let admin: Client;
  let dialect: HbaDialect;

  beforeAll(async () => {
    cluster = await startScratch({ server, tls: 'on', door: 'loopback' });
    admin = await connectAdmin(cluster);
    cluster.writeRulesFile(INCLUDED, INCLUDED_TEXT);
    const inherit = server.major >= 16 ? 'WITH INHERIT FALSE, SET FALSE' : '';
    for (const text of [
      'CREATE ROLE r1 LOGIN',
      'CREATE ROLE r2 LOGIN NOINHERIT',
      'CREATE ROLE r3 LOGIN',
      'CREATE ROLE su LOGIN SUPERUSER',
      `GRANT r1 TO r2 ${inherit}`,
      'GRANT r2 TO r3',
    ]) {
      await admin.query(text);
    }
    dialect = { major: server.major, unsupported: await unsupportedMethods() };
  });

  afterAll(async () => {
    await admin?.end();
    await cluster?.[Symbol.asyncDispose]();
  });

  async function unsupportedMethods(): Promise<readonly HbaMethod[]> {
    const missing: HbaMethod[] = [];
    for (const method of HBA_METHODS) {
      cluster.writeHba(`hostssl all all all ${method}`);
      const { rows } = await admin.query('SELECT error FROM pg_hba_file_rules WHERE error LIKE $1', [
        '%not supported by this build%',
      ]);
      if (rows.length > 0) missing.push(method);
    }
    return missing;
  }

  async function serverRows(rules: string): Promise<readonly ServerRow[]> {
    cluster.writeHba(rules);
    const offset = cluster.harnessHbaLines.length;
    const file = server.major >= 16 ? 'file_name' : "'pg_hba.conf'::text AS file_name";
    const { rows } = await admin.query(
      `SELECT ${file}, line_number, type, database, user_name, address, netmask, auth_method, options, error FROM pg_hba_file_rules`,
    );
    return rows.flatMap((row): ServerRow[] => {
      const inMain = String(row.file_name).endsWith('pg_hba.conf');
      const line = Number(row.line_number) - (inMain ? offset : 0);
      if (line <= 0) return [];
      const options = [...(row.options ?? [])].filter((each: string) => /^(?:map|clientcert)=/u.test(each)).toSorted();
      // 14–18 leave the error out for a wrong clientcert value, but give no rule either.
      const taken = row.type !== null && (row.error === null || String(row.error).includes('cannot match because'));
      const words = [row.type, row.database, row.user_name, row.address, row.netmask, row.auth_method, options];
      return [{ line, file: inMain ? 'main' : 'other', rule: taken ? words : 'refused' }];
    });
  }

  function parsed(rules: string): HbaFile {
    return parseHba(memoryReader({ [FILE]: rules, [`/conf/${INCLUDED}`]: INCLUDED_TEXT }), FILE, dialect);
  }

  it('reads generated files as the server does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ruleLine, { minLength: 1, maxLength: 8 }), async (lines) => {
        const rules = lines.join('\n');
        expect(ourRows(parsed(rules))).toEqual(sortRows(await serverRows(rules)));
      }),
      { numRuns: 150, seed: 20260101 },
    );
  });

  it('reads real files as the server does', async () => {
    const folder = join(process.env['PGRAMPART_SHARED'] ?? '../shared', 'corpora', 'hba');
    if (!existsSync(folder)) return;
    for (const name of readdirSync(folder).filter((each) => each.endsWith('pg_hba.conf'))) {
      const rules = readFileSync(join(folder, name), 'utf8');
      expect({ name, rows: ourRows(parsed(rules)) }).toEqual({ name, rows: sortRows(await serverRows(rules)) });
    }
  });

  it('decides as real connection attempts show', async () => {
    const seen = new Map<Answer, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(plainRule, { minLength: 1, maxLength: 6 }),
        fc.array(anAttempt, { minLength: 12, maxLength: 12 }),
        async (lines, attempts) => {
          const rules = lines.join('\n');
          const file = parsed(rules);
          fc.pre(file.loadable);
          // Rendering must keep the meaning: the server gets our own text of what we read.
          const rendered = renderHba(file.rules, server.major);
          if (!rendered.ok) throw new Error(JSON.stringify(rendered.error));
          cluster.writeHba(rendered.value);
          expect((await cluster.reload()).loaded).toBe(true);
          const dead = new Set(shadowedRules(file.rules).map(({ rule }) => rule));
          const results = await Promise.all(
            attempts.map(async (attempt) => ({ attempt, observed: await tryIt(attempt) })),
          );
          for (const { attempt, observed } of results) {
            const decision = decide(file.rules, attempt, CLUSTER);
            if (decision.kind === 'undecided') continue;
            seen.set(observed, (seen.get(observed) ?? 0) + 1);
            const expected = decision.kind === 'rule' ? METHOD_ANSWER[decision.rule.method] : 'no entry';
            const decidedByDead = decision.kind === 'rule' && dead.has(decision.rule);
            expect({ rules, attempt, answer: expected, decidedByDead }).toEqual({
              rules,
              attempt,
              answer: observed,
              decidedByDead: false,
            });
          }
        },
      ),
      { numRuns: 40, seed: 20260102 },
    );
    expect([...seen.keys()].toSorted()).toEqual(['cleartext', 'no entry', 'ok', 'rejects', 'sasl']);
  });

  function tryIt(attempt: HbaAttempt): Promise<Answer> {
    const replication = { physical: 'true', logical: 'database' };
    const parameters = {
      user: attempt.user,
      database: attempt.database,
      ...(attempt.replication === false ? {} : { replication: replication[attempt.replication] }),
    };
    const target =
      attempt.type === 'local'
        ? { path: join(cluster.socketDir, `.s.PGSQL.${cluster.port}`) }
        : { host: cluster.host, port: cluster.port, localAddress: attempt.address };
    return attemptStartup({ target, tls: attempt.type === 'tcp' && attempt.tls, parameters });
  }
});

const METHOD_ANSWER: Readonly<Record<string, Answer>> = {
  trust: 'ok',
  reject: 'rejects',
  password: 'cleartext',
  'scram-sha-256': 'sasl',
};

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  r1: ['r1'],
  r2: ['r2', 'r1'],
  r3: ['r3', 'r2', 'r1'],
  su: ['su'],
};

const CLUSTER: HbaCluster = {
  isMember: (user, role) => MEMBERS[user]?.includes(role) ?? false,
  interfaces: Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .map(({ address, cidr }) => ({ address, prefix: Number(cidr?.split('/')[1] ?? 0) })),
};
