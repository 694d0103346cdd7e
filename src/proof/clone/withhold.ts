// Before code of the source may run (seeding, attacks) no role of it may reach the host: SUPERUSER, the
// server-program and server-file roles, EXECUTE on functions that read or write files, and before 16
// CREATEROLE (which could grant those roles). `restore` brings the exact state back, for undo and the
// second plan. https://www.postgresql.org/docs/current/predefined-roles.html

import type { Membership } from '../../inventory/index.js';
import type { AclItem } from '../../pg/acl.js';
import { PUBLIC, roleGrantee } from '../../pg/grantee.js';
import type { Rows, Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import type { ScratchCluster } from '../scratch/index.js';
import { planAcl, type Guarded } from './acl-tasks.js';
import { runGrants } from './apply-acls.js';
import { openAsSuperuser } from './door.js';
import { CloneLog } from './log.js';
import { grantMembership } from './memberships.js';
import { retryTasks, runTasks, type Task } from './task.js';

export interface Withheld {
  /** For the evidence: what was taken away for the time being, sorted. */
  readonly rights: readonly string[];
  /** Brings everything back. @throws OperationError when the server refuses. */
  restore(): Promise<void>;
}

const FORBIDDEN_ROLES = ['pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files'] as const;
const FILE_FUNCTIONS =
  /^(lo_import|lo_export|pg_read_file|pg_read_binary_file|pg_read_file_old|pg_stat_file|pg_ls_dir|pg_file_.*|pg_logdir_ls|dblink_connect_u|pg_reload_conf|pg_rotate_logfile.*|pg_current_logfile)$/u;

interface Part {
  readonly rights: readonly string[];
  readonly restore: () => Promise<void>;
}

/** `databases`: every database in which attacks or seeds will run. */
export async function withholdDangerousRights(
  cluster: ScratchCluster,
  databases: readonly string[],
): Promise<Withheld> {
  const parts: Part[] = [];
  for (const database of databases) parts.push(await withholdFunctions(cluster, database));
  parts.push(await withholdMemberships(cluster), await withholdAttributes(cluster));
  return {
    rights: parts.flatMap((part) => part.rights).sort(),
    restore: async () => {
      for (const part of parts) await part.restore();
    },
  };
}

async function inDatabase<T>(
  cluster: ScratchCluster,
  database: string,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await openAsSuperuser(cluster, database);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

async function runAll(session: Session, tasks: readonly Task[]): Promise<void> {
  const failed = await retryTasks(session, await runTasks(session, tasks));
  // The first refusal again, as an error.
  for (const { task } of failed) await session.query(task.statement);
}

async function withholdAttributes(cluster: ScratchCluster): Promise<Part> {
  return inDatabase(cluster, 'postgres', async (session) => {
    const attributes = readAttributes(await session.query(attributeQuery(cluster.superuser)), cluster.major);
    await runAll(
      session,
      attributes.map((item) => ({ object: item.right, statement: item.no })),
    );
    const back = attributes.map((item) => ({ object: item.right, statement: item.yes })).reverse();
    return {
      rights: attributes.filter((item) => /^(SUPERUSER|CREATEROLE) /u.test(item.right)).map((item) => item.right),
      restore: () => inDatabase(cluster, 'postgres', (again) => runAll(again, back)),
    };
  });
}

function attributeQuery(superuser: string): Sql {
  return sql`SELECT r.rolname, r.rolsuper, r.rolcreaterole, r.rolbypassrls,
      EXISTS (SELECT FROM pg_catalog.pg_auth_members m WHERE m.roleid = r.oid),
      pg_catalog.array_to_string(ARRAY(SELECT g.rolname FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g
        ON g.oid = m.roleid WHERE m.member = r.oid AND g.rolname IN ('pg_read_all_data', 'pg_write_all_data')), ',')
    FROM pg_catalog.pg_roles r WHERE (r.rolsuper OR r.rolcreaterole) AND r.rolname <> ${Literal.of(superuser)}
    ORDER BY r.rolname`;
}

interface Swap {
  readonly right: string;
  readonly no: Sql;
  readonly yes: Sql;
}

/**
 * A former superuser keeps its reach over data (its definer functions and triggers must still work), not over
 * the host. Not where it has members: they would inherit that, as they never inherit SUPERUSER.
 */
function readAttributes({ rows }: Rows, major: number): readonly Swap[] {
  const swaps: Swap[] = [];
  for (const [name, superuser, createRole, bypass, hasMembers, holds] of rows) {
    const role = Ident.of(name ?? '');
    if (createRole === 't' && major < 16) {
      swaps.push(
        swap(`CREATEROLE of ${name}`, sql`ALTER ROLE ${role} NOCREATEROLE`, sql`ALTER ROLE ${role} CREATEROLE`),
      );
    }
    if (superuser !== 't') continue;
    swaps.push(swap(`SUPERUSER of ${name}`, sql`ALTER ROLE ${role} NOSUPERUSER`, sql`ALTER ROLE ${role} SUPERUSER`));
    if (bypass !== 't')
      swaps.push(
        swap(`row security of ${name}`, sql`ALTER ROLE ${role} BYPASSRLS`, sql`ALTER ROLE ${role} NOBYPASSRLS`),
      );
    const held = new Set((holds ?? '').split(','));
    for (const data of DATA_ROLES) {
      if (hasMembers === 't' || held.has(data)) continue;
      swaps.push(
        swap(
          `data of all by ${name}`,
          sql`GRANT ${Ident.of(data)} TO ${role}`,
          sql`REVOKE ${Ident.of(data)} FROM ${role}`,
        ),
      );
    }
  }
  return swaps;
}

const DATA_ROLES = ['pg_read_all_data', 'pg_write_all_data'] as const;

function swap(right: string, no: Sql, yes: Sql): Swap {
  return { right, no, yes };
}

async function withholdMemberships(cluster: ScratchCluster): Promise<Part> {
  return inDatabase(cluster, 'postgres', async (session) => {
    const memberships = readMemberships(await session.query(membershipQuery(cluster.major)));
    const revokes = memberships.map((item) => ({
      object: `membership of ${item.member} in ${item.role}`,
      statement: revokeMembership(item, cluster.major),
    }));
    await runAll(session, revokes);
    const grants = memberships.map((item, index) => ({
      object: revokes[index]?.object ?? '',
      statement: grantMembership(item, cluster.major, cluster.superuser),
    }));
    return {
      rights: revokes.map((task) => task.object),
      restore: () => inDatabase(cluster, 'postgres', (again) => runAll(again, grants)),
    };
  });
}

function membershipQuery(major: number): Sql {
  const options = major >= 16 ? sql`m.inherit_option, m.set_option` : sql`true, true`;
  const names = join(
    FORBIDDEN_ROLES.map((name) => Literal.of(name)),
    sql`, `,
  );
  return sql`SELECT r.rolname, u.rolname, g.rolname, m.admin_option, ${options}
    FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.roleid
    JOIN pg_catalog.pg_roles u ON u.oid = m.member LEFT JOIN pg_catalog.pg_roles g ON g.oid = m.grantor
    WHERE r.rolname IN (${names}) AND u.rolname NOT LIKE 'pg\\_%' ORDER BY 1, 2, 3`;
}

function readMemberships({ rows }: Rows): readonly Membership[] {
  return rows.map(([role, member, grantor, admin, inherit, set]) => ({
    role: role ?? '',
    member: member ?? '',
    grantor: grantor ?? null,
    admin: admin === 't',
    inherit: inherit === 't',
    set: set === 't',
  }));
}

function revokeMembership({ role, member, grantor }: Membership, major: number): Sql {
  const by = major >= 16 && grantor !== null ? sql` GRANTED BY ${Ident.of(grantor)}` : sql``;
  return sql`REVOKE ${Ident.of(role)} FROM ${Ident.of(member)}${by} CASCADE`;
}

async function withholdFunctions(cluster: ScratchCluster, database: string): Promise<Part> {
  return inDatabase(cluster, database, async (session) => {
    const functions = readFunctions(await session.query(FUNCTION_ACLS));
    const revokes = functions.map((guarded) => ({
      object: guarded.object,
      statement: sql`REVOKE ALL ON ${guarded.target} FROM ${grantees(guarded)} CASCADE`,
    }));
    await runAll(session, revokes);
    const plans = functions.map((guarded) => planAcl(guarded));
    return {
      rights: functions.map((guarded) => guarded.object),
      restore: () =>
        inDatabase(cluster, database, async (again) => {
          await runAll(
            again,
            plans.flatMap((plan) => plan.reset),
          );
          await runGrants(
            again,
            plans.flatMap((plan) => plan.grants),
            new CloneLog(),
          );
        }),
    };
  });
}

const FUNCTION_ACLS: Sql = sql`SELECT p.oid, n.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid),
    o.rolname, CASE WHEN a.grantee <> 0 THEN pg_catalog.pg_get_userbyid(a.grantee) END,
    pg_catalog.pg_get_userbyid(a.grantor), a.is_grantable
  FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_roles o ON o.oid = p.proowner, LATERAL pg_catalog.aclexplode(p.proacl) a
  WHERE p.prolang IN (12, 13) OR n.nspname = 'pg_catalog'
  ORDER BY p.oid`;

/** Functions on files whose list names anybody but the owner and the server's own roles. */
function readFunctions({ rows }: Rows): readonly Guarded[] {
  const found = new Map<string, { guarded: Omit<Guarded, 'acl'>; acl: AclItem[] }>();
  for (const [oid, schema, name, args, owner, grantee, grantor, grantable] of rows) {
    if (!FILE_FUNCTIONS.test(name ?? '')) continue;
    const target = sql`FUNCTION ${qualified(schema ?? '', name ?? '')}(${verbatim(args ?? '')})`;
    const object = `EXECUTE on ${schema}.${name}(${args}) by others than its owner`;
    const entry = found.get(oid ?? '') ?? { guarded: { object, target, owner: owner ?? '' }, acl: [] };
    const who = grantee === null || grantee === undefined ? PUBLIC : roleGrantee(grantee);
    entry.acl.push({ grantee: who, grantor: grantor ?? '', privilege: 'EXECUTE', grantable: grantable === 't' });
    found.set(oid ?? '', entry);
  }
  return [...found.values()]
    .map(({ guarded, acl }) => ({ ...guarded, acl }))
    .filter((guarded) => others(guarded).length > 0);
}

function others(guarded: Guarded): readonly AclItem[] {
  return (guarded.acl ?? []).filter(
    ({ grantee }) => grantee.kind === 'public' || (grantee.name !== guarded.owner && !grantee.name.startsWith('pg_')),
  );
}

function grantees(guarded: Guarded): Sql {
  const names = others(guarded).map(({ grantee }) =>
    grantee.kind === 'public' ? sql`PUBLIC` : sql`${Ident.of(grantee.name)}`,
  );
  return join(names, sql`, `);
}
