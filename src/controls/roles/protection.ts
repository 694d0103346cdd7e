// Which columns of a relation an actor may read, from the documents' data protection rules. A row that
// only masks names those who see the mask, not the column; TDE and the application's own checks limit nobody.

import type { Source } from '../../core/source.js';
import type { Protection } from '../../intent/model.js';
import type { ObjectRef } from '../../pg/object.js';
import type { ControlContext } from '../model.js';
import { columnRef, findRelation, scopeOf } from '../scope.js';

export interface ColumnProtection {
  readonly column: string;
  /** Null: no row says who reads it. */
  readonly readers: readonly string[] | null;
  readonly maskedFor: readonly string[];
  readonly sources: readonly Source[];
}

const LIMITING = ['column-grant', 'pgcrypto'] as const;

export function protectionsOf(context: ControlContext, relation: ObjectRef): readonly ColumnProtection[] {
  const scope = scopeOf(context);
  const found = findRelation(scope, relation);
  if (found === undefined) return [];
  const rows = rowsOf(context, relation);
  if (rows.length === 0) return [];
  const columns = scope.database(relation.database)?.columns(found.schema, found.name) ?? [];
  return columns.flatMap((column) => {
    const own = rows.filter((row) => row.locations.some((each) => covers(each, columnRef(relation, column.name))));
    return own.length === 0 ? [] : [protectionOf(column.name, own)];
  });
}

function protectionOf(column: string, rows: readonly Protection[]): ColumnProtection {
  const limiting = rows.filter((row) => LIMITING.some((kind) => row.protections.includes(kind)));
  const masking = rows.filter((row) => row.protections.includes('mask'));
  return {
    column,
    readers: limiting.length === 0 ? null : limiting.flatMap((row) => row.readableBy),
    maskedFor: masking.flatMap((row) => row.readableBy),
    sources: rows.map((row) => row.source),
  };
}

function rowsOf(context: ControlContext, relation: ObjectRef): readonly Protection[] {
  return context.bound.intent.protections.filter((row) =>
    row.locations.some(
      (location) =>
        location.parts.length === 3 &&
        location.parts[0] === relation.path[0] &&
        (location.parts[1] === relation.path[1] || location.wildcard),
    ),
  );
}

function covers(
  location: { readonly parts: readonly string[]; readonly wildcard: boolean },
  object: ObjectRef,
): boolean {
  if (location.parts.length !== object.path.length) return false;
  return location.parts.every((part, index) => {
    const name = object.path[index] ?? '';
    const last = index === location.parts.length - 1;
    return last && location.wildcard ? name.startsWith(part) : name === part;
  });
}

/** Columns that the actor must not read in the clear. */
export function hiddenFrom(actor: string, protections: readonly ColumnProtection[]): readonly ColumnProtection[] {
  return protections.filter((each) =>
    each.readers === null ? each.maskedFor.includes(actor) : !each.readers.includes(actor),
  );
}
