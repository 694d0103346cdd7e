// Administrators who are no superusers, with the rights that the manuals of the managed platforms describe: a
// group of the platform's, predefined roles, CREATEROLE, and memberships in some of the roles that are there. From
// 16 on CREATEROLE alone gives ADMIN on what one made, and neither INHERIT nor SET unless granted to oneself.
// https://www.postgresql.org/docs/current/role-attributes.html

import type { Client } from 'pg';
import { collectInventory } from '../../../../src/collect/index.js';
import { Secret } from '../../../../src/core/secret.js';
import type { Demand } from '../../../../src/demand/model.js';
import { connect, type Target } from '../../../../src/session/index.js';
import { quote, type Dice } from '../../access/dice.js';
import { DATABASE, ROLES } from '../../access/generated-cluster.js';
import type { Bench } from '../cluster.js';
import type { Wish } from './judge.js';

export interface Administrator {
  readonly substrate: string;
  readonly group: string;
  readonly attributes: string;
  readonly groupAttributes: string;
  /** Whom the database belongs to. */
  readonly owns: 'himself' | 'group';
  /** Predefined roles that his group has besides those for monitoring. */
  readonly data: readonly string[];
}

const DATA = ['pg_read_all_data', 'pg_write_all_data'];

export const ADMINISTRATORS: readonly Administrator[] = [
  {
    substrate: 'rds',
    group: 'rds_superuser',
    attributes: 'CREATEROLE CREATEDB',
    groupAttributes: '',
    owns: 'himself',
    data: [],
  },
  {
    substrate: 'cloud-sql',
    group: 'cloudsqlsuperuser',
    attributes: 'CREATEROLE CREATEDB',
    groupAttributes: 'CREATEROLE CREATEDB',
    owns: 'group',
    data: [],
  },
  {
    substrate: 'azure-flexible-server',
    group: 'azure_pg_admin',
    attributes: 'CREATEROLE CREATEDB REPLICATION BYPASSRLS',
    groupAttributes: '',
    owns: 'himself',
    data: DATA,
  },
  {
    substrate: 'neon',
    group: 'neon_superuser',
    attributes: 'CREATEROLE CREATEDB REPLICATION BYPASSRLS',
    groupAttributes: 'CREATEROLE CREATEDB REPLICATION BYPASSRLS',
    owns: 'himself',
    data: DATA,
  },
  {
    substrate: 'supabase',
    group: 'supabase_privileged_role',
    attributes: 'CREATEROLE CREATEDB REPLICATION BYPASSRLS',
    groupAttributes: '',
    owns: 'himself',
    data: ['pg_read_all_data'],
  },
];

const NAME = 'managed';
const MONITORING = ['pg_monitor', 'pg_signal_backend', 'pg_read_all_settings', 'pg_read_all_stats'];

/** `client`: a superuser's, in the generated database. */
export async function makeAdministrator(client: Client, kind: Administrator, major: number, dice: Dice): Promise<void> {
  const predefined = [
    ...MONITORING,
    ...kind.data,
    ...(major >= 15 ? ['pg_checkpoint'] : []),
    ...(major >= 16 ? ['pg_use_reserved_connections', 'pg_create_subscription'] : []),
    ...(major >= 17 ? ['pg_maintain'] : []),
  ];
  const { rows } = await client.query<{ readonly rolname: string }>('SELECT rolname FROM pg_roles WHERE rolsuper');
  const foreign = new Set(rows.map((row) => row.rolname));
  await client.query(`
    CREATE ROLE ${kind.group} NOLOGIN ${kind.groupAttributes};
    CREATE ROLE ${NAME} LOGIN ${kind.attributes} PASSWORD '${NAME}';
    GRANT ${predefined.join(', ')} TO ${kind.group} WITH ADMIN OPTION;
    GRANT ${kind.group} TO ${NAME} WITH ADMIN OPTION;
    GRANT CONNECT, CREATE ON DATABASE ${DATABASE} TO ${NAME};
    ALTER DATABASE ${DATABASE} OWNER TO ${kind.owns === 'group' ? kind.group : NAME}`);
  for (const role of ROLES) {
    if (foreign.has(role) || !dice.chance(75)) continue;
    for (const statement of membershipIn(quote(role), kind, major, dice)) await client.query(statement);
  }
}

function membershipIn(role: string, kind: Administrator, major: number, dice: Dice): readonly string[] {
  const acts = dice.chance(80);
  if (major < 16) return acts ? [`GRANT ${role} TO ${dice.chance(80) ? NAME : kind.group}`] : [];
  const made = `GRANT ${role} TO ${NAME} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`;
  return acts ? [made, `GRANT ${role} TO ${NAME} WITH INHERIT TRUE, SET TRUE GRANTED BY ${NAME}`] : [made];
}

/** On 14 and 15 `DROP ROLE` needs no order; what he owned was given back by undo, but for the database. */
export async function dropAdministrator(admin: Client, kind: Administrator): Promise<void> {
  for (const role of [NAME, kind.group]) await admin.query(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
}

export function administratorWish(bench: Bench, demands: readonly Demand[]): Wish {
  const { host, port } = bench.cluster;
  const target = (database: string): Target => ({
    host,
    port,
    user: NAME,
    password: new Secret(NAME),
    database,
    tls: { mode: 'disable', authority: null },
  });
  return {
    options: {
      connect: (database) => connect(target(database)),
      maintenanceDatabase: 'postgres',
      collect: null,
      includeHandOff: true,
    },
    planOptions: { handOff: 'include' },
    inventory: () => collectInventory(target('postgres')),
    demands: async () => demands,
  };
}
