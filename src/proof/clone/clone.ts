// Rebuilds a representative database cluster from an inventory: every definition, owner, privilege and role,
// and no row. Without pg_dump, so that an inventory file is enough; and so that the superuser session runs
// no code of the source (DESIGN.md section 11). The SUPERUSER attributes of the source come last.

import { itemsOf, type DatabaseFact, type Inventory } from '../../inventory/index.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { integer, sql } from '../../sql/sql.js';
import type { CloneReport } from '../model.js';
import type { ScratchCluster } from '../scratch/index.js';
import { runGrants } from './apply-acls.js';
import { planAcl } from './acl-tasks.js';
import { createBuilder, dropBuilder, freeRoleName } from './builder.js';
import { cloneDatabase, type CloneContext } from './clone-database.js';
import { openAsSuperuser } from './door.js';
import type { Bootstrap } from './guarded.js';
import { CloneLog } from './log.js';
import { membershipTasks } from './memberships.js';
import { give, superuserOwnedTasks } from './ownership.js';
import { clonedRoles, roleTasks, superuserTasks } from './roles.js';
import { scopeOf } from './scope.js';
import { roleSettingTasks, settingName } from './settings.js';
import { retryTasks, runTasks, type Task } from './task.js';

export interface CloneOptions {
  /** Databases to clone; all of the inventory when absent. */
  readonly databases?: readonly string[];
}

/** The cluster-wide part of a clone is reported under this name, which no database can have. */
export const CLUSTER_REPORT = '';

const ADMINISTRATION = 'postgres';

/** @throws OperationError when the scratch server itself refuses; objects that it refuses are in the reports. */
export async function cloneInventory(
  inventory: Inventory,
  cluster: ScratchCluster,
  options: CloneOptions = {},
): Promise<readonly CloneReport[]> {
  const log = new CloneLog();
  const superuser = await openAsSuperuser(cluster, ADMINISTRATION);
  try {
    log.failures(await runTasks(superuser, roleTasks(inventory, cluster.superuser)));
    const builder = freeRoleName('pgrampart_builder', inventory);
    await createBuilder(superuser, builder);
    await createDatabases(superuser, inventory, log);
    const bootstrap = { source: bootstrapOf(inventory), here: cluster.superuser };
    const roles = new Set(clonedRoles(inventory, cluster.superuser).map((role) => role.name));
    const reports = await cloneDatabases({ inventory, cluster, builder, bootstrap, roles }, options, log);
    await dropBuilder(superuser, builder);
    await finishCluster(superuser, inventory, cluster, bootstrap, log);
    return [log.report(CLUSTER_REPORT), ...reports];
  } finally {
    await superuser.close();
  }
}

async function cloneDatabases(
  context: CloneContext,
  options: CloneOptions,
  log: CloneLog,
): Promise<readonly CloneReport[]> {
  const wanted = options.databases === undefined ? null : new Set(options.databases);
  const reports: CloneReport[] = [];
  for (const database of context.inventory.databases) {
    if (wanted !== null && !wanted.has(database.name))
      log.heldBack(`database ${database.name}`, 'it was not asked for');
    else reports.push(await cloneDatabase(context, database));
  }
  return reports;
}

/** The name that the source's initdb gave; its grants and system objects are the scratch superuser's here. */
export function bootstrapOf(inventory: Inventory): string | null {
  const template = itemsOf(inventory.cluster.databaseFacts).find((fact) => fact.name === 'template0');
  if (template !== undefined) return template.owner;
  for (const database of inventory.databases) {
    const language = itemsOf(database.languages).find((item) => item.name === 'internal' || item.name === 'c');
    if (language !== undefined) return language.owner;
  }
  return null;
}

async function createDatabases(superuser: Session, inventory: Inventory, log: CloneLog): Promise<void> {
  const { rows } = await superuser.query(sql`SELECT datname FROM pg_catalog.pg_database`);
  const there = new Set(rows.map(([name]) => name));
  for (const fact of databaseFacts(inventory)) {
    if (there.has(fact.name)) continue;
    const outcome = await superuser.attempt(
      sql`CREATE DATABASE ${Ident.of(fact.name)} TEMPLATE template0 ENCODING ${Literal.of(fact.encoding)}`,
    );
    if (!outcome.ok) log.notCloned(`database ${fact.name}`, outcome.error.message);
  }
}

