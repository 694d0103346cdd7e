// Who must run a GRANT or REVOKE so that it takes effect. What the owner granted, a superuser's GRANT and
// REVOKE reach by themselves (select_best_grantor in acl.c); anyone else's grants only he can revoke.

import { objectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import { statement, type Statement } from '../../sql/statement.js';
import { granteeKey, PUBLIC, roleGrantee } from '../../pg/grantee.js';
import type { Protected } from '../protected.js';
import type { Rights } from '../rights.js';
import type { Situation } from '../situation.js';

export interface GrantorRun {
  readonly asRole: string | null;
  readonly wrap: (statements: readonly Statement[]) => readonly Statement[];
}

/** `rights` of the applier when he is no superuser; null: he cannot run it. */
export function asGrantor(
  grantor: string,
  item: Protected,
  situation: Situation,
  rights: Rights | null,
): GrantorRun | null {
  const plain: GrantorRun = { asRole: null, wrap: (statements) => statements };
  if (rights !== null && !rights.actsAs(grantor)) return null;
  // Only who is a superuser or the owner himself is sure to act in the owner's name: for a member of several roles
  // the server picks whichever of them holds the grant option, and a REVOKE in that name may be void.
  const { applier } = situation;
  if (grantor === applier.role || (applier.superuser && grantor === item.owner)) return plain;
  const schema = schemaOf(item, situation);
  const before = schema === undefined ? undefined : situation.beforeGrants(schema);
  // Grants come before and revokes after: either state of the schema's list is in force when this runs.
  if (schema === undefined || mayLookInto(schema, grantor) || (before && mayLookInto(before, grantor)))
    return { ...plain, asRole: grantor };
  if (rights?.has(grantor, schema.ref, 'USAGE') === true) return { ...plain, asRole: grantor };
  if (rights !== null && !rights.actsAs(schema.owner)) return null;
  // Without USAGE on the schema the grantor cannot even name the object.
  const role = Ident.of(grantor);
  return {
    asRole: null,
    wrap: (statements) => [
      statement(sql`GRANT USAGE ON SCHEMA ${schema.name} TO ${role}`),
      statement(sql`SET LOCAL ROLE ${role}`),
      ...statements,
      statement(sql`RESET ROLE`),
      statement(sql`REVOKE USAGE ON SCHEMA ${schema.name} FROM ${role}`),
    ],
  };
}

function schemaOf(item: Protected, situation: Situation): Protected | undefined {
  const { path, database, kind } = item.ref;
  const [schema] = path;
  if (kind === 'schema' || path.length < 2 || schema === undefined) return undefined;
  return situation.protected(objectRef('schema', [schema], database));
}

/** Directly or through PUBLIC; by membership alone we do not rely. An owner may have taken it from himself. */
function mayLookInto(schema: Protected, role: string): boolean {
  const keys = new Set([granteeKey(roleGrantee(role)), granteeKey(PUBLIC)]);
  return [...schema.acl.values()].some((grant) => grant.privilege === 'USAGE' && keys.has(granteeKey(grant.grantee)));
}
