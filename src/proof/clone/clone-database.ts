// One database of the source: the frame by superuser, the structure by the builder, then owners, ACLs and
// default privileges by superuser again. Nothing of the source is run by the superuser session.

import { itemsOf, type DatabaseInventory, type Inventory } from '../../inventory/index.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { sql } from '../../sql/sql.js';
import type { CloneReport } from '../model.js';
import type { ScratchCluster } from '../scratch/index.js';
import { applyAcls } from './apply-acls.js';
import { releaseBuilder } from './builder.js';
import { defaultPrivilegeTasks } from './default-privileges.js';
import { openAs, openAsSuperuser } from './door.js';
import { holdBackActive, publicationTasks, serverTasks, wrapperTasks } from './foreign.js';
import { guardedObjects, type Bootstrap } from './guarded.js';
import { CloneLog } from './log.js';
import { ownershipTasks } from './ownership.js';
import { isIdentitySequence } from './sequences.js';
import { createExtensions, createSchemas } from './schemas.js';
import { scopeOf, type CloneScope } from './scope.js';
import { screenTasks } from './screened.js';
import { buildStructure } from './stages.js';
import { runTasks, type Task } from './task.js';

export interface CloneContext {
  readonly inventory: Inventory;
  readonly cluster: ScratchCluster;
  readonly builder: string;
  readonly bootstrap: Bootstrap;
  /** Roles that exist here, to act as. */
  readonly roles: ReadonlySet<string>;
}

export async function cloneDatabase(context: CloneContext, database: DatabaseInventory): Promise<CloneReport> {
  const { cluster } = context;
  const log = new CloneLog();
  const superuser = await openAsSuperuser(cluster, database.name);
  try {
    await createSchemas(superuser, database, context.builder);
    await createExtensions(superuser, database, context.roles, context.bootstrap, log);
    const scope = scopeOf(database, cluster.major);
    await buildFrame(superuser, scope, context.builder, log);
    const builder = await openAs(cluster, database.name, context.builder);
    try {
      await buildStructure({ superuser, builder, builderName: context.builder }, scope, log);
    } finally {
      await builder.close();
    }
    await countRelations(superuser, scope, log);
    await handOver(superuser, context, scope, log);
    return log.report(database.name);
  } finally {
    await superuser.close();
  }
}

/** Foreign wrappers and servers; the builder may use them, and owns the extensions' schemas meanwhile. */
async function buildFrame(superuser: Session, scope: CloneScope, builder: string, log: CloneLog): Promise<void> {
  holdBackActive(scope, log);
  const schemas = itemsOf(scope.database.schemas)
    .filter((schema) => schema.extension !== null)
    .map((schema) => ({
      object: `schema ${schema.name}`,
      statement: sql`ALTER SCHEMA ${Ident.of(schema.name)} OWNER TO ${Ident.of(builder)}`,
    }));
  const servers = itemsOf(scope.database.foreignServers).map((server) => ({
    object: `foreign server ${server.name}`,
    statement: sql`ALTER SERVER ${Ident.of(server.name)} OWNER TO ${Ident.of(builder)}`,
  }));
  const wrappers = itemsOf(scope.database.foreignDataWrappers).map((wrapper) => ({
    object: `foreign-data wrapper ${wrapper.name}`,
    statement: sql`GRANT USAGE ON FOREIGN DATA WRAPPER ${Ident.of(wrapper.name)} TO ${Ident.of(builder)}`,
  }));
  log.failures(
    await runTasks(superuser, [...schemas, ...wrapperTasks(scope), ...serverTasks(scope), ...wrappers, ...servers]),
  );
}

async function handOver(superuser: Session, context: CloneContext, scope: CloneScope, log: CloneLog): Promise<void> {
  const publications = await screenTasks(publicationTasks(scope), new Set(['CreatePublicationStmt']), log);
  log.failures(await runTasks(superuser, [...publications, ...largeObjectTasks(scope)]));
  const owners = ownershipTasks(scope);
  const routines = await screenTasks(owners.routines, new Set(['AlterOwnerStmt']), log);
  log.failures(await runTasks(superuser, [...owners.plain, ...routines]));
  await releaseBuilder(superuser, context.builder);
  await applyAcls(superuser, guardedObjects(scope, context.bootstrap), log);
  log.failures(await runTasks(superuser, defaultPrivilegeTasks(scope)));
}

function largeObjectTasks(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.largeObjects).map((object) => ({
    object: `large object ${object.oid}`,
    statement: sql`SELECT pg_catalog.lo_create(${Literal.of(object.oid)}::pg_catalog.oid)`,
  }));
}

async function countRelations(superuser: Session, scope: CloneScope, log: CloneLog): Promise<void> {
  const { rows } = await superuser.query(sql`
    SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')`);
  const there = new Set(rows.map((row) => JSON.stringify(row)));
  for (const relation of scope.relations) {
    log.relations += 1;
    const key = JSON.stringify([relation.schema, relation.name]);
    if (there.has(key)) log.cloned += 1;
    else if (isIdentitySequence(scope, relation))
      log.notCloned(`sequence ${relation.schema}.${relation.name}`, 'its column has it under another name');
  }
}
