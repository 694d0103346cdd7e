// Tables some of whose columns a rule masks for an actor: what he may read plainly, and what masked.

import type { Source } from '../../core/source.js';
import type { ObjectRef } from '../../pg/object.js';
import type { ControlContext } from '../model.js';
import { grantModel } from '../roles/grant-model.js';
import { protectionsOf } from '../roles/protection.js';
import { columnRef, relationRef, scopeOf } from '../scope.js';

export interface MaskedRelation {
  readonly object: ObjectRef;
  /** Columns that all the readers may read. */
  readonly plain: readonly string[];
  readonly masked: readonly { readonly name: string; readonly type: string }[];
  readonly logins: readonly string[];
  readonly sources: readonly Source[];
}

export function maskedRelations(context: ControlContext): readonly MaskedRelation[] {
  if (!context.bound.intent.protections.some((row) => row.protections.includes('mask'))) return [];
  return scopeOf(context).databases.flatMap((database) =>
    database.relations
      .filter((relation) => relation.kind === 'table' && relation.partitionBound === null)
      .flatMap((relation) => describe(context, relationRef(database, relation))),
  );
}

function describe(context: ControlContext, object: ObjectRef): readonly MaskedRelation[] {
  const rules = protectionsOf(context, object).filter((each) => each.maskedFor.length > 0);
  if (rules.length === 0) return [];
  const actors = new Set(rules.flatMap((each) => each.maskedFor));
  const readers = grantModel(context).entitlements.filter(
    (each) => actors.has(each.actor.name) && each.actor.logins.length > 0,
  );
  const [schema = '', name = ''] = object.path;
  const columns = scopeOf(context).database(object.database)?.columns(schema, name) ?? [];
  const masked = columns.filter((column) => rules.some((rule) => rule.column === column.name));
  const plain = columns.filter(
    (column) =>
      !masked.includes(column) &&
      readers.every(({ items }) => items.has(columnRef(object, column.name), 'SELECT') || items.has(object, 'SELECT')),
  );
  if (readers.length === 0) return [];
  return [
    {
      object,
      plain: plain.map((column) => column.name),
      masked: masked.map((column) => ({ name: column.name, type: column.type })),
      logins: readers.flatMap((each) => each.actor.logins),
      sources: rules.flatMap((each) => each.sources),
    },
  ];
}
