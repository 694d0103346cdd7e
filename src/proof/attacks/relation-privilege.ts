// The privileges of tables, views, columns and sequences, each as statements that use it.
// https://www.postgresql.org/docs/current/ddl-priv.html

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, sql, type Sql } from '../../sql/sql.js';
import type { Rows } from '../../session/index.js';
import type { Observed } from '../model.js';
import type { SeededRelation } from '../tenants/model.js';
import type { Attempt } from './attempt.js';
import type { Ground } from './ground.js';
import { observed } from './observed.js';
import { nameOf, type ColumnFact } from './relation-facts.js';

type UsePrivilege = AttackOf<'use-privilege'>;

/** Null: no statement; a text: why not here. */
export async function relationAttempts(
  attack: UsePrivilege,
  ground: Ground,
): Promise<readonly Attempt[] | string | null> {
  const name = nameOf(attack.object);
  const seeded = ground.seeds.relation(attack.object);
  const columns = await ground.relations.columns(attack.role, attack.object, ground.databaseOf(attack.object));
  const assignable = columns.filter((each) => !each.computed);
  switch (attack.privilege) {
    case 'SELECT':
      return [selectAttempt(name)];
    case 'INSERT':
      return [...insertSeeded(name, seeded), insertNothing(name, assignable)];
    case 'UPDATE':
      return assignable.length === 0 ? 'it has no column that can be assigned' : [updateNothing(name, assignable)];
    case 'DELETE':
      return [{ statement: sql`DELETE FROM ${name} WHERE false`, read: allowed }];
    case 'TRUNCATE':
      // 0A000: other tables reference it, which is looked at after the privilege.
      return [
        { statement: sql`TRUNCATE ${name}`, read: allowed, passed: { sqlstates: ['0A000'], outcome: 'changed' } },
      ];
    case 'TRIGGER':
      return [triggerAttempt(attack, name)];
    case 'MAINTAIN':
      return [maintainAttempt(attack, name)];
    case 'REFERENCES':
      return referencesAttempts(attack, ground, name);
    default:
      return null;
  }
}

/** A whole row: every column is asked for, so that column grants alone do not suffice. */
function selectAttempt(name: Sql): Attempt {
  return {
    statement: sql`SELECT * FROM ${name} LIMIT 100`,
    read: ({ rows }) => observed('leaked', { rows: rows.length }),
    // 55000: a materialized view that was never filled; said after the privilege was checked.
    passed: { sqlstates: ['55000'], outcome: 'leaked' },
  };
}

function insertSeeded(name: Sql, seeded: SeededRelation | null): readonly Attempt[] {
  const values = seeded?.insertable('a') ?? null;
  if (values === null) return [];
  const columns = join(
    values.map(({ column }) => Ident.of(column)),
    sql`, `,
  );
  const list = join(
    values.map(({ value }) => value),
    sql`, `,
  );
  return [{ statement: sql`INSERT INTO ${name} (${columns}) VALUES (${list})`, read: allowed }];
}

function insertNothing(name: Sql, columns: readonly ColumnFact[]): Attempt {
  if (columns.length === 0) return { statement: sql`INSERT INTO ${name} DEFAULT VALUES`, read: allowed };
  const names = join(
    columns.map((each) => Ident.of(each.name)),
    sql`, `,
  );
  const nulls = join(
    columns.map(() => sql`NULL`),
    sql`, `,
  );
  return { statement: sql`INSERT INTO ${name} (${names}) SELECT ${nulls} WHERE false`, read: allowed };
}

function updateNothing(name: Sql, columns: readonly ColumnFact[]): Attempt {
  const list = join(
    columns.map((each) => sql`${Ident.of(each.name)} = NULL`),
    sql`, `,
  );
  return { statement: sql`UPDATE ${name} SET ${list} WHERE false`, read: allowed };
}

