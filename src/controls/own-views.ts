// The masking views that an earlier run made: part of the remedy, not of what the documents speak of. A
// wildcard that names everything in a schema does not mean them, and no row has to permit them.

import type { DatabaseInventory, Inventory, Relation } from '../inventory/index.js';
import { filterSection } from '../inventory/section.js';
import { objectKey, objectRef, type ObjectRef } from '../pg/object.js';
import type { BoundIntent } from '../intent/bound.js';
import { maskedRelations } from './columns/masked-relations.js';
import type { ControlContext, OwnView } from './model.js';
import { nameOf } from './naming.js';

/** The context without them; they stand in `ownViews`. The same context when there are none. */
export function withoutOwnViews(context: ControlContext): ControlContext {
  const names = new Set(plannedViews(context).map((view) => objectKey(view)));
  const ownViews = context.inventory.databases.flatMap((database) => existing(database, names));
  if (ownViews.length === 0) return context;
  const keys = new Set(ownViews.map(({ view }) => objectKey(view)));
  const ours = (object: ObjectRef): boolean => keys.has(objectKey(viewOf(object)));
  return {
    ...context,
    inventory: withoutRelations(context.inventory, ours),
    bound: withoutObjects(context.bound, ours),
    ownViews,
  };
}

function plannedViews(context: ControlContext): readonly ObjectRef[] {
  return maskedRelations(context).flatMap(({ object }) => {
    const [schema = '', relation = ''] = object.path;
    const named = nameOf(context, 'view', { relation });
    return 'diagnostic' in named ? [] : [objectRef('view', [schema, named.name], object.database)];
  });
}

function existing(database: DatabaseInventory, names: ReadonlySet<string>): readonly OwnView[] {
  if (database.relations.status === 'unreadable') return [];
  return database.relations.items.flatMap((relation) => {
    const view = relationRef(database, relation);
    return relation.kind === 'view' && names.has(objectKey(view))
      ? [{ view, owner: relation.owner, acl: relation.acl }]
      : [];
  });
}

function relationRef(database: DatabaseInventory, { schema, name }: Pick<Relation, 'schema' | 'name'>): ObjectRef {
  return objectRef('view', [schema, name], database.name);
}

/** A view however it is spoken of: as a relation of any kind, or through one of its columns. */
function viewOf(object: ObjectRef): ObjectRef {
  return objectRef('view', object.path.slice(0, 2), object.database);
}

function withoutRelations(inventory: Inventory, ours: (object: ObjectRef) => boolean): Inventory {
  return {
    ...inventory,
    databases: inventory.databases.map((database) => ({
      ...database,
      relations: filterSection(database.relations, (relation) => !ours(relationRef(database, relation))),
      columns: filterSection(
        database.columns,
        (column) => !ours(relationRef(database, { schema: column.schema, name: column.relation })),
      ),
    })),
  };
}

function withoutObjects(bound: BoundIntent, ours: (object: ObjectRef) => boolean): BoundIntent {
  return {
    ...bound,
    relations: bound.relations.filter(({ object }) => !ours(object)),
    columns: bound.columns.filter(({ object }) => !ours(object)),
    grants: bound.grants.filter(({ object }) => object.path.length < 2 || object.kind === 'routine' || !ours(object)),
  };
}
