// Our reading of postgresql.conf, of pg_ident.conf and of units is the server's.

import * as fc from 'fast-check';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { effectiveConf, parseConf } from '../../../src/pg/conf.js';
import { memoryReader } from '../../../src/pg/config-reader.js';
import { normaliseGuc, type GucType } from '../../../src/pg/guc-units.js';
import { parseIdentMap } from '../../../src/pg/ident-map.js';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { connectAdmin } from './admin.js';

const servers = await discoverServers();
const majors = ([14, 15, 16, 17, 18] as const).flatMap((major) => servers.find((each) => each.major === major) ?? []);

const value = fc.constantFrom(
  "'a'",
  'on',
  '10',
  '-1',
  '0x1F',
  '10kB',
  "'10 kB'",
  '1.5',
  '.5',
  '1e3',
  '1.5e3',
  "'it''s'",
  "'a\\'b'",
  "'\\101\\n'",
  'foo-bar',
  '/tmp/x',
  'foo.bar',
  'a:b/c',
  '10.0.0.1',
  "'open",
  '',
  "''",
  '"x"',
  'é',
);
const confLine = fc
  .tuple(
    fc.constantFrom('work_mem', 'WORK_MEM', 'app.name', 'log_line_prefix', 'port', '1bad', 'a-b', 'app.é', '# x', ''),
    fc.constantFrom(' = ', ' ', '=', '\t=\t', ' == ', ''),
    value,
    fc.constantFrom('', ' # comment', '#c', ' extra', ' \r', ' ,'),
  )
  .map((parts) => parts.join(''));

const identToken = fc.constantFrom(
  'm',
  'a,b',
  '"all"',
  'all',
  '+r',
  '/^(.*)@x$',
  '"/x"',
  '\\1',
  '"a b"',
  '#',
  '@nosuch',
  '"+r"',
  '/(',
  '',
);
const identLine = fc.array(identToken, { maxLength: 5 }).map((tokens) => tokens.join(' '));

/** Settings that a session may set, with values inside and outside their grammar. */
const SPELLINGS: readonly (readonly [string, readonly string[]])[] = [
  ['work_mem', ['64kB', '1MB', '0.5GB', '1024', '1.5MB', '0x1000', ' 100 MB ', '010000', '70000B', '1mb', '1 s', 'x']],
  ['effective_cache_size', ['128MB', '1GB', '16384', '1000kB', '1.5GB', '']],
  // In milliseconds, and without an effect on the statement that reads it.
  ['log_min_duration_statement', ['1min', '90s', '1.5h', '0', '1d', '2500us', '1500us', '1m', '0.4']],
  ['log_parameter_max_length', ['1kB', '10', '-1', '1B']],
  ['row_security', ['on', 'yes', 'TRUE', 't', '1', 'of', 'n', 'false', '0', 'o', 'f', '2', '', 'enabled']],
  ['vacuum_cost_delay', ['1.5', '1ms', '500us', '2e0', '1.5 ms']],
  ['seq_page_cost', ['1', '1.5', '.5', '1e1', '1ms']],
  ['client_min_messages', ['WARNING', 'notice']],
  ['application_name', ['A b']],
];

function byLine(a: readonly unknown[], b: readonly unknown[]): number {
  return Number(a[0]) - Number(b[0]);
}

describe.each(majors)('PostgreSQL $major', (server) => {
  let cluster: ScratchCluster;
  let admin: Client;

  beforeAll(async () => {
    cluster = await startScratch({ server, door: 'loopback' });
    admin = await connectAdmin(cluster);
  });

  afterAll(async () => {
    await admin?.end();
    await cluster?.[Symbol.asyncDispose]();
  });

  it('reads postgresql.conf as the server does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(confLine, { minLength: 1, maxLength: 5 }), async (lines) => {
        const text = `${lines.join('\n')}\n`;
        cluster.writeRulesFile('under-test.conf', text);
        cluster.writeConf({ include: 'under-test.conf' });
        const { rows } = await admin.query(
          "SELECT sourceline, name, setting, error FROM pg_file_settings WHERE sourcefile LIKE '%under-test.conf' ORDER BY seqno",
        );
        const ours = parseConf(memoryReader({ '/c/under-test.conf': text }), '/c/under-test.conf');
        const said = rows.filter((row) => row.name !== null);
        const isBroken = rows.some((row) => String(row.error).includes('syntax error'));
        expect({ text, broken: ours.errors.length > 0 }).toEqual({ text, broken: isBroken });
        if (isBroken) return;
        expect(ours.entries.map((each) => [each.source.line, each.name, each.value])).toEqual(
          said.map((row) => [row.sourceline, String(row.name).toLowerCase(), row.setting]),
        );
      }),
      { numRuns: 150, seed: 20260103 },
    );
    cluster.writeConf({});
  });

  it('compares values as the server does', async () => {
    const expected: string[] = [];
    const ours: string[] = [];
    for (const [name, texts] of SPELLINGS) {
      const { rows } = await admin.query('SELECT vartype, unit FROM pg_settings WHERE name = $1', [name]);
      const type: GucType = rows[0];
      for (const text of texts) {
        expected.push(`${name} ${text} ${await shownFor(name, text)}`);
        ours.push(`${name} ${text} ${normaliseGuc(text, type) ?? 'refused'}`);
      }
    }
    expect(ours).toEqual(expected);
  });

  /** What pg_settings shows once a session has set it. */
  async function shownFor(name: string, text: string): Promise<string> {
    await admin.query('BEGIN');
    try {
      await admin.query('SELECT set_config($1, $2, true)', [name, text]);
      const { rows } = await admin.query('SELECT setting FROM pg_settings WHERE name = $1', [name]);
      return rows[0].setting;
    } catch {
      return 'refused';
    } finally {
      await admin.query('ROLLBACK');
    }
  }

  it.skipIf(server.major < 15)('reads pg_ident.conf as the server does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(identLine, { minLength: 1, maxLength: 5 }), async (lines) => {
        const text = `${lines.join('\n')}\n`;
        cluster.writeIdent(text);
        const { rows } = await admin.query(
          'SELECT line_number, map_name, sys_name, pg_username, error FROM pg_ident_file_mappings',
        );
        const ours = parseIdentMap(memoryReader({ '/c/pg_ident.conf': text }), '/c/pg_ident.conf', server.major);
        const mappings = ours.mappings.map(({ line, map, systemUser, role }) => {
          const system = systemUser.kind === 'name' ? systemUser.name : `/${systemUser.pattern}`;
          const prefixes = { name: '', group: '+', regex: '/', all: 'all' };
          const rest = role.kind === 'all' ? '' : role.kind === 'regex' ? role.pattern : role.name;
          return [line, map, system, `${prefixes[role.kind]}${rest}`];
        });
        const all = [...mappings, ...ours.errors.map((error) => [error.line, 'refused'])];
        const theirs = rows.map((row) =>
          row.error === null
            ? [row.line_number, row.map_name, row.sys_name, row.pg_username]
            : [row.line_number, 'refused'],
        );
        expect({ text, rows: all.toSorted(byLine) }).toEqual({ text, rows: theirs.toSorted(byLine) });
      }),
      { numRuns: 150, seed: 20260104 },
    );
  });

  it('lets the last entry win', () => {
    const file = parseConf(
      memoryReader({ '/c/a.conf': "a = 1\ninclude 'b.conf'\n", '/c/b.conf': 'A = 2\n' }),
      '/c/a.conf',
    );
    expect(effectiveConf(file).get('a')).toEqual({
      name: 'a',
      value: '2',
      source: { file: '/c/b.conf', line: 1, column: 1 },
    });
  });
});
