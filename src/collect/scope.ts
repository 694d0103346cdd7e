// Which objects are the user's, and which of PostgreSQL's own have been changed since initdb: those are
// kept, so that a grant on a system table or function is seen. 10 is the bootstrap superuser, 16384 the
// first OID of user objects (src/include/access/transam.h). pg_init_privs holds what initdb and
// CREATE EXTENSION granted. https://www.postgresql.org/docs/current/catalog-pg-init-privs.html

import { sql, type Sql } from '../sql/sql.js';

/** `n` is pg_namespace: neither TOAST nor a session's temporary objects. */
export const LASTING_SCHEMA: Sql = sql`n.nspname NOT LIKE 'pg\_toast%' AND n.nspname NOT LIKE 'pg\_temp\_%'`;

/** `n` is pg_namespace: not one of PostgreSQL's own. */
export const USER_SCHEMA: Sql = sql`n.nspname NOT IN ('pg_catalog', 'information_schema') AND ${LASTING_SCHEMA}`;

/** The comment on an object of catalog `catalog`, as a join; alias `remark`. */
export function remarkOf(catalog: Sql, oid: Sql): Sql {
  return sql`LEFT JOIN pg_catalog.pg_description remark ON remark.objoid = ${oid} AND remark.objsubid = 0
    AND remark.classoid = '${catalog}'::pg_catalog.regclass`;
}

/** The extension that an object belongs to, as a join; alias `extension`. */
export function extensionOf(catalog: Sql, oid: Sql): Sql {
  return sql`LEFT JOIN pg_catalog.pg_depend membership ON membership.objid = ${oid} AND membership.objsubid = 0
    AND membership.classid = '${catalog}'::pg_catalog.regclass AND membership.deptype = 'e'
    AND membership.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
  LEFT JOIN pg_catalog.pg_extension extension ON extension.oid = membership.refobjid`;
}

/** What the object's ACL was when initdb or CREATE EXTENSION had made it; alias `initial`. */
export function initialAclOf(catalog: Sql, oid: Sql): Sql {
  return sql`LEFT JOIN pg_catalog.pg_init_privs initial ON initial.objoid = ${oid} AND initial.objsubid = 0
    AND initial.classoid = '${catalog}'::pg_catalog.regclass`;
}

/**
 * Needs `n`, and the join `initialAclOf`. What initdb grants in information_schema comes after it fills
 * pg_init_privs: there, anything but SELECT for PUBLIC is a change.
 */
export function mineOrChanged(oid: Sql, owner: Sql, acl: Sql): Sql {
  return sql`(${USER_SCHEMA} OR ${LASTING_SCHEMA} AND (${oid} >= 16384 OR ${owner} <> 10
    OR CASE WHEN n.nspname = 'information_schema' AND initial.initprivs IS NULL THEN EXISTS (
        SELECT 1 FROM pg_catalog.aclexplode(${acl}) x WHERE x.grantee <> ${owner}
          AND NOT (x.grantee = 0 AND x.privilege_type = 'SELECT' AND NOT x.is_grantable))
      ELSE ${acl}::pg_catalog.text IS DISTINCT FROM initial.initprivs::pg_catalog.text END))`;
}

/** A role's name from its OID. */
export function roleName(oid: Sql): Sql {
  return sql`pg_catalog.pg_get_userbyid(${oid})`;
}

/** The path element of a routine, `name(argument types)`; needs alias `p` for pg_proc. */
export const SIGNATURE: Sql = sql`p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'`;

/** Of triggers, rules and event triggers. */
export const ENABLED_STATES = { O: 'origin', D: 'disabled', R: 'replica', A: 'always' } as const;
