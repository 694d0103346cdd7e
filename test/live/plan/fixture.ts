// What the plan laws are tried on: owners that are logins, grant options in chains, column grants, hostile
// names, default privileges, views, routines and policies.

const GENERAL = `
CREATE ROLE app LOGIN;
CREATE ROLE owner_b LOGIN CREATEDB;
CREATE ROLE reader;
CREATE ROLE "weird ""role"", x";
CREATE ROLE clerk LOGIN;
CREATE ROLE clerk2 LOGIN;
CREATE ROLE boss SUPERUSER LOGIN;
GRANT reader TO clerk WITH ADMIN OPTION;
GRANT pg_read_all_data TO clerk2;
CREATE SCHEMA app AUTHORIZATION app;
CREATE SCHEMA "odd ""schema";
GRANT USAGE ON SCHEMA app TO reader, clerk;
GRANT USAGE ON SCHEMA "odd ""schema" TO PUBLIC;
SET ROLE app;
CREATE TABLE app.tenants (id bigint PRIMARY KEY, name varchar(40) NOT NULL);
CREATE TABLE app.docs (id bigserial PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES app.tenants, title varchar(80), body text, ssn text);
CREATE TABLE app.members (user_id text, tenant_id bigint);
CREATE TABLE app.log (at date NOT NULL, tenant_id bigint, line text) PARTITION BY RANGE (at);
CREATE TABLE app.log_1 PARTITION OF app.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE VIEW app.titles AS SELECT id, title FROM app.docs;
CREATE FUNCTION app.count_docs(integer, text DEFAULT 'x') RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM app.docs';
GRANT SELECT ON app.docs TO reader WITH GRANT OPTION;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.docs TO owner_b;
GRANT SELECT (title), UPDATE (title) ON app.docs TO clerk2;
GRANT SELECT ON app.titles TO PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA app GRANT SELECT ON TABLES TO reader;
RESET ROLE;
SET ROLE reader;
GRANT SELECT ON app.docs TO clerk WITH GRANT OPTION;
RESET ROLE;
SET ROLE clerk;
GRANT SELECT ON app.docs TO clerk2, "weird ""role"", x";
RESET ROLE;
CREATE TABLE "odd ""schema"."t'able; --" (a int, "b ""c" text);
GRANT ALL ON "odd ""schema"."t'able; --" TO PUBLIC;
GRANT SELECT ON "odd ""schema"."t'able; --" TO "weird ""role"", x" WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION app.count_docs(integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.count_docs(integer, text) TO reader;
COMMENT ON COLUMN app.docs.ssn IS 'social security';
CREATE POLICY old_one ON app.docs FOR SELECT TO reader USING (tenant_id = 1);
COMMENT ON POLICY old_one ON app.docs IS 'it''s old';
ALTER ROLE app SET search_path = app, "odd ""schema";
`;

/** From 16 a member with ADMIN may grant on, and is then the grantor. */
const SINCE_16 = `
SET ROLE clerk;
GRANT reader TO clerk2 WITH INHERIT FALSE;
RESET ROLE;
`;

export function fixtureSql(major: number): string {
  return major >= 16 ? `${GENERAL}${SINCE_16}` : GENERAL;
}
