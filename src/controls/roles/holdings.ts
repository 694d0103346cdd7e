// Every privilege that somebody holds by an explicit (or default) access control list, on the objects
// of the hardened databases. The owner's own rights are not in it: they follow the ownership.

import type { Acl } from '../../pg/acl.js';
import { effectiveAcl } from '../../pg/acl.js';
import { itemsOf } from '../../inventory/index.js';
import { granteeKey, roleGrantee, type Grantee } from '../../pg/grantee.js';
import { objectRef, type ObjectKind, type ObjectRef } from '../../pg/object.js';
import type { Privilege } from '../../pg/privilege.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { columnRef, isSystemSchema, relationRef, routineRef, scopeOf, type DatabaseScope } from '../scope.js';

export interface Holding {
  readonly grantee: Grantee;
  readonly object: ObjectRef;
  readonly privilege: Privilege;
  readonly grantable: boolean;
}

export const holdingsOf: (context: ControlContext) => readonly Holding[] = perContext((context) => [
  ...databaseHoldings(context),
  ...scopeOf(context).databases.flatMap((database) => inDatabase(database, scopeOf(context).major)),
]);

function held(ref: ObjectRef, kind: ObjectKind, owner: string, acl: Acl, major: number): readonly Holding[] {
  const own = granteeKey(roleGrantee(owner));
  return effectiveAcl(kind, owner, acl, major)
    .filter((item) => granteeKey(item.grantee) !== own)
    .map((item) => ({ grantee: item.grantee, object: ref, privilege: item.privilege, grantable: item.grantable }));
}

function databaseHoldings(context: ControlContext): readonly Holding[] {
  return itemsOf(context.inventory.cluster.databaseFacts)
    .filter((fact) => context.databases.includes(fact.name))
    .flatMap((fact) =>
      held(objectRef('database', [fact.name]), 'database', fact.owner, fact.acl, scopeOf(context).major),
    );
}

function inDatabase(scope: DatabaseScope, major: number): readonly Holding[] {
  const { database, name } = scope;
  const schemas = itemsOf(database.schemas).filter((each) => each.extension === null && !isSystemSchema(each.name));
  return [
    ...schemas.flatMap((each) => held(objectRef('schema', [each.name], name), 'schema', each.owner, each.acl, major)),
    ...scope.relations.flatMap((each) => held(relationRef(scope, each), each.kind, each.owner, each.acl, major)),
    ...scope.relations.flatMap((each) =>
      scope
        .columns(each.schema, each.name)
        .filter((column) => column.acl !== null)
        .flatMap((column) =>
          held(columnRef(relationRef(scope, each), column.name), 'column', each.owner, column.acl, major),
        ),
    ),
    ...scope.routines.flatMap((each) => held(routineRef(scope, each), 'routine', each.owner, each.acl, major)),
    ...typeHoldings(scope, major),
    ...itemsOf(database.languages)
      .filter((each) => each.trusted)
      .flatMap((each) => held(objectRef('language', [each.name], name), 'language', each.owner, each.acl, major)),
    ...itemsOf(database.largeObjects).flatMap((each) =>
      held(objectRef('large-object', [each.oid], name), 'large-object', each.owner, each.acl, major),
    ),
  ];
}

/** Of what GRANT takes: a multirange follows its range, and a shell is not a type yet. */
function typeHoldings({ database, name }: DatabaseScope, major: number): readonly Holding[] {
  return itemsOf(database.types)
    .filter((each) => each.extension === null && !isSystemSchema(each.schema))
    .filter((each) => each.kind !== 'multirange' && each.kind !== 'shell')
    .flatMap((each) => held(objectRef('type', [each.schema, each.name], name), 'type', each.owner, each.acl, major));
}
