// Which policies PostgreSQL refuses to expand (42P17): our answer and the server's, for every table, command and
// kind of user of a dozen shapes. EXPLAIN expands policies and runs nothing.

import { describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { itemsOf, type DatabaseInventory, type Inventory } from '../../../src/inventory/index.js';
import { recursionOf, ROW_COMMANDS, type RowCommand } from '../../../src/isolation/recursion.js';
import { relationsInCircles } from '../../../src/isolation/recursion-graph.js';
import { presentWorld } from '../../../src/isolation/recursion-world.js';
import { connect, type Session } from '../../../src/session/index.js';
import { Ident } from '../../../src/sql/ident.js';
import { qualified, sql, type Sql } from '../../../src/sql/sql.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';

const ROLES = `
CREATE ROLE plain LOGIN; CREATE ROLE crew NOLOGIN; CREATE ROLE sailor LOGIN IN ROLE crew;
CREATE ROLE holder LOGIN; CREATE ROLE past LOGIN BYPASSRLS;`;
const USERS = ['plain', 'sailor', 'holder', 'past'] as const;

/** Each in a schema of its own, with tables a, b, c (k int, t text). `since`: what the syntax needs. */
const SHAPES: readonly { readonly name: string; readonly since?: number; readonly sql: string }[] = [
  { name: 'itself', sql: `CREATE POLICY p ON a USING (k IN (SELECT x.k FROM a x))` },
  {
    name: 'two',
    sql: `CREATE POLICY p ON a USING (k IN (SELECT b.k FROM b)); CREATE POLICY q ON b USING (k IN (SELECT a.k FROM a))`,
  },
  {
    name: 'three_and_one_that_only_meets_them',
    sql: `CREATE POLICY p ON a USING (k IN (SELECT b.k FROM b)); CREATE POLICY q ON b USING (k IN (SELECT b.k FROM c JOIN b USING (k))); CREATE POLICY r ON c USING (k = 1)`,
  },
  { name: 'one_way', sql: `CREATE POLICY p ON a USING (k IN (SELECT b.k FROM b)); CREATE POLICY q ON b USING (k = 1)` },
  {
    name: 'back_to_one_without_subquery',
    sql: `CREATE POLICY p ON a FOR UPDATE USING (k IN (SELECT x.k FROM a x)); CREATE POLICY s ON a FOR SELECT USING (k = 1)`,
  },
  {
    name: 'back_to_one_with_subquery_without_from',
    sql: `CREATE POLICY p ON a FOR UPDATE USING (k IN (SELECT x.k FROM a x)); CREATE POLICY s ON a FOR SELECT USING (t = (SELECT current_user::text))`,
  },
  {
    name: 'check_only',
    sql: `CREATE POLICY p ON a USING (k = 1) WITH CHECK (k IN (SELECT b.k FROM b)); CREATE POLICY q ON b FOR SELECT USING (EXISTS (SELECT 1 FROM a, (SELECT 1) s)); CREATE POLICY r ON a FOR SELECT USING (t = (SELECT 'x'))`,
  },
  {
    name: 'for_a_group',
    sql: `CREATE POLICY p ON a TO crew USING (k IN (SELECT b.k FROM b)); CREATE POLICY q ON b USING (k IN (SELECT a.k FROM a)); CREATE POLICY s ON a FOR SELECT TO plain USING (true)`,
  },
  {
    name: 'owner_unforced',
    sql: `CREATE POLICY p ON a USING (k IN (SELECT x.k FROM a x)); ALTER TABLE a OWNER TO holder`,
  },
  {
    name: 'owner_forced',
    sql: `CREATE POLICY p ON a USING (k IN (SELECT x.k FROM a x)); ALTER TABLE a OWNER TO holder; ALTER TABLE a FORCE ROW LEVEL SECURITY`,
  },
  { name: 'restrictive_alone', sql: `CREATE POLICY p ON a AS RESTRICTIVE USING (k IN (SELECT x.k FROM a x))` },
  {
    name: 'restrictive_beside',
    sql: `CREATE POLICY p ON a AS RESTRICTIVE USING (k IN (SELECT x.k FROM a x)); CREATE POLICY q ON a FOR SELECT USING (true)`,
  },
  {
    name: 'view_of_a_superuser',
    sql: `CREATE VIEW v AS SELECT k FROM a; CREATE POLICY p ON a USING (k IN (SELECT v.k FROM v))`,
  },
  {
    name: 'view_of_a_bound_owner',
    sql: `CREATE VIEW v AS SELECT k FROM a; ALTER VIEW v OWNER TO plain; CREATE POLICY p ON a USING (k IN (SELECT v.k FROM v))`,
  },
  {
    name: 'invoker_view',
    since: 15,
    sql: `CREATE VIEW v WITH (security_invoker = true) AS SELECT k FROM a; CREATE POLICY p ON a USING (k IN (SELECT v.k FROM v))`,
  },
  {
    name: 'routine',
    sql: `CREATE FUNCTION f() RETURNS SETOF int LANGUAGE sql STABLE AS 'SELECT k FROM a'; CREATE POLICY p ON a USING (k IN (SELECT f()))`,
  },
  {
    name: 'switched_off',
    sql: `CREATE POLICY p ON a USING (k IN (SELECT b.k FROM b)); CREATE POLICY q ON b USING (k IN (SELECT a.k FROM a)); ALTER TABLE b DISABLE ROW LEVEL SECURITY`,
  },
  {
    name: 'deep',
    sql: `CREATE POLICY p ON a USING (CASE WHEN k = 1 THEN EXISTS (WITH w AS (SELECT c.k FROM c) SELECT 1 FROM w, LATERAL (SELECT b.k FROM ONLY b) l) ELSE false END); CREATE POLICY q ON b USING (EXISTS (SELECT 1 FROM c UNION SELECT 2 FROM a)); CREATE POLICY r ON c USING (t = ' FROM deep.a ')`,
  },
];

function shapeSql({ name, sql: policies }: (typeof SHAPES)[number]): string {
  const tables = ['a', 'b', 'c'].map(
    (table) => `CREATE TABLE ${table} (k int, t text); ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;`,
  );
  const grants = `GRANT USAGE ON SCHEMA ${name} TO PUBLIC; GRANT ALL ON ALL TABLES IN SCHEMA ${name} TO PUBLIC;`;
  return `CREATE SCHEMA ${name}; SET search_path TO ${name}; ${tables.join(' ')} ${policies}; ${grants}`;
}

const STATEMENTS: { readonly [C in RowCommand]: (table: Sql) => Sql } = {
  SELECT: (table) => sql`EXPLAIN SELECT 1 FROM ${table}`,
  INSERT: (table) => sql`EXPLAIN INSERT INTO ${table} DEFAULT VALUES`,
  UPDATE: (table) => sql`EXPLAIN UPDATE ${table} SET k = NULL`,
  DELETE: (table) => sql`EXPLAIN DELETE FROM ${table}`,
};

async function servers(session: Session, shapes: typeof SHAPES): Promise<ReadonlySet<string>> {
  const refused = new Set<string>();
  for (const user of USERS) {
    await session.query(sql`SET ROLE ${Ident.of(user)}`);
    for (const { name } of shapes) {
      for (const table of ['a', 'b', 'c']) {
        for (const command of ROW_COMMANDS) {
          const outcome = await session.attempt(STATEMENTS[command](qualified(name, table)));
          if (!outcome.ok && outcome.error.sqlstate === '42P17') refused.add(`${name}.${table} ${command} as ${user}`);
          else if (!outcome.ok) throw new Error(`${name}.${table}: ${outcome.error.message}`);
        }
      }
    }
    await session.query(sql`RESET ROLE`);
  }
  return refused;
}

function ours(inventory: Inventory, database: DatabaseInventory): ReadonlySet<string> {
  const world = presentWorld(inventory, database);
  const refused = new Set<string>();
  for (const relation of itemsOf(database.relations).filter(relationsInCircles(database))) {
    for (const policy of world?.policies(relation) ?? []) {
      for (const user of USERS) {
        const found = world === null ? null : recursionOf(world, user, relation, policy);
        for (const command of found?.commands ?? [])
          refused.add(`${relation.schema}.${relation.name} ${command} as ${user}`);
      }
    }
  }
  return refused;
}

describe.each([14, 18] as const)('policies that recurse on %i', (major) => {
  const server = serverOf(major);

  it.runIf(server !== undefined)('are those that the server refuses', async () => {
    const shapes = SHAPES.filter(({ since = 14 }) => since <= major);
    await using source = await startSource(server!, 'app', [ROLES, ...shapes.map((shape) => shapeSql(shape))]);
    const session = await connect(superuserOf(source, 'app'));
    const theirs = await servers(session, shapes);
    await session.close();
    const inventory = await collectInventory(superuserOf(source, 'app'), { databases: ['app'] });
    const [database] = inventory.databases;
    expect([...ours(inventory, database!)].toSorted()).toEqual([...theirs].toSorted());
    expect(theirs.size).toBeGreaterThan(50);
    const straight = itemsOf(database!.relations).filter(({ schema }) => schema === 'one_way');
    expect(straight.map(relationsInCircles(database!))).toEqual([false, false, false]);
    expect(new Set([...theirs].map((each) => each.split('.')[0])).size).toBeGreaterThan(8);
  });
});
