// The classification of an object, written as the first line of its comment; what stood there stays below.
// https://www.postgresql.org/docs/current/sql-comment.html

import { itemsOf } from '../../inventory/section.js';
import { describeObject, type ObjectRef } from '../../pg/object.js';
import { Literal } from '../../sql/literal.js';
import { keyword, qualified, sql, type Sql } from '../../sql/sql.js';
import type { BlockedStep } from '../model.js';
import type { Situation } from '../situation.js';
import { alterTarget } from '../acl/target.js';
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

const PREFIX = 'class: ';

export const tagKind: ChangeKind<'tag'> = { plan: eachFact(planTag), negate: () => [] };

function planTag({ fact, because }: DemandOf<'tag'>, { situation }: Context): Draft | BlockedStep | null {
  const label = `tag of ${describeObject(fact.object)}`;
  const former = commentOf(fact.object, situation);
  const target = targetOf(fact.object, situation);
  if (former === undefined || target === null) return missingObject(label, fact.object);
  const tag = fact.tag.startsWith(PREFIX) ? fact.tag : `${PREFIX}${fact.tag}`;
  const lines = former === null ? [] : former.split('\n');
  if (lines[0] === tag) return null;
  const rest = lines[0]?.startsWith(PREFIX) === true ? lines.slice(1) : lines;
  const comment = [tag, ...rest].join('\n');
  return sqlDraft({
    kind: 'tag',
    phase: 'expand',
    rank: 70,
    object: fact.object,
    title: `Tag ${describeObject(fact.object)} as ${fact.tag}`,
    because,
    statements: statements(sql`COMMENT ON ${target} IS ${Literal.of(comment)}`),
    inverse: statements(sql`COMMENT ON ${target} IS ${former === null ? keyword('NULL') : Literal.of(former)}`),
    lock: 'ShareUpdateExclusiveLock',
  });
}

/** Undefined when the object is not there. */
function commentOf(object: ObjectRef, situation: Situation): string | null | undefined {
  const [schema, name, column] = object.path;
  if (object.kind === 'column') {
    const database = situation.database(object.database);
    if (database === undefined) return undefined;
    return itemsOf(database.columns).find(
      (each) => each.schema === schema && each.relation === name && each.name === column,
    )?.comment;
  }
  if (object.kind === 'schema') {
    const database = situation.database(object.database);
    return database === undefined ? undefined : itemsOf(database.schemas).find((each) => each.name === schema)?.comment;
  }
  return object.kind === 'routine' ? situation.routine(object)?.comment : situation.relation(object)?.comment;
}

function targetOf(object: ObjectRef, situation: Situation): Sql | null {
  if (object.kind === 'column') return sql`COLUMN ${qualified(...object.path)}`;
  const item = situation.protected(object);
  return item === undefined ? null : alterTarget(item);
}
