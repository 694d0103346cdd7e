// Who owns which schema and relation: a relation named by itself before its schema.

import { objectRef } from '../../pg/object.js';
import type { BoundComponent } from '../bound.js';
import type { Source } from '../../core/source.js';
import type { Intent } from '../model.js';
import type { Report } from '../row.js';
import { topOf, type Catalog, type RelationEntry } from './catalog.js';
import type { Resolver } from './classes.js';
import { OWNERS_SAID, reportTwice } from './named-twice.js';
import { nearness, relationsOf } from './resolve.js';

export interface Ownership {
  readonly components: readonly BoundComponent[];
  readonly ownerOf: (catalog: Catalog, entry: RelationEntry) => string | null;
}

interface Owner {
  readonly component: string;
  readonly near: number;
  readonly source: Source;
}

export function bindComponents(
  intent: Intent,
  catalogs: readonly Catalog[],
  resolver: Resolver,
  report: Report,
): Ownership {
  const owners = ownersOf(intent, resolver, report);
  const ownerOf = (catalog: Catalog, entry: RelationEntry): string | null =>
    (owners.get(topOf(catalog, entry)) ?? owners.get(entry))?.component ?? null;
  const relations = new Map<string, RelationEntry['object'][]>();
  for (const catalog of catalogs) {
    for (const entry of catalog.relations.values()) {
      const owner = ownerOf(catalog, entry);
      if (owner === null) continue;
      const list = relations.get(owner);
      if (list === undefined) relations.set(owner, [entry.object]);
      else list.push(entry.object);
    }
  }
  const components = intent.components.map((component) => ({
    component,
    schemas: component.owns
      .flatMap(resolver)
      .flatMap((target) =>
        target.kind === 'schema' ? [objectRef('schema', [target.schema], target.catalog.database)] : [],
      ),
    relations: relations.get(component.name) ?? [],
  }));
  return { components, ownerOf };
}

function ownersOf(intent: Intent, resolver: Resolver, report: Report): ReadonlyMap<RelationEntry, Owner> {
  const owners = new Map<RelationEntry, Owner>();
  for (const { name, owns } of intent.components) {
    for (const location of owns) {
      for (const target of resolver(location)) {
        const owner = { component: name, near: nearness(location, target), source: location.source };
        for (const entry of relationsOf(target)) {
          const known = owners.get(entry);
          if (known?.near === owner.near) {
            const first = { value: known.component, source: known.source };
            reportTwice(OWNERS_SAID, entry.object.path, first, { value: name, source: location.source }, report);
          } else if (known === undefined || owner.near > known.near) owners.set(entry, owner);
        }
      }
    }
  }
  return owners;
}
