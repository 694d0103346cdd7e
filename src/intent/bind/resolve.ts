// Location → the things of the databases that it names. Exact names first, then as PostgreSQL would
// fold them; a trailing `*` stands for every name with that beginning.

import type { Column, Routine } from '../../inventory/index.js';
import type { Location } from '../location.js';
import { nameKey, type Catalog, type RelationEntry } from './catalog.js';

export type Target =
  | { readonly kind: 'schema'; readonly catalog: Catalog; readonly schema: string }
  | { readonly kind: 'relation'; readonly catalog: Catalog; readonly relation: RelationEntry }
  | { readonly kind: 'column'; readonly catalog: Catalog; readonly relation: RelationEntry; readonly column: Column }
  | { readonly kind: 'routine'; readonly catalog: Catalog; readonly routine: Routine };

/** Everything that the location names, in every database; nothing when it names nothing. */
export function resolve(location: Location, catalogs: readonly Catalog[]): readonly Target[] {
  const exact = catalogs.flatMap((catalog) => resolveIn(location.parts, location.wildcard, catalog));
  if (exact.length > 0 || location.text.includes('"')) return exact;
  const folded = location.parts.map((part) => part.toLowerCase());
  return catalogs.flatMap((catalog) => resolveIn(folded, location.wildcard, catalog));
}

function resolveIn(parts: readonly string[], wildcard: boolean, catalog: Catalog): readonly Target[] {
  const [first = '', second, third] = parts;
  if (second === undefined) return schemasNamed(first, wildcard, catalog);
  if (third === undefined) return membersNamed(first, second, wildcard, catalog);
  const columns = columnsNamed(first, second, third, wildcard, catalog);
  // `database.schema.table`
  if (columns.length === 0 && first === catalog.database) return membersNamed(second, third, wildcard, catalog);
  return columns;
}

function schemasNamed(name: string, wildcard: boolean, catalog: Catalog): readonly Target[] {
  if (!wildcard) return catalog.schemas.has(name) ? [{ kind: 'schema', catalog, schema: name }] : [];
  const found = [...catalog.schemas.keys()].filter((schema) => schema.startsWith(name));
  return found.map((schema) => ({ kind: 'schema', catalog, schema }));
}

function membersNamed(schema: string, name: string, wildcard: boolean, catalog: Catalog): readonly Target[] {
  if (wildcard && name === '') return schemasNamed(schema, false, catalog);
  const relation = catalog.relations.get(nameKey(schema, name));
  if (!wildcard && relation !== undefined) return [{ kind: 'relation', catalog, relation }];
  const matches = (each: string): boolean => (wildcard ? each.startsWith(name) : each === name);
  const relations = wildcard
    ? (catalog.relationsIn.get(schema) ?? []).filter((each) => matches(each.relation.name))
    : [];
  const routines = (catalog.routinesIn.get(schema) ?? []).filter(
    (routine) => matches(routine.name) || (!wildcard && sameSignature(routine, name)),
  );
  return [
    ...relations.map((each): Target => ({ kind: 'relation', catalog, relation: each })),
    ...routines.map((routine): Target => ({ kind: 'routine', catalog, routine })),
  ];
}

function sameSignature(routine: Routine, text: string): boolean {
  return text.includes('(') && squeeze(`${routine.name}(${routine.identityArguments})`) === squeeze(text);
}

function squeeze(signature: string): string {
  return signature
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/ ?([(),]) ?/gu, '$1');
}

function columnsNamed(
  schema: string,
  table: string,
  name: string,
  wildcard: boolean,
  catalog: Catalog,
): readonly Target[] {
  const relation = catalog.relations.get(nameKey(schema, table));
  if (relation === undefined) return [];
  return relation.columns
    .filter((column) => (wildcard ? column.name.startsWith(name) : column.name === name))
    .map((column) => ({ kind: 'column', catalog, relation, column }));
}

/** The relations that a statement about the target is about; sequences only when named. */
export function relationsOf(target: Target): readonly RelationEntry[] {
  switch (target.kind) {
    case 'schema':
      return (target.catalog.relationsIn.get(target.schema) ?? []).filter(
        (entry) => entry.relation.kind !== 'sequence',
      );
    case 'relation':
    case 'column':
      return [target.relation];
    case 'routine':
      return [];
  }
}

/** A statement about one table beats one about its schema: the higher, the nearer. A database before the names adds nothing. */
export function nearness(location: Location, target: Target): number {
  const named = location.parts.filter((part) => part !== '');
  const stated = location.parts.length === 3 && target.kind !== 'column' ? named.slice(1) : named;
  const depth = stated.length * 1000;
  return location.wildcard
    ? depth - 500 + Math.min(400, stated.at(-1)?.length ?? 0) - (location.parts.at(-1) === '' ? 400 : 0)
    : depth;
}
