// The relations that audit rows speak of: a table by name, or every table of a schema.

import type { AuditEvent } from '../../intent/operations.js';
import { objectKey, type ObjectRef } from '../../pg/object.js';
import { sortBy } from '../../core/order.js';
import type { ControlContext } from '../model.js';
import { relationRef, scopeOf } from '../scope.js';

/** Partitions are recorded through their parent. */
export function auditedRelations(context: ControlContext, events: readonly AuditEvent[]): readonly ObjectRef[] {
  const locations = events.flatMap((event) => event.scope);
  const found = scopeOf(context).databases.flatMap((database) =>
    database.relations
      .filter((relation) => relation.kind !== 'sequence' && relation.partitionBound === null)
      .filter((relation) =>
        locations.some(({ parts, wildcard }) => {
          if (parts[0] !== relation.schema) return false;
          if (parts.length === 1) return true;
          const name = parts[1] ?? '';
          return wildcard && parts.length === 2 ? relation.name.startsWith(name) : relation.name === name;
        }),
      )
      .map((relation) => relationRef(database, relation)),
  );
  return sortBy(found, objectKey);
}
