// Whether what is held can be used: CONNECT on the database, USAGE on the schema, and for a view what its
// owner (or, with security_invoker, the caller) needs of the relations and routines that it reads.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { itemsOf, type Inventory } from '../inventory/index.js';
import { isRelationKind, objectRef, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import { decideHolding, type HoldsContext } from './holds.js';
import { ViewRights } from './view-rights.js';

/** Objects without a schema. */
const UNSCHEMED: readonly string[] = ['language', 'large-object', 'foreign-data-wrapper', 'foreign-server', 'schema'];

export type Usable = (role: string, object: ObjectRef, privilege: Privilege) => boolean;

export function usability(context: HoldsContext, inventory: Inventory): Usable {
  let views: ViewRights | undefined;
  const open = new Set(
    itemsOf(inventory.cluster.databaseFacts).flatMap((each) => (each.allowConnections ? [each.name] : [])),
  );
  return (role, object, privilege) => {
    if (!holdsObject(context, role, object, privilege)) return false;
    const { database, path, kind } = object;
    // lo_open for writing asks for both.
    if (kind === 'large-object' && privilege === 'UPDATE' && !holdsObject(context, role, object, 'SELECT'))
      return false;
    if (database === undefined) return true;
    if (!open.has(database) || !holdsObject(context, role, objectRef('database', [database]), 'CONNECT')) return false;
    const schema = objectRef('schema', path.slice(0, 1), database);
    if (!UNSCHEMED.includes(kind) && !holdsObject(context, role, schema, 'USAGE')) return false;
    if (!isRelationKind(kind) && kind !== 'column') return true;
    // Also for a superuser: what a view reads, it reads with its owner's rights.
    views ??= new ViewRights(context, inventory);
    return views.suffice(role, { database, path, privilege });
  };
}

function holdsObject(context: HoldsContext, role: string, object: ObjectRef, privilege: Privilege): boolean {
  const securable = context.securables.find(object);
  return securable !== undefined && decideHolding(context, role, securable, privilege);
}
