// Offline and live inventories of the same database are equal in all that files can show.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../../src/inventory/index.js';
import { itemsOf } from '../../../src/inventory/index.js';
import { MAJORS } from '../../../src/pg/index.js';
import {
  canDump,
  claimed,
  configurationOf,
  dump,
  DUMPED,
  fill,
  hasServer,
  readHanded,
  readLive,
  settingsCsv,
  startLive,
  type Configuration,
} from './offline.js';
import { judge } from './offline-law.js';
import { clusterStatements, databaseStatements, PASSWORD, SECRET_VALUE } from './source.js';

const CLINIC = readFileSync(new URL('../../../examples/clinic/schema.sql', import.meta.url), 'utf8');

function configuration(major: number): Configuration {
  const include = major >= 16 ? 'include more/hba.conf\n' : '';
  return {
    hba: `host @names all 127.0.0.0/8 scram-sha-256\nhostssl all "reader" 10.0.0.0 255.0.0.0 cert map=m\n${include}host all all 10.0.0.0/8 radius radiusservers=127.0.0.1 radiussecrets=hunter2-radius\nhost all all bad-line\n`,
    ident: 'm /^(.*)@x$ \\1\nm root postgres\n',
    settings: {
      log_statement: 'ddl',
      work_mem: '12MB',
      wal_level: 'logical',
      restore_command: 'cp --password=hunter2-archive',
      'app.jwt_secret': SECRET_VALUE,
    },
    others: { names: 'clinic, hostile\n', 'more/hba.conf': 'host all all 192.0.2.0/24 reject\n' },
  };
}

const scripts = {
  clinic: () => ({ cluster: 'CREATE DATABASE clinic', database: CLINIC }),
  hostile: (major: number) => ({
    cluster: `${clusterStatements(major).join(';\n')};`,
    database: `SET search_path = pg_catalog;\n${databaseStatements(major).join(';\n')};`,
  }),
} as const;

/** Each on every other major; all of them on all when there is time. */
function namesOn(major: number): readonly (keyof typeof scripts)[] {
  if (process.env['PGRAMPART_LONG'] === '1') return ['clinic', 'hostile'];
  return major % 2 === 1 ? ['clinic'] : ['hostile'];
}

describe.runIf(canDump)('offline = live', () => {
  for (const major of MAJORS.filter((each) => hasServer(each) && each <= DUMPED)) {
    it.each(namesOn(major))(`on ${major}: %s, its own dump and configuration`, async (name) => {
      await using live = await startLive(major, configuration(major));
      const { cluster, database } = scripts[name](major);
      fill(live, 'postgres', cluster);
      fill(live, name, database);
      const files = { ...dump(live, [name]), ...configurationOf(live) };
      const withCsv = { ...files, 'settings.csv': settingsCsv(live) };
      expect(await answer(await readLive(live, [name]), withCsv, name)).toEqual(wanted(name, major, 'csv'));
      expect(await answer(await readLive(live, [name]), files, name)).toEqual(wanted(name, major, 'files'));
    });
  }

  for (const major of MAJORS.filter((each) => hasServer(each) && hasServer(DUMPED) && each > DUMPED)) {
    it.each(namesOn(major))(`on ${major}: %s, against a dump of 15`, async (name) => {
      const { cluster, database } = scripts[name](DUMPED);
      await using source = await startLive(DUMPED, configuration(DUMPED));
      fill(source, 'postgres', cluster);
      fill(source, name, database);
      const newer = `\\connect ${name}\n${NEWER.filter(([since]) => since <= major)
        .map(([, sql]) => sql)
        .join('\n')}\n`;
      const files = { ...claimed(dump(source, [name]), major), '3-newer.sql': newer };
      await using live = await startLive(major, configuration(major));
      // psql has no provider of labels either: their rows come as in the source.
      fill(live, 'postgres', withoutSuperuser(Object.values(files).join('\n')), true);
      if (name === 'hostile')
        fill(
          live,
          name,
          `SET search_path = pg_catalog;\n${database.slice(database.indexOf('SET allow_system_table_mods'))}`,
        );
      const all = { ...files, ...configurationOf(live) };
      const withCsv = { ...all, 'settings.csv': settingsCsv(live) };
      expect(await answer(await readLive(live, [name]), withCsv, name)).toEqual(wanted(name, major, 'csv'));
      expect(await answer(await readLive(live, [name]), all, name)).toEqual(wanted(name, major, 'files'));
    });
  }
});

/** He is there already, with a password that we know. */
function withoutSuperuser(text: string): string {
  return text.replaceAll(/^(?:CREATE|ALTER) ROLE postgres\b.*$/gmu, '');
}

/** What a dump of 15 cannot hold, in the words of newer ones. */
const NEWER: readonly (readonly [number, string])[] = [
  [
    16,
    `CREATE ROLE newer_group; CREATE ROLE newer_member;
GRANT newer_group TO newer_member WITH ADMIN OPTION, INHERIT FALSE, SET FALSE GRANTED BY postgres;
CREATE ROLE newer_other; GRANT newer_group TO newer_other WITH INHERIT TRUE, SET FALSE GRANTED BY newer_member;`,
  ],
  [17, 'CREATE TABLE public.newer (a integer); GRANT MAINTAIN ON TABLE public.newer TO newer_member;'],
  [
    18,
    'CREATE TABLE public.newest (a integer, b integer GENERATED ALWAYS AS (a * 2) VIRTUAL, CONSTRAINT c NOT NULL a NOT VALID);',
  ],
];

interface Answer {
  readonly differences: readonly string[];
  readonly secrets: readonly string[];
  readonly labels: number;
  /** Sections that say what they lack; of the hostile one this depends on the major. */
  readonly partial: readonly string[] | null;
}

async function answer(live: Inventory, files: Readonly<Record<string, string>>, name: string): Promise<Answer> {
  const { inventory } = await readHanded(files);
  const { differences, equal, partial } = judge(live, inventory);
  if (equal < 500) throw new Error(`only ${equal} items are in both`);
  const text = JSON.stringify(inventory);
  const secrets = [PASSWORD, SECRET_VALUE, 'hunter2', 'SCRAM-SHA-256$', 'd41d8cd98f00b204e9800998ecf8427e'];
  const labels = inventory.databases.flatMap((database) => itemsOf(database.securityLabels)).length;
  const shown = secrets.filter((secret) => text.includes(secret));
  return { differences, secrets: shown, labels, partial: name === 'clinic' ? partial : null };
}

function wanted(name: string, major: number, settings: 'csv' | 'files'): Answer {
  const partial = [
    ...(settings === 'csv' ? [] : ['settings']),
    // The parser is of 17: what 18 added cannot be read from a file yet.
    ...(major >= 18 ? ['relations', 'columns', 'constraints', 'indexes'] : []),
    'extensions',
  ];
  const isClinic = name === 'clinic';
  return { differences: [], secrets: [], labels: isClinic ? 0 : 3, partial: isClinic ? partial : null };
}
