// Attempts as a role in one of its sessions, with the tenant that the attack wants.

import type { Sql } from '../../sql/sql.js';
import type { Carrier } from '../../pg/carrier.js';
import { attemptAll, type Attempt } from './attempt.js';
import type { Ground } from './ground.js';
import { notRun, problemObserved, type Run } from './observed.js';
import { carry, type TenantSession } from './tenancy.js';

export interface As {
  readonly role: string;
  readonly database: string;
  /** The attack is about no object of this database: a role that may not enter it is helped in. */
  readonly anywhere?: boolean;
  readonly carrier?: Carrier | null | undefined;
  /** Default `a`. */
  readonly tenant?: TenantSession;
  /** The tenant's key as the attacked relation has it. */
  readonly key?: string | null;
  /** Further statements before the first attempt. */
  readonly opening?: readonly Sql[];
}

/** A role that may not even connect is refused there. */
export async function attemptAs(ground: Ground, as: As, attempts: readonly Attempt[]): Promise<Run> {
  const tenant = as.tenant ?? 'a';
  const { carrier } = as;
  const carried =
    carrier === undefined || carrier === null ? null : carry(carrier, tenant, ground.seeds, as.key ?? null);
  if (carried?.ok === false) return notRun(carried.error);
  const use = tenant === 'unset' ? 'never-set' : 'carrying';
  const opened =
    as.anywhere === true
      ? await ground.sessions.anywhere(as.role, as.database)
      : await ground.sessions.session(as.role, as.database, use);
  if (!opened.ok)
    return { observed: problemObserved(opened.error, ['42501', '28000']), statements: [`connect as ${as.role}`] };
  const opening = [...opened.value.become, ...(carried?.value ?? []), ...(as.opening ?? [])];
  return attemptAll({ session: opened.value.session, opening }, attempts);
}

export function nothingSeeded(ground: Ground, relation: Parameters<Ground['seeds']['relation']>[0]): Run {
  const key = JSON.stringify(relation.path);
  const known = ground.seeds.notSeeded.find((each) => JSON.stringify(each.object.path) === key);
  return notRun(
    known === undefined ? `nothing was seeded in ${relation.path.join('.')}` : `not seeded: ${known.reason}`,
  );
}
