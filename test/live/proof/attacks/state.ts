// The hand-written cluster before hardening, and what makes every fact untrue from the start.

import { plantedRows, TABLE_COLUMNS } from './scene.js';

const ROLES = [
  'r_tenant',
  'r_column',
  'r_mask',
  'r_use',
  'r_new',
  'r_become',
  'r_attribute',
  'r_owner',
  'r_path',
  'r_view',
  'r_connect',
  'r_audit',
  'r_password',
  'r_setting',
  'r_limit',
  'r_statistics',
];

export const UNSHIELDED: readonly string[] = [
  'CREATE ROLE owner NOLOGIN',
  'CREATE ROLE creator NOLOGIN',
  'CREATE ROLE strong NOLOGIN',
  ...ROLES.map((role) => `CREATE ROLE ${role} LOGIN`),
  'ALTER ROLE r_use NOLOGIN',
  'REVOKE ALL ON DATABASE postgres FROM PUBLIC',
  `GRANT CONNECT, TEMPORARY ON DATABASE postgres TO ${ROLES.filter((role) => role !== 'r_use').join(', ')}`,
  'CREATE SCHEMA s AUTHORIZATION owner',
  `GRANT USAGE ON SCHEMA s TO ${ROLES.join(', ')}`,
  'GRANT CREATE, USAGE ON SCHEMA s TO creator',
  ...['docs', 'people', 'notes'].flatMap((name) => [
    `CREATE TABLE s.${name} (${TABLE_COLUMNS})`,
    `ALTER TABLE s.${name} OWNER TO owner`,
    plantedRows(name),
  ]),
  'GRANT SELECT, INSERT, UPDATE, DELETE ON s.docs TO r_tenant',
  "CREATE POLICY own ON s.docs USING (tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid)",
  'GRANT SELECT (id, body) ON s.people TO r_column',
  'CREATE VIEW s.masked AS SELECT id, left(secret, 1) AS secret FROM s.people',
  'ALTER VIEW s.masked OWNER TO owner',
  'GRANT SELECT ON s.masked TO r_mask',
  'CREATE FUNCTION s.read_all() RETURNS SETOF s.docs LANGUAGE sql STABLE SECURITY DEFINER AS $$SELECT * FROM s.docs$$',
  'CREATE FUNCTION s.count_notes(who uuid) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$BEGIN RETURN (SELECT count(*) FROM notes WHERE tenant_id IS NOT DISTINCT FROM who); END$$',
  'ALTER FUNCTION s.count_notes(uuid) OWNER TO owner',
  'GRANT SELECT ON s.docs TO r_view',
  'CREATE TABLE s.mine (id int)',
];

/** What makes the facts untrue before anything is proved. */
export const WEAKENED: readonly string[] = [
  'GRANT SELECT ON s.people TO r_column, r_statistics',
  'ALTER ROLE r_path SET search_path = s, public',
  'CREATE OR REPLACE VIEW s.masked AS SELECT id, secret FROM s.people',
  'GRANT ALL ON s.notes TO r_use',
  'ALTER DEFAULT PRIVILEGES FOR ROLE creator IN SCHEMA s GRANT SELECT ON TABLES TO r_new',
  'GRANT strong TO r_become',
  'ALTER ROLE r_attribute CREATEROLE CREATEDB REPLICATION',
  'ALTER TABLE s.mine OWNER TO r_owner',
  "ALTER SYSTEM SET password_encryption = 'md5'",
  "ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1.2'",
];
