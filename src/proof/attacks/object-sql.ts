// How SQL names an object of any kind: the word after DROP or COMMENT ON, and the name.

import type { ObjectKind, ObjectRef } from '../../pg/object.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import type { Ground } from './ground.js';
import { nameOf } from './relation-facts.js';

const WORDS: { readonly [K in ObjectKind]?: string } = {
  database: 'DATABASE',
  'foreign-data-wrapper': 'FOREIGN DATA WRAPPER',
  'foreign-server': 'SERVER',
  'foreign-table': 'FOREIGN TABLE',
  language: 'LANGUAGE',
  'materialized-view': 'MATERIALIZED VIEW',
  routine: 'ROUTINE',
  schema: 'SCHEMA',
  sequence: 'SEQUENCE',
  table: 'TABLE',
  tablespace: 'TABLESPACE',
  type: 'TYPE',
  view: 'VIEW',
};

export function objectWord(kind: ObjectKind): string | null {
  return WORDS[kind] ?? null;
}

/** Null when a routine is not there. A routine's arguments are given by type names. */
export async function objectName(object: ObjectRef, ground: Ground): Promise<Sql | null> {
  if (object.kind !== 'routine') return nameOf(object);
  const routine = await ground.routines.of(object, ground.databaseOf(object));
  if (routine === null) return null;
  const types = routine.parameters.map((each) => each.type);
  return sql`${routine.name}(${join(types, sql`, `)})`;
}

/** A name that no object of the database has. */
export function probeIn(schema: string): Sql {
  return qualified(schema, 'pgrampart probe');
}
