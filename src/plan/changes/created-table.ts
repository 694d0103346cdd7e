// Tables that we create for a control's own use (keys of a signed setting). Never filled by us: what goes
// in is a secret.

import { describeObject } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import type { CreatedTableFact } from '../../demand/model.js';
import { initialAcl } from '../acl/initial.js';
import { reowned } from '../acl/state.js';
import type { BlockedStep } from '../model.js';
import {
  blockedStep,
  eachFact,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';

export const createdTableKind: ChangeKind<'created-table'> = {
  plan: eachFact(planTable),
  // The routine that reads it hangs on it.
  negate: () => [],
};

function planTable({ fact, because }: DemandOf<'created-table'>, context: Context): Draft | BlockedStep | null {
  const { situation } = context;
  const label = describeObject(fact.table);
  if (!situation.hasRole(fact.owner))
    return blockedStep(label, `role ${fact.owner} does not exist`, 'whoever creates it');
  const present = situation.relation(fact.table);
  if (present !== undefined) {
    if (present.owner === fact.owner) return null;
    return blockedStep(label, `it is there and belongs to ${present.owner}, who can read what it holds`, 'its owner');
  }
  const [schema = '', table = ''] = fact.table.path;
  const name = qualified(schema, table);
  const creator = situation.applier.role;
  const acl = initialAcl(situation, 'table', creator, schema, fact.table.database ?? '');
  situation.add({ ref: fact.table, owner: fact.owner, acl: reowned(acl, creator, fact.owner), name, follows: null });
  return sqlDraft({
    kind: 'created-table',
    phase: 'expand',
    rank: 10,
    object: fact.table,
    title: `Create ${label}`,
    because,
    statements: statements(createSql(fact, name), sql`ALTER TABLE ${name} OWNER TO ${Ident.of(fact.owner)}`),
    inverse: statements(sql`DROP TABLE ${name}`),
    hazards: ['undo drops what was put into it'],
  });
}

function createSql(fact: CreatedTableFact, name: Sql): Sql {
  const columns = fact.columns.map((each) => {
    const column = sql`${Ident.of(each.name)} ${each.type}`;
    return each.notNull ? sql`${column} NOT NULL` : column;
  });
  const key = join(
    fact.primaryKey.map((each) => sql`${Ident.of(each)}`),
    sql`, `,
  );
  return sql`CREATE TABLE ${name} (${join([...columns, sql`PRIMARY KEY (${key})`], sql`, `)})`;
}
