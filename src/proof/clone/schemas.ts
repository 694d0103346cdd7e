// Schemas and extensions of one database: what must be there before anything of the source is. No code of
// the source exists yet at this point; the extension scripts are the server's own files.

import { reachProblem } from '../../sql/screen-routine.js';
import { itemsOf, type DatabaseInventory, type ExtensionFact } from '../../inventory/index.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { sql } from '../../sql/sql.js';
import type { Bootstrap } from './guarded.js';
import type { CloneLog } from './log.js';
import { isSystemSchema } from './names.js';
import { describeProblem } from './task.js';

/** Every schema of the source, owned by the builder for now. */
export async function createSchemas(session: Session, database: DatabaseInventory, builder: string): Promise<void> {
  const wanted = new Set(itemsOf(database.schemas).map((schema) => schema.name));
  const owner = Ident.of(builder);
  await session.query(
    wanted.has('public') ? sql`ALTER SCHEMA public OWNER TO ${owner}` : sql`DROP SCHEMA IF EXISTS public`,
  );
  for (const schema of itemsOf(database.schemas)) {
    if (isSystemSchema(schema.name) || schema.extension !== null || schema.name === 'public') continue;
    await session.query(sql`CREATE SCHEMA ${Ident.of(schema.name)} AUTHORIZATION ${owner}`);
  }
}

/** Extensions that this server has, each created as its owner in the source (or by our superuser for the source's bootstrap superuser). */
export async function createExtensions(
  session: Session,
  database: DatabaseInventory,
  owners: ReadonlySet<string>,
  bootstrap: Bootstrap,
  log: CloneLog,
): Promise<void> {
  const present = await presentExtensions(session);
  const wanted = itemsOf(database.extensions).map((extension) => ({
    ...extension,
    owner: extension.owner === bootstrap.source ? bootstrap.here : extension.owner,
  }));
  await dropUnwanted(session, present, wanted);
  let waiting = wanted.filter((extension) => present.get(extension.name) !== extension.owner);
  let problems = new Map<string, string>();
  for (;;) {
    problems = new Map();
    for (const extension of waiting) {
      const problem = await createExtension(session, extension, owners);
      if (problem !== null) problems.set(extension.name, problem);
    }
    if (problems.size === 0 || problems.size === waiting.length) break;
    waiting = waiting.filter((extension) => problems.has(extension.name));
  }
  for (const [name, reason] of problems) log.notCloned(`extension ${name}`, reason);
}

async function presentExtensions(session: Session): Promise<ReadonlyMap<string, string>> {
  const { rows } = await session.query(sql`
    SELECT extname, rolname FROM pg_catalog.pg_extension JOIN pg_catalog.pg_roles ON pg_roles.oid = extowner`);
  return new Map(rows.map(([name, owner]) => [name ?? '', owner ?? '']));
}

/** The template brings plpgsql, owned by our superuser; the source may have none, or another owner for it. */
async function dropUnwanted(
  session: Session,
  present: ReadonlyMap<string, string>,
  wanted: readonly ExtensionFact[],
): Promise<void> {
  const owners = new Map(wanted.map((extension) => [extension.name, extension.owner]));
  for (const [name, owner] of present) {
    if (owners.get(name) !== owner) await session.query(sql`DROP EXTENSION ${Ident.of(name)}`);
  }
}

async function createExtension(
  session: Session,
  extension: ExtensionFact,
  owners: ReadonlySet<string>,
): Promise<string | null> {
  const reach = reachProblem(extension.name);
  if (reach !== undefined) return reach;
  const as = owners.has(extension.owner) ? Ident.of(extension.owner) : null;
  if (as !== null) await session.query(sql`ALTER ROLE ${as} SUPERUSER`);
  if (as !== null) await session.query(sql`SET ROLE ${as}`);
  const create = sql`CREATE EXTENSION ${Ident.of(extension.name)} WITH SCHEMA ${Ident.of(extension.schema)}`;
  const exact = await session.attempt(sql`${create} VERSION ${Literal.of(extension.version)}`);
  const outcome = exact.ok ? exact : await session.attempt(create);
  if (as !== null) await session.query(sql`RESET ROLE`);
  if (as !== null) await session.query(sql`ALTER ROLE ${as} NOSUPERUSER`);
  return outcome.ok ? null : describeProblem(outcome.error);
}