/** The trigger function is the server's own and callable by all. */
function triggerAttempt(attack: UsePrivilege, name: Sql): Attempt {
  const when = attack.object.kind === 'view' ? sql`INSTEAD OF UPDATE` : sql`BEFORE UPDATE`;
  const routine = sql`pg_catalog.suppress_redundant_updates_trigger()`;
  return {
    statement: sql`CREATE TRIGGER "pgrampart probe" ${when} ON ${name} FOR EACH ROW EXECUTE FUNCTION ${routine}`,
    read: allowed,
  };
}

/** 25001: REINDEX of a partitioned table asks for the privilege before it finds itself in a transaction. */
function maintainAttempt(attack: UsePrivilege, name: Sql): Attempt {
  const statement =
    attack.object.kind === 'materialized-view' ? sql`REFRESH MATERIALIZED VIEW ${name}` : sql`REINDEX TABLE ${name}`;
  return { statement, read: allowed, passed: { sqlstates: ['25001'], outcome: 'changed' } };
}

/**
 * A foreign key needs a table of the role's own. The harness makes an empty one with the key's types in a
 * schema of its own; it is dropped again at the end.
 */
async function referencesAttempts(
  attack: UsePrivilege,
  ground: Ground,
  name: Sql,
): Promise<readonly Attempt[] | string> {
  const key = uniqueKeyOf(attack, ground);
  if (key === null) return 'it has no unique key that a foreign key could reference';
  const list = join(
    key.map((column) => Ident.of(column)),
    sql`, `,
  );
  const table = await ground.probes.tableLike(attack.role, ground.databaseOf(attack.object), name, list);
  return [
    { statement: sql`ALTER TABLE ${table} ADD FOREIGN KEY (${list}) REFERENCES ${name} (${list})`, read: allowed },
  ];
}

function uniqueKeyOf(attack: UsePrivilege, ground: Ground): readonly string[] | null {
  const [schema, relation] = attack.object.path;
  const database = ground.inventory.databases.find((each) => each.name === ground.databaseOf(attack.object));
  const section = database?.constraints;
  const keys = section?.status === 'read' ? section.items : [];
  const key = keys.find(
    (each) =>
      (each.kind === 'primary-key' || each.kind === 'unique') && each.schema === schema && each.relation === relation,
  );
  return key?.columns ?? null;
}

export function columnAttempts(attack: UsePrivilege): readonly Attempt[] | null {
  const name = nameOf(attack.object);
  const column = Ident.of(attack.object.path[2] ?? '');
  switch (attack.privilege) {
    case 'SELECT':
      return [
        {
          statement: sql`SELECT ${column} FROM ${name} LIMIT 100`,
          read: ({ rows }) => observed('leaked', { rows: rows.length }),
        },
      ];
    case 'INSERT':
      return [{ statement: sql`INSERT INTO ${name} (${column}) SELECT NULL WHERE false`, read: allowed }];
    case 'UPDATE':
      return [{ statement: sql`UPDATE ${name} SET ${column} = NULL WHERE false`, read: allowed }];
    default:
      return null;
  }
}

export function sequenceAttempts(attack: UsePrivilege): readonly Attempt[] | null {
  const name = nameOf(attack.object);
  const literal = Literal.of(name.text);
  switch (attack.privilege) {
    case 'SELECT':
      return [
        {
          statement: sql`SELECT last_value FROM ${name}`,
          read: ({ rows }) => observed('leaked', { rows: rows.length }),
        },
      ];
    case 'USAGE':
      return [{ statement: sql`SELECT pg_catalog.nextval(${literal}::pg_catalog.regclass)`, read: allowed }];
    case 'UPDATE':
      // Out of bounds (22003) is said after the privilege was checked, and leaves the sequence alone.
      return [
        {
          statement: sql`SELECT pg_catalog.setval(${literal}::pg_catalog.regclass, '-9223372036854775808'::pg_catalog.int8)`,
          read: allowed,
          passed: { sqlstates: ['22003'], outcome: 'changed' },
        },
      ];
    default:
      return null;
  }
}

function allowed({ count }: Rows): Observed {
  return observed('changed', { rows: count, log: 'allowed, and rolled back' });
}
