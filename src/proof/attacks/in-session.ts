// Attempts as a role in one of its sessions, with the tenant that the attack wants.

import { ok, type Result } from '../../core/result.js';
import type { Session } from '../../session/index.js';
import type { Sql } from '../../sql/sql.js';
import type { Carrier } from '../../pg/carrier.js';
import { attemptAll, type Attempt } from './attempt.js';
import type { Ground } from './ground.js';
import { notRun, problemObserved, type Run } from './observed.js';
import { carry, signedTenant, tenantRoleName, type TenantSession } from './tenancy.js';

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
  const signed = signedTenant(carrier, tenant, ground.seeds, as.key ?? null);
  const carried =
    carrier === undefined || carrier === null || signed !== null
      ? null
      : carry(carrier, tenant, ground.seeds, as.key ?? null);
  if (carried?.ok === false) return notRun(carried.error);
  const use = tenant === 'unset' ? 'never-set' : 'carrying';
  const user = await userOf(ground, as, tenant);
  if (!user.ok) return notRun(user.error);
  const opened =
    as.anywhere === true
      ? await ground.sessions.anywhere(as.role, as.database)
      : await ground.sessions.session(user.value, as.database, use);
  if (!opened.ok)
    return { observed: problemObserved(opened.error, ['42501', '28000']), statements: [`connect as ${as.role}`] };
  const opening = [...opened.value.become, ...(carried?.value ?? []), ...(as.opening ?? [])];
  const { session } = opened.value;
  const run = (): Promise<Run> => attemptAll({ session, opening }, attempts);
  return signed === null ? run() : withToken(ground, session, signed, run);
}

interface Signed {
  readonly setting: string;
  readonly tenant: string | null;
}

/** The session carries the token while it is attacked, and nothing afterwards. */
async function withToken(ground: Ground, session: Session, signed: Signed, run: () => Promise<Run>): Promise<Run> {
  const { setting, tenant } = signed;
  if (tenant === null) return notRun('nothing was seeded that a signed token could name');
  const set = await ground.tenantTokens.setFor(session, setting, tenant);
  if (!set.ok) return notRun(set.error);
  const { statement, token } = set.value;
  const carried = await session.attempt(statement, [token]);
  if (!carried.ok) return { observed: problemObserved(carried.error, []), statements: [statement.text] };
  try {
    const { observed, statements } = await run();
    return { observed, statements: [`${statement.text} -- $1: a signed token of tenant A`, ...statements] };
  } finally {
    await session.attempt(statement, ['']);
  }
}

/** Where the role is the tenant, a role of that tenant logs in, which may do what the attack's role may do. */
async function userOf(ground: Ground, as: As, tenant: TenantSession): Promise<Result<string, string>> {
  const { carrier } = as;
  if (carrier === undefined || carrier === null) return ok(as.role);
  const name = tenantRoleName(carrier, tenant, ground.seeds, as.key ?? null);
  return name === null ? ok(as.role) : ground.tenantRoles.of(name, as.role);
}

export function nothingSeeded(ground: Ground, relation: Parameters<Ground['seeds']['relation']>[0]): Run {
  const key = JSON.stringify(relation.path);
  const known = ground.seeds.notSeeded.find((each) => JSON.stringify(each.object.path) === key);
  return notRun(
    known === undefined ? `nothing was seeded in ${relation.path.join('.')}` : `not seeded: ${known.reason}`,
  );
}
