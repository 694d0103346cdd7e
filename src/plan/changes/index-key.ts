// An index that begins with the tenant key, so that a policy's filter does not scan other tenants' rows.
// https://www.postgresql.org/docs/current/sql-createindex.html

import { itemsOf } from '../../inventory/section.js';
import { describeObject } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { join, qualified, sql } from '../../sql/sql.js';
import type { BlockedStep } from '../model.js';
import {
  eachFact,
  missingObject,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';

export const indexKind: ChangeKind<'index'> = { plan: eachFact(planIndex), negate: () => [] };

function planIndex({ fact, because }: DemandOf<'index'>, { situation }: Context): Draft | BlockedStep | null {
  const relation = situation.relation(fact.relation);
  const label = `index on ${describeObject(fact.relation)} (${fact.columns.join(', ')})`;
  const database = situation.database(fact.relation.database);
  if (relation === undefined || database === undefined) return missingObject(label, fact.relation);
  const serves = itemsOf(database.indexes).some(
    (index) =>
      index.schema === relation.schema &&
      index.relation === relation.name &&
      !index.partial &&
      fact.columns.every((column, position) => index.columns[position] === column),
  );
  if (serves) return null;
  const columns = join(
    fact.columns.map((column) => Ident.of(column)),
    sql`, `,
  );
  return sqlDraft({
    kind: 'index',
    phase: 'expand',
    rank: 50,
    object: fact.relation,
    title: `Create ${label}`,
    because,
    statements: statements(
      sql`CREATE INDEX ${Ident.of(fact.name)} ON ${qualified(...fact.relation.path)} (${columns})`,
    ),
    inverse: statements(sql`DROP INDEX ${qualified(relation.schema, fact.name)}`),
    lock: 'ShareLock',
    hazards: [
      'writes to the table wait while the index is built; CREATE INDEX CONCURRENTLY outside a transaction avoids that',
    ],
  });
}
