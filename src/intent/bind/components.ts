// Who owns which schema and relation: a relation named by itself before its schema.

import { objectRef } from '../../pg/object.js';
import type { BoundComponent } from '../bound.js';
import type { Intent } from '../model.js';
import { topOf, type Catalog, type RelationEntry } from './catalog.js';
import type { Resolver } from './classes.js';
import { nearness, relationsOf } from './resolve.js';

export interface Ownership {
  readonly components: readonly BoundComponent[];
  readonly ownerOf: (catalog: Catalog, entry: RelationEntry) => string | null;
}

export function bindComponents(intent: Intent, catalogs: readonly Catalog[], resolver: Resolver): Ownership {
  const owners = new Map<RelationEntry, { readonly component: string; readonly near: number }>();
  for (const { name, owns } of intent.components) {
    for (const location of owns) {
      const near = nearness(location);
      for (const entry of resolver(location).flatMap(relationsOf)) {
        const known = owners.get(entry);
        if (known === undefined || near > known.near) owners.set(entry, { component: name, near });
      }
    }
  }
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
