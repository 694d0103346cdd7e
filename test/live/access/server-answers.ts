// What the server itself says of every role, object and privilege: has_*_privilege, one query per kind.

import type { Client } from 'pg';
import { objectRef, type ObjectRef } from '../../../src/pg/object.js';
import { isPrivilege, privilegesOf, type Privilege } from '../../../src/pg/privilege.js';
import type { ObjectKind } from '../../../src/pg/object.js';

export interface Answer {
  readonly role: string;
  readonly object: ObjectRef;
  readonly privilege: Privilege;
  readonly holds: boolean;
  readonly grantable: boolean;
}

interface Question {
  readonly kind: ObjectKind;
  readonly call: string;
  readonly path: string;
  readonly from: string;
  /** The first major that has the function. */
  readonly since?: number;
}

const OURS = "oid >= 16384 AND n.nspname !~ '^(pg_toast|pg_temp|harness$)'";
const SIGNATURE = "p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'";

const RELATIONS = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.${OURS} AND c.relkind`;

const QUESTIONS: readonly Question[] = [
  {
    kind: 'database',
    call: 'has_database_privilege(r.oid, o.oid, $PRIV)',
    path: 'ARRAY[o.datname]',
    from: 'pg_database o WHERE o.datname = current_database()',
  },
  {
    kind: 'schema',
    call: 'has_schema_privilege(r.oid, n.oid, $PRIV)',
    path: 'ARRAY[n.nspname]',
    from: `pg_namespace n WHERE n.${OURS} OR n.nspname = 'public'`,
  },
  {
    kind: 'table',
    call: 'has_table_privilege(r.oid, c.oid, $PRIV)',
    path: 'ARRAY[n.nspname, c.relname]',
    from: `${RELATIONS} IN ('r', 'p', 'v', 'm', 'f')`,
  },
  {
    kind: 'sequence',
    call: 'has_sequence_privilege(r.oid, c.oid, $PRIV)',
    path: 'ARRAY[n.nspname, c.relname]',
    from: `${RELATIONS} = 'S'`,
  },
  {
    kind: 'column',
    call: 'has_column_privilege(r.oid, c.oid, a.attnum, $PRIV)',
    path: 'ARRAY[n.nspname, c.relname, a.attname]',
    from: `pg_attribute a JOIN ${RELATIONS.replace('pg_class c', 'pg_class c ON c.oid = a.attrelid')} IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped`,
  },
  {
    kind: 'routine',
    call: 'has_function_privilege(r.oid, p.oid, $PRIV)',
    path: `ARRAY[n.nspname::text, ${SIGNATURE}]`,
    // The constructors of a range type are part of the type.
    from: `pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.${OURS} AND NOT EXISTS (
      SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')`,
  },
  {
    kind: 'type',
    call: 'has_type_privilege(r.oid, t.oid, $PRIV)',
    path: 'ARRAY[n.nspname, t.typname]',
    from: `pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype IN ('e', 'd') AND t.${OURS}`,
  },
  {
    kind: 'language',
    call: 'has_language_privilege(r.oid, l.oid, $PRIV)',
    path: 'ARRAY[l.lanname]',
    from: "pg_language l WHERE l.lanname = 'plpgsql'",
  },
  {
    kind: 'foreign-data-wrapper',
    call: 'has_foreign_data_wrapper_privilege(r.oid, w.oid, $PRIV)',
    path: 'ARRAY[w.fdwname]',
    from: 'pg_foreign_data_wrapper w WHERE true',
  },
  {
    kind: 'foreign-server',
    call: 'has_server_privilege(r.oid, s.oid, $PRIV)',
    path: 'ARRAY[s.srvname]',
    from: 'pg_foreign_server s WHERE true',
  },
  {
    kind: 'tablespace',
    call: 'has_tablespace_privilege(r.oid, s.oid, $PRIV)',
    path: 'ARRAY[s.spcname]',
    from: 'pg_tablespace s WHERE true',
  },
  {
    kind: 'parameter',
    call: 'has_parameter_privilege(r.oid, g.parname, $PRIV)',
    path: 'ARRAY[g.parname]',
    from: 'pg_parameter_acl g WHERE true',
    since: 15,
  },
  {
    kind: 'large-object',
    call: 'has_largeobject_privilege(r.oid, g.oid, $PRIV)',
    path: 'ARRAY[g.oid::text]',
    from: 'pg_largeobject_metadata g WHERE true',
    since: 18,
  },
];

/** Kinds that belong to the cluster. */
const WHOLE: readonly ObjectKind[] = ['database', 'tablespace', 'parameter'];

export async function askServer(client: Client, database: string, major: number): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  await client.query("SET search_path = ''");
  for (const question of QUESTIONS) {
    if ((question.since ?? 0) > major) continue;
    const words = privilegesOf(question.kind, major).map((word) => `'${word}'`);
    const priv = (suffix: string): string => question.call.replace('$PRIV', `p_.word || '${suffix}'`);
    const { rows } = await client.query<{
      role: string;
      path: string[];
      word: string;
      held: boolean;
      option: boolean;
    }>(`
      SELECT r.rolname AS role, (${question.path})::text[] AS path, p_.word, ${priv('')} AS held, ${priv(' WITH GRANT OPTION')} AS option
      FROM pg_roles r, (SELECT unnest(ARRAY[${words.join(',')}]) AS word) p_, ${question.from}`);
    for (const { role, path, word, held, option } of rows) {
      if (!isPrivilege(word)) throw new Error(`not a privilege: ${word}`);
      const object = objectRef(question.kind, path, WHOLE.includes(question.kind) ? undefined : database);
      answers.push({ role, object, privilege: word, holds: held, grantable: option });
    }
  }
  return answers;
}
