// Audit events on what their scope names: things of the database, or a database, or a role. The
// cluster's own name means everything.

import { itemsOf, type Inventory } from '../../inventory/index.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import type { BoundAudit } from '../bound.js';
import type { Location } from '../location.js';
import type { Intent } from '../model.js';
import { columnObject, routineObject } from './catalog.js';
import type { Resolver } from './classes.js';
import type { Target } from './resolve.js';

export function bindAudits(intent: Intent, inventory: Inventory, resolver: Resolver): readonly BoundAudit[] {
  const databases = new Set(inventory.databases.map((database) => database.name));
  const roles = new Set([
    ...itemsOf(inventory.cluster.roles).map((role) => role.name),
    ...intent.connections.map((connection) => connection.login),
  ]);
  const objectsOf = (location: Location): readonly ObjectRef[] => {
    const [name = ''] = location.parts;
    const targets = resolver(location);
    if (targets.length > 0 || location.parts.length > 1) return targets.map(objectOf);
    if (databases.has(name)) return [objectRef('database', [name])];
    return roles.has(name) ? [objectRef('role', [name])] : [];
  };
  return intent.auditEvents.map((event) => ({ event, objects: event.scope.flatMap(objectsOf) }));
}

function objectOf(target: Target): ObjectRef {
  switch (target.kind) {
    case 'schema':
      return objectRef('schema', [target.schema], target.catalog.database);
    case 'relation':
      return target.relation.object;
    case 'column':
      return columnObject(target.relation, target.column.name);
    case 'routine':
      return routineObject(target.catalog, target.routine);
  }
}
