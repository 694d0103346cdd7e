// Runs a hand-off with the migration tool that it was written for, found on PATH or among the packages.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { HandOffFormat } from '../../../src/plan/index.js';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';

export type Direction = 'up' | 'down';

export interface MigrationTool {
  readonly command: string;
  /** Says how to get it. */
  readonly package: string;
  /** `project`: the folder of one migration. */
  readonly run: (direction: Direction, project: string, cluster: ScratchCluster) => void;
  /** What the tool keeps of its own in the database. */
  readonly forget: string;
}

function execute(command: string, args: readonly string[], cwd: string, cluster: ScratchCluster): void {
  const { host, port, user, password } = cluster.connection;
  const door = {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password.reveal(),
    PGDATABASE: 'postgres',
  };
  const plain = { PATH: process.env['PATH'] ?? '', HOME: cwd, LANG: 'C.UTF-8', FLYWAY_PASSWORD: password.reveal() };
  const committer = { SQITCH_FULLNAME: 'Test', SQITCH_EMAIL: 'test@localhost' };
  execFileSync(command, [...args], { cwd, env: { ...plain, ...door, ...committer }, stdio: 'pipe' });
}

const sqitch: MigrationTool = {
  command: 'sqitch',
  package: 'Debian sqitch and libdbd-pg-perl',
  run: (direction, project, cluster) => {
    const target = 'db:pg:postgres';
    execute('sqitch', direction === 'up' ? ['deploy', target] : ['revert', '-y', target], project, cluster);
  },
  forget: 'DROP SCHEMA IF EXISTS sqitch CASCADE',
};

/** A team's env.py, as short as it can be. */
const ALEMBIC_ENV = `from alembic import context
from sqlalchemy import create_engine
with create_engine("postgresql+psycopg2://").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

const alembic: MigrationTool = {
  command: 'alembic',
  package: 'Debian alembic and python3-psycopg2',
  run: (direction, project, cluster) => {
    writeFileSync(join(project, 'env.py'), ALEMBIC_ENV);
    writeFileSync(join(project, 'alembic.ini'), '[alembic]\nscript_location = .\n');
    execute('alembic', direction === 'up' ? ['upgrade', 'heads'] : ['downgrade', 'base'], project, cluster);
  },
  forget: 'DROP TABLE IF EXISTS public.alembic_version',
};

const nodePgMigrate: MigrationTool = {
  command: process.execPath,
  package: 'npm node-pg-migrate',
  run: (direction, project, cluster) => {
    const require = createRequire(import.meta.url);
    const found = require.resolve('node-pg-migrate');
    const bin = join(found.slice(0, found.indexOf('node-pg-migrate') + 15), 'bin/node-pg-migrate.js');
    const all = String(readdirSync(join(project, 'migrations')).length);
    const args = direction === 'up' ? [] : [all];
    execute(process.execPath, [bin, direction, ...args, '-m', 'migrations'], project, cluster);
  },
  forget: 'DROP TABLE IF EXISTS public.pgmigrations; DROP SEQUENCE IF EXISTS public.pgmigrations_id_seq',
};

const flyway: MigrationTool = {
  command: 'flyway',
  package: 'Flyway command line',
  run: (direction, project, cluster) => {
    const where = `-url=jdbc:postgresql://${cluster.host}:${cluster.port}/postgres`;
    const args = [where, `-user=${cluster.superuser}`, '-locations=filesystem:.', '-baselineOnMigrate=true'];
    execute('flyway', [...args, direction === 'up' ? 'migrate' : 'undo'], project, cluster);
  },
  forget: 'DROP TABLE IF EXISTS public.flyway_schema_history',
};

/** Its migrations are files of one folder, which stand beside each other. */
const psql: MigrationTool = {
  command: 'psql',
  package: 'Debian postgresql-client',
  run: (direction, project, cluster) => {
    const files = readdirSync(dirname(project)).filter((name) => name.endsWith(`.${direction}.sql`));
    const ordered = direction === 'up' ? files.toSorted() : files.toSorted().toReversed();
    for (const file of ordered) {
      execute('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', file], dirname(project), cluster);
    }
  },
  forget: 'SELECT 1',
};

export const TOOLS: { readonly [F in HandOffFormat]: MigrationTool } = {
  sql: psql,
  flyway,
  sqitch,
  alembic,
  'node-pg-migrate': nodePgMigrate,
};

export function isHere({ command }: MigrationTool): boolean {
  if (existsSync(command)) return true;
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

/** Writes one output folder. */
export function writeFiles(folder: string, files: readonly { readonly path: string; readonly text: string }[]): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
