// The kind words of GRANT … ON and ALTER … OWNER.
// https://www.postgresql.org/docs/current/sql-grant.html

import type { ObjectKind } from '../../pg/object.js';
import { keyword, sql, type Sql } from '../../sql/sql.js';
import type { Protected } from '../protected.js';

const GRANT_WORDS: Readonly<Partial<Record<ObjectKind, string>>> = {
  database: 'DATABASE',
  'foreign-data-wrapper': 'FOREIGN DATA WRAPPER',
  'foreign-server': 'FOREIGN SERVER',
  'foreign-table': 'TABLE',
  language: 'LANGUAGE',
  'large-object': 'LARGE OBJECT',
  'materialized-view': 'TABLE',
  parameter: 'PARAMETER',
  routine: 'ROUTINE',
  schema: 'SCHEMA',
  sequence: 'SEQUENCE',
  table: 'TABLE',
  tablespace: 'TABLESPACE',
  type: 'TYPE',
  view: 'TABLE',
};

const ALTER_WORDS: Readonly<Partial<Record<ObjectKind, string>>> = {
  ...GRANT_WORDS,
  'foreign-server': 'SERVER',
  'foreign-table': 'FOREIGN TABLE',
  'materialized-view': 'MATERIALIZED VIEW',
  view: 'VIEW',
};

export function grantTarget(item: Protected): Sql | null {
  const word = GRANT_WORDS[item.ref.kind];
  return word === undefined ? null : sql`${keyword(word)} ${item.name}`;
}

export function alterTarget(item: Protected): Sql | null {
  const word = ALTER_WORDS[item.ref.kind];
  return word === undefined || item.ref.kind === 'parameter' ? null : sql`${keyword(word)} ${item.name}`;
}
