// Columns of which something of their own is stated: a class, a tag, a protection.

import type { Source } from '../../core/source.js';
import type { BoundColumn } from '../bound.js';
import { PROTECTIONS, type Intent, type ProtectionKind } from '../model.js';
import { columnObject, type Catalog, type RelationEntry } from './catalog.js';
import type { Classes, Resolver, Stated } from './classes.js';

interface Protected {
  readonly kinds: Set<ProtectionKind>;
  readonly readers: Set<string>;
  readonly sources: Source[];
  keyCustody: string | null;
}

export type Protections = ReadonlyMap<RelationEntry, ReadonlyMap<string, Protected>>;

export function bindProtections(intent: Intent, resolver: Resolver): Protections {
  const bound = new Map<RelationEntry, Map<string, Protected>>();
  for (const row of intent.protections) {
    for (const target of row.locations.flatMap(resolver)) {
      if (target.kind !== 'column') continue;
      const columns = bound.get(target.relation) ?? new Map<string, Protected>();
      bound.set(target.relation, columns);
      const known = columns.get(target.column.name) ?? {
        kinds: new Set(),
        readers: new Set(),
        sources: [],
        keyCustody: null,
      };
      columns.set(target.column.name, known);
      for (const kind of row.protections) known.kinds.add(kind);
      // Who sees the masked form is no reader of the column.
      if (!isMaskOnly(row.protections)) for (const actor of row.readableBy) known.readers.add(actor);
      known.keyCustody ??= row.keyCustody;
      known.sources.push(row.source);
    }
  }
  return bound;
}

function isMaskOnly(kinds: readonly ProtectionKind[]): boolean {
  return kinds.length === 1 && kinds[0] === 'mask';
}

/** In order of relation and position. */
export function bindColumns(
  catalogs: readonly Catalog[],
  classes: Classes,
  protections: Protections,
): readonly BoundColumn[] {
  const bound: BoundColumn[] = [];
  for (const catalog of catalogs) {
    for (const entry of catalog.relations.values()) {
      const stated = classes.columns.get(entry);
      const guarded = protections.get(entry);
      if (stated === undefined && guarded === undefined) continue;
      for (const { name } of entry.columns) {
        const column = boundColumn(entry, name, stated?.get(name), guarded?.get(name), classes.relations.get(entry));
        if (column !== null) bound.push(column);
      }
    }
  }
  return bound;
}

function boundColumn(
  entry: RelationEntry,
  name: string,
  stated: Stated | undefined,
  guarded: Protected | undefined,
  relation: Stated | undefined,
): BoundColumn | null {
  if (stated === undefined && guarded === undefined) return null;
  const own = stated ?? relation;
  return {
    object: columnObject(entry, name),
    // Whoever protects a column and gives no class restricts it.
    dataClass: own?.dataClass ?? 'restricted',
    pii: own?.pii ?? false,
    protections: PROTECTIONS.filter((kind) => guarded?.kinds.has(kind) === true),
    keyCustody: guarded?.keyCustody ?? null,
    readableBy: [...(guarded?.readers ?? [])].toSorted(),
    sources: [...(own?.sources ?? []), ...(guarded?.sources ?? [])],
  };
}
