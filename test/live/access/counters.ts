// What a generated or loaded state really holds, counted by the server. A law that met none of a thing has not
// judged it: a zero fails.

import { writeSync } from 'node:fs';
import type { Client } from 'pg';

export type Counters = Map<string, number>;

const COUNTS: { readonly [what: string]: string } = {
  'membership, admin': 'SELECT count(*) FROM pg_auth_members WHERE admin_option',
  'membership, not admin': 'SELECT count(*) FROM pg_auth_members WHERE NOT admin_option',
  'membership nested three deep': `SELECT count(*) FROM pg_auth_members a JOIN pg_auth_members b ON b.member = a.roleid
    JOIN pg_auth_members c ON c.member = b.roleid`,
  'role NOINHERIT': 'SELECT count(*) FROM pg_roles WHERE NOT rolinherit',
  'hostile name': `SELECT count(*) FROM pg_roles WHERE rolname ~ '[^a-z0-9_]'`,
  'table list': "SELECT count(*) FROM pg_class WHERE relacl IS NOT NULL AND relkind IN ('r', 'p') AND oid >= 16384",
  'view list': `SELECT count(*) FROM pg_class WHERE relacl IS NOT NULL AND relkind = 'v' AND oid >= 16384`,
  'materialized view list': `SELECT count(*) FROM pg_class WHERE relacl IS NOT NULL AND relkind = 'm'`,
  'sequence list': `SELECT count(*) FROM pg_class WHERE relacl IS NOT NULL AND relkind = 'S'`,
  'column list': 'SELECT count(*) FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid >= 16384',
  'column under a table grant': `SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid,
    aclexplode(a.attacl) x, aclexplode(c.relacl) y WHERE x.grantee = y.grantee AND x.privilege_type = y.privilege_type`,
  'schema list': 'SELECT count(*) FROM pg_namespace WHERE nspacl IS NOT NULL AND oid >= 16384',
  'routine list': 'SELECT count(*) FROM pg_proc WHERE proacl IS NOT NULL AND oid >= 16384',
  'type list': 'SELECT count(*) FROM pg_type WHERE typacl IS NOT NULL',
  'language list': 'SELECT count(*) FROM pg_language WHERE lanacl IS NOT NULL',
  'wrapper list': 'SELECT count(*) FROM pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL',
  'server list': 'SELECT count(*) FROM pg_foreign_server WHERE srvacl IS NOT NULL',
  'tablespace list': 'SELECT count(*) FROM pg_tablespace WHERE spcacl IS NOT NULL',
  'database list': 'SELECT count(*) FROM pg_database WHERE datacl IS NOT NULL AND datname = current_database()',
  'large object list': 'SELECT count(*) FROM pg_largeobject_metadata WHERE lomacl IS NOT NULL',
  'granted to PUBLIC': 'SELECT count(*) FROM pg_class, aclexplode(relacl) WHERE oid >= 16384 AND grantee = 0',
  'grant option': 'SELECT count(*) FROM pg_class, aclexplode(relacl) WHERE oid >= 16384 AND is_grantable',
  'grantor chain of three': `WITH item AS (SELECT oid, relowner, x.* FROM pg_class, aclexplode(relacl) x WHERE oid >= 16384)
    SELECT count(*) FROM item a JOIN item b ON b.oid = a.oid AND b.grantor = a.grantee AND b.grantor <> b.relowner
      AND b.privilege_type = a.privilege_type
    JOIN item c ON c.oid = b.oid AND c.grantor = b.grantee AND c.grantor <> c.relowner AND c.privilege_type = b.privilege_type
    WHERE a.grantor = a.relowner`,
  'owner who revoked from himself': `SELECT count(*) FROM pg_class c WHERE relkind IN ('r', 'p', 'v', 'm') AND relacl IS NOT NULL
    AND oid >= 16384 AND NOT EXISTS (SELECT FROM aclexplode(relacl) WHERE grantee = relowner AND privilege_type = 'SELECT')`,
  'default revoked from PUBLIC': `SELECT count(*) FROM pg_proc p WHERE proacl IS NOT NULL AND oid >= 16384
    AND NOT EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0)`,
};

const SINCE: { readonly [major: number]: { readonly [what: string]: string } } = {
  15: {
    'parameter list': 'SELECT count(*) FROM pg_parameter_acl',
    'invoker view': `SELECT count(*) FROM pg_class WHERE 'security_invoker=on' = ANY (reloptions)`,
  },
  16: {
    'membership, inherit': 'SELECT count(*) FROM pg_auth_members WHERE inherit_option',
    'membership, not inherit': 'SELECT count(*) FROM pg_auth_members WHERE NOT inherit_option',
    'membership, set': 'SELECT count(*) FROM pg_auth_members WHERE set_option',
    'membership, not set': 'SELECT count(*) FROM pg_auth_members WHERE NOT set_option',
  },
  17: {
    MAINTAIN: `SELECT count(*) FROM pg_class, aclexplode(relacl) WHERE oid >= 16384 AND privilege_type = 'MAINTAIN' AND grantee <> relowner`,
  },
};

export async function count(client: Client, major: number, counters: Counters): Promise<void> {
  const since = Object.entries(SINCE).flatMap(([from, more]) => (Number(from) <= major ? Object.entries(more) : []));
  const all = [...Object.entries(COUNTS), ...since];
  const list = all.map(([, query]) => `(${query})`).join(', ');
  const { rows } = await client.query<string[]>({ text: `SELECT ${list}`, rowMode: 'array' });
  for (const [place, [what]] of all.entries()) add(counters, what, Number(rows[0]?.[place] ?? 0));
}

export function add(counters: Counters, what: string, number: number): void {
  counters.set(what, (counters.get(what) ?? 0) + number);
}

export function zeros(counters: Counters): readonly string[] {
  return [...counters].flatMap(([what, number]) => (number === 0 ? [what] : []));
}

export function print(title: string, counters: Counters): void {
  const lines = [...counters].map(([what, number]) => `  ${String(number).padStart(10)} ${what}`);
  writeSync(1, `${title}\n${lines.join('\n')}\n`);
}
