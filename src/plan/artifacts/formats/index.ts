// The migration tools that a hand-off can be written for, by their names on the command line.

import { alembicFormat } from './alembic.js';
import { flywayFormat } from './flyway.js';
import type { MigrationFormat } from './format.js';
import { nodePgMigrateFormat } from './node-pg-migrate.js';
import { sqitchFormat } from './sqitch.js';
import { sqlFormat } from './sql.js';

export const HAND_OFF_FORMATS = ['sql', 'flyway', 'sqitch', 'alembic', 'node-pg-migrate'] as const;
export type HandOffFormat = (typeof HAND_OFF_FORMATS)[number];

export const MIGRATION_FORMATS: { readonly [F in HandOffFormat]: MigrationFormat } = {
  sql: sqlFormat,
  flyway: flywayFormat,
  sqitch: sqitchFormat,
  alembic: alembicFormat,
  'node-pg-migrate': nodePgMigrateFormat,
};

export type { Migration, MigrationPart, MigrationUnit, Stamp } from './format.js';