/** Known from the cluster's section, else (offline) from the databases that were read. */
function databaseFacts(inventory: Inventory): readonly DatabaseFact[] {
  const facts = itemsOf(inventory.cluster.databaseFacts);
  const known = new Set(facts.map((fact) => fact.name));
  const missing = inventory.databases.filter((database) => !known.has(database.name));
  return [
    ...facts,
    ...missing.map(({ name }) => ({
      name,
      owner: '',
      acl: null,
      encoding: 'UTF8',
      isTemplate: false,
      allowConnections: true,
      connectionLimit: -1,
      comment: null,
      notRead: null,
    })),
  ];
}

async function finishCluster(
  superuser: Session,
  inventory: Inventory,
  cluster: ScratchCluster,
  bootstrap: Bootstrap,
  log: CloneLog,
): Promise<void> {
  const facts = databaseFacts(inventory).filter((fact) => fact.name !== 'template0' && fact.name !== 'template1');
  log.failures(await runTasks(superuser, facts.flatMap(databaseTasks)));
  await clusterAcls(superuser, inventory, facts, bootstrap, log);
  const memberships = membershipTasks(inventory, cluster.major, bootstrap.source);
  log.failures(await retryTasks(superuser, await runTasks(superuser, memberships)));
  log.failures(await runTasks(superuser, roleSettingTasks(inventory, log)));
  for (const space of itemsOf(inventory.cluster.tablespaces)) {
    if (!space.name.startsWith('pg_'))
      log.heldBack(`tablespace ${space.name}`, 'a tablespace is a directory of the source’s machine');
  }
  log.failures(await runTasks(superuser, superuserTasks(inventory, cluster.superuser)));
  await giveToSuperusers(inventory, cluster, log);
  log.failures(await runTasks(superuser, facts.flatMap(templateTasks)));
}

function databaseTasks(fact: DatabaseFact): readonly Task[] {
  const object = `database ${fact.name}`;
  const name = Ident.of(fact.name);
  const limit = { object, statement: sql`ALTER DATABASE ${name} CONNECTION LIMIT ${integer(fact.connectionLimit)}` };
  const comment =
    fact.comment === null
      ? []
      : [{ object, statement: sql`COMMENT ON DATABASE ${name} IS ${Literal.of(fact.comment)}` }];
  return [
    ...(fact.owner === '' ? [] : [give(object, sql`DATABASE ${name}`, fact.owner)]),
    ...(fact.connectionLimit === -1 ? [] : [limit]),
    ...comment,
  ];
}

/** Last: nobody connects to a database that does not allow it. */
function templateTasks(fact: DatabaseFact): readonly Task[] {
  const object = `database ${fact.name}`;
  const options = [
    ...(fact.isTemplate ? [sql`IS_TEMPLATE true`] : []),
    ...(fact.allowConnections ? [] : [sql`ALLOW_CONNECTIONS false`]),
  ];
  return options.map((option) => ({ object, statement: sql`ALTER DATABASE ${Ident.of(fact.name)} ${option}` }));
}

async function clusterAcls(
  superuser: Session,
  inventory: Inventory,
  facts: readonly DatabaseFact[],
  bootstrap: Bootstrap,
  log: CloneLog,
): Promise<void> {
  const plans = [
    ...facts
      .filter((fact) => fact.owner !== '')
      .map((fact) =>
        planAcl({
          object: `ACL of database ${fact.name}`,
          target: sql`DATABASE ${Ident.of(fact.name)}`,
          owner: fact.owner,
          acl: fact.acl,
        }),
      ),
    ...itemsOf(inventory.cluster.parameterAcls).map((parameter) =>
      parameterAcl(parameter.name, parameter.acl, bootstrap),
    ),
  ];
  log.failures(
    await runTasks(
      superuser,
      plans.flatMap((plan) => plan.reset),
    ),
  );
  await runGrants(
    superuser,
    plans.flatMap((plan) => plan.grants),
    log,
  );
}

function parameterAcl(name: string, acl: DatabaseFact['acl'], bootstrap: Bootstrap): ReturnType<typeof planAcl> {
  const owner = bootstrap.source ?? bootstrap.here;
  const others = acl?.filter((item) => item.grantee.kind === 'public' || item.grantee.name !== owner) ?? null;
  const target = sql`PARAMETER ${settingName(name)}`;
  return { ...planAcl({ object: `ACL of parameter ${name}`, target, owner, acl: others }), reset: [] };
}

/** Owners that must be superusers: possible only now. */
async function giveToSuperusers(inventory: Inventory, cluster: ScratchCluster, log: CloneLog): Promise<void> {
  for (const database of inventory.databases) {
    const tasks = superuserOwnedTasks(scopeOf(database, cluster.major));
    if (tasks.length === 0) continue;
    const session = await openAsSuperuser(cluster, database.name);
    log.failures(await runTasks(session, tasks));
    await session.close();
  }
}
