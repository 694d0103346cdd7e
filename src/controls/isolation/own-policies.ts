// The policies that the isolation of a table consists of: what they are called and what they say. `plain`: the
// key is compared without a subquery, where the team's own policies would recurse through one (42P17).

import type { PolicyFact } from '../../demand/model.js';
import { PUBLIC } from '../../pg/grantee.js';
import { sql, type Sql } from '../../sql/sql.js';
import type { ControlContext } from '../model.js';
import { nameOf } from '../naming.js';
import type { Isolated } from './isolated.js';

/** The table that says which tenants a user has: whoever could write his own rows there would join any tenant. */
export function isMembership({ object, isolation }: Isolated): boolean {
  const { via } = isolation.carrier;
  return via !== undefined && object.path[0] === via.schema && object.path[1] === via.table;
}

/** The key may be compared as it is: its own column, with a carrier that costs nothing to read for every row. */
export function canBePlain(isolated: Isolated): boolean {
  const { carrier } = isolated.isolation;
  if (isolated.reach.kind !== 'column' || carrier.kind === 'signed-setting') return false;
  return carrier.via === undefined || isMembership(isolated);
}

/** Names that ours have or would have on this table: what is called so is not the team's. */
export function ownNames(context: ControlContext, { object }: Isolated): readonly string[] {
  const relation = object.path[1] ?? '';
  return (['policy', 'floor policy'] as const).flatMap((kind) => {
    const named = nameOf(context, kind, { relation });
    return 'name' in named ? [named.name] : [];
  });
}

export function tenantPolicy(root: Isolated, name: string, predicate: Sql): PolicyFact {
  const rest = { kind: 'policy', relation: root.object, name, permissive: true, grantees: [PUBLIC] } as const;
  return isMembership(root)
    ? { ...rest, command: 'SELECT', using: predicate, check: null }
    : { ...rest, command: 'ALL', using: predicate, check: predicate };
}

export function floorPolicy(root: Isolated, name: string, predicate: Sql): PolicyFact {
  const check = isMembership(root) ? sql`false` : predicate;
  const rest = { kind: 'policy', relation: root.object, name, permissive: false, grantees: [PUBLIC] } as const;
  return { ...rest, command: 'ALL', using: predicate, check };
}
