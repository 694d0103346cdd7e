// An index that begins with the tenant key, so that a policy's filter does not scan other tenants' rows. It is built
// while the table is written to, which PostgreSQL does outside a transaction only, and on no partitioned table.
// https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY

import type { IndexFact } from '../../demand/model.js';
import { itemsOf } from '../../inventory/section.js';
import type { Index } from '../../inventory/relation.js';
import { describeObject } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import { statement, type Statement } from '../../sql/statement.js';
import type { BlockedStep } from '../model.js';
import { eachFact, missingObject, sqlDraft, type ChangeKind, type Context, type DemandOf, type Draft } from './kind.js';

export const indexKind: ChangeKind<'index'> = { plan: eachFact(planIndex), negate: () => [] };

function planIndex({ fact, because }: DemandOf<'index'>, { situation }: Context): Draft | BlockedStep | null {
  const relation = situation.relation(fact.relation);
  const label = `index on ${describeObject(fact.relation)} (${fact.columns.join(', ')})`;
  const database = situation.database(fact.relation.database);
  if (relation === undefined || database === undefined) return missingObject(label, fact.relation);
  const own = itemsOf(database.indexes).filter(
    (index) => index.schema === relation.schema && index.relation === relation.name,
  );
  if (own.some((index) => serves(index, fact))) return null;
  const concurrently = relation.partitionKey === null;
  const name = qualified(relation.schema, fact.name);
  const broken = own.some((index) => index.name === fact.name && !index.valid);
  return sqlDraft({
    kind: 'index',
    phase: 'expand',
    rank: 50,
    object: fact.relation,
    title: `Create ${label}`,
    because,
    statements: [
      ...(broken ? [built(concurrently, (how) => sql`DROP INDEX ${how}${name}`)] : []),
      built(concurrently, (how) => create(fact, how)),
    ],
    // Outside a transaction nobody may know whether it was built.
    inverse: [built(concurrently, (how) => sql`DROP INDEX ${how}${concurrently ? sql`IF EXISTS ` : sql``}${name}`)],
    lock: concurrently ? 'ShareUpdateExclusiveLock' : 'ShareLock',
    hazards: concurrently ? [leftovers(relation.schema, fact.name)] : [BLOCKS_WRITES],
  });
}

function serves(index: Index, { columns }: IndexFact): boolean {
  return index.valid && !index.partial && columns.every((column, position) => index.columns[position] === column);
}

function built(concurrently: boolean, text: (how: Sql) => Sql): Statement {
  return concurrently ? { sql: text(sql`CONCURRENTLY `), transactional: false } : statement(text(sql``));
}

function create({ name, relation, columns }: IndexFact, how: Sql): Sql {
  const keys = join(
    columns.map((column) => Ident.of(column)),
    sql`, `,
  );
  return sql`CREATE INDEX ${how}${Ident.of(name)} ON ${qualified(...relation.path)} (${keys})`;
}

function leftovers(schema: string, name: string): string {
  const drop = sql`DROP INDEX CONCURRENTLY ${qualified(schema, name)}`.text;
  return (
    'runs outside a transaction and waits for older ones; when it fails it leaves an INVALID index, which slows ' +
    `writes and serves no query: ${drop}, then again`
  );
}

const BLOCKS_WRITES =
  'writes to the table wait while the index is built; to avoid that, first build the same index on every partition ' +
  'with CREATE INDEX CONCURRENTLY: this statement then takes them over';
