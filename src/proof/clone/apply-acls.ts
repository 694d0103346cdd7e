// Runs the ACL plans of one database. A grantor that is not the owner must reach the object's schema:
// while it grants it is a member of pg_read_all_data (USAGE on every schema), which holds no grant option.

import { isPredefinedRole } from '../../pg/predefined-role.js';
import { describeGrantee } from '../../pg/grantee.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import { planAcl } from './acl-tasks.js';
import type { GuardedObject } from './guarded.js';
import { list } from './names.js';
import type { CloneLog } from './log.js';
import { screenTasks } from './screened.js';
import { runTasks, type Task } from './task.js';

const GRANT: ReadonlySet<string> = new Set(['GrantStmt']);

interface Grant {
  readonly grantor: string | null;
  readonly task: Task;
}

export async function applyAcls(superuser: Session, objects: readonly GuardedObject[], log: CloneLog): Promise<void> {
  const predefined = objects.some((object) => object.given) ? await predefinedRoles(superuser) : [];
  const resets: Task[] = [];
  const waves: Grant[] = [];
  for (const guarded of objects) {
    const plan = planAcl(guarded, guarded.given ? predefined : []);
    const tasks = [...plan.reset, ...plan.grants.map((grant) => grant.task)];
    if (guarded.screened && (await screenTasks(tasks, GRANT, log)).length < tasks.length) continue;
    resets.push(...plan.reset);
    waves.push(...plan.grants);
    for (const item of plan.impossible) {
      log.notCloned(
        guarded.object,
        `${item.privilege} to ${describeGrantee(item.grantee)}: ${item.grantor} holds no grant option here`,
      );
    }
  }
  log.failures(await runTasks(superuser, resets));
  await runGrants(superuser, waves, log);
}

/** Consecutive grants of one grantor go together; the order between grantors stays. */
export async function runGrants(superuser: Session, grants: readonly Grant[], log: CloneLog): Promise<void> {
  const grantors = [...new Set(grants.flatMap((grant) => grant.grantor ?? []))];
  if (grantors.length > 0) await superuser.query(sql`GRANT pg_read_all_data TO ${list(grantors)}`);
  const byOwner = grants.filter((grant) => grant.grantor === null).map((grant) => grant.task);
  log.failures(await runTasks(superuser, byOwner));
  for (const grant of grants) {
    if (grant.grantor === null) continue;
    await superuser.query(sql`SET ROLE ${Ident.of(grant.grantor)}`);
    log.failures(await runTasks(superuser, [grant.task]));
    await superuser.query(sql`RESET ROLE`);
  }
  if (grantors.length > 0) await superuser.query(sql`REVOKE pg_read_all_data FROM ${list(grantors)}`);
}

async function predefinedRoles(superuser: Session): Promise<readonly string[]> {
  const { rows } = await superuser.query(sql`SELECT rolname FROM pg_catalog.pg_roles ORDER BY 1`);
  return rows.flatMap(([name]) => (name !== null && name !== undefined && isPredefinedRole(name) ? [name] : []));
}
