import { describe, expect, it } from 'vitest';
import { parseSql } from './parse.js';
import { screenStatement, type Verdict } from './screen.js';

async function verdicts(text: string): Promise<readonly Verdict[]> {
  const parsed = await parseSql(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.value.map((statement) => screenStatement(statement).verdict);
}

const cases: Readonly<Record<Verdict, readonly string[]>> = {
  ddl: [
    'CREATE TABLE t (id int PRIMARY KEY, at timestamptz DEFAULT now(), CHECK (f(id)))',
    'CREATE TABLE p (a int) PARTITION BY RANGE (a)',
    'CREATE INDEX ON t (a, b DESC)',
    'CREATE UNIQUE INDEX ON t USING btree (a)',
    'ALTER TABLE ONLY t ADD CONSTRAINT k PRIMARY KEY (id)',
    "ALTER TABLE ONLY t ALTER COLUMN id SET DEFAULT nextval('s'::regclass)",
    'ALTER TABLE t ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE t ADD CONSTRAINT c CHECK (f(a)) NOT VALID',
    'ALTER TABLE t ADD COLUMN a int',
    'ALTER TABLE t OWNER TO x',
    'ALTER INDEX i ATTACH PARTITION j',
    'CREATE POLICY p ON t USING (evil())',
    'CREATE VIEW v AS SELECT evil()',
    'CREATE MATERIALIZED VIEW v AS SELECT evil() WITH NO DATA',
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'",
    'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END',
    "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql SET search_path = '' AS 'begin end'",
    'CREATE EXTENSION pgcrypto',
    'GRANT SELECT ON t TO x',
    'CREATE ROLE x LOGIN',
    'ALTER ROLE x SET statement_timeout = 5',
    'CREATE SCHEMA s CREATE TABLE t (a int)',
    'CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()',
    'CREATE AGGREGATE a (int) (sfunc = f, stype = int)',
    "CREATE TYPE e AS ENUM ('a')",
  ],
  session: [
    'SET statement_timeout = 0',
    "SET client_encoding = 'UTF8'",
    "SELECT pg_catalog.set_config('search_path', '', false)",
    'SET standard_conforming_strings = on',
    'BEGIN',
    'COMMIT',
  ],
  data: [
    'CREATE INDEX ON t (lower(a))',
    'CREATE INDEX ON t (a) WHERE evil(a)',
    'ALTER TABLE t ADD CHECK (evil(a))',
    'ALTER TABLE t ADD COLUMN a int DEFAULT evil()',
    'ALTER TABLE t ADD COLUMN a hostile_domain',
    'ALTER TABLE t ALTER COLUMN a SET DATA TYPE text USING evil(a)',
    'ALTER TABLE t VALIDATE CONSTRAINT c',
    'ALTER TABLE t ADD EXCLUDE USING gist ((evil(a)) WITH =)',
    'CREATE TABLE q PARTITION OF p FOR VALUES FROM (evil()) TO (2)',
    'ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (1)',
    'CREATE TABLE q (a int) PARTITION BY LIST (evil(a))',
    'CREATE MATERIALIZED VIEW v AS SELECT evil()',
    'REFRESH MATERIALIZED VIEW v',
    'CREATE TABLE c AS SELECT evil()',
    'SELECT evil() INTO c',
    'INSERT INTO t VALUES (1)',
    'UPDATE t SET a = 1',
    'DELETE FROM t',
    'SELECT evil()',
    "SELECT set_config('search_path', '', false)",
    "SELECT pg_catalog.set_config('search_path', evil(), false)",
    "SELECT pg_catalog.set_config('search_path', '', false) FROM evil()",
    'CALL evil()',
    'DO $$ begin end $$',
    'EXECUTE p',
    'COPY t FROM STDIN',
    'CREATE SCHEMA s CREATE VIEW v AS SELECT 1 CREATE INDEX ON t (lower(a))',
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'select 1'",
    'ALTER FUNCTION f() SECURITY DEFINER',
    "CREATE AGGREGATE a (int) (sfunc = f, stype = d, initcond = '1')",
    'ALTER DOMAIN d ADD CHECK (evil(VALUE))',
    'EXPLAIN ANALYZE SELECT evil()',
    'TRUNCATE t',
  ],
  'held-back': [
    "COPY t FROM PROGRAM 'touch /tmp/canary'",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "COPY t FROM '/etc/passwd'",
    "LOAD '/tmp/evil.so'",
    "ALTER SYSTEM SET archive_command = 'id'",
    'CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION evil()',
    "CREATE FUNCTION f() RETURNS int LANGUAGE c AS '/lib/libc.so.6', 'system'",
    "CREATE FUNCTION f() RETURNS int LANGUAGE internal AS 'x'",
    "CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS 'import os'",
    'CREATE FUNCTION f() RETURNS int LANGUAGE "PlPerlU" AS \'\'',
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql SET session_preload_libraries = 'evil' AS 'select 1'",
    'CREATE EXTENSION plpython3u',
    'CREATE EXTENSION file_fdw',
    'CREATE EXTENSION postgres_fdw',
    'CREATE EXTENSION dblink',
    'CREATE EXTENSION jsonb_plpython3u CASCADE',
    "CREATE SUBSCRIPTION s CONNECTION 'host=evil' PUBLICATION p",
    'IMPORT FOREIGN SCHEMA s FROM SERVER x INTO public',
    'CREATE FOREIGN DATA WRAPPER w HANDLER evil',
    'CREATE DATABASE d',
    'DROP DATABASE d',
    "CREATE TABLESPACE t LOCATION '/tmp'",
    "SET session_preload_libraries = 'evil'",
    "SET LOCAL dynamic_library_path = '/tmp'",
    "SELECT pg_catalog.set_config('Local_Preload_Libraries', 'evil', false)",
    "ALTER ROLE x SET session_preload_libraries = 'evil'",
    "ALTER DATABASE d SET local_preload_libraries = 'evil'",
    "SET plperl.on_init = 'evil'",
    'SET standard_conforming_strings = off',
    'SET ROLE postgres',
    'RESET ROLE',
    'SET SESSION AUTHORIZATION DEFAULT',
    'RESET ALL',
    'DISCARD ALL',
    'SET zero_damaged_pages = on',
    "SECURITY LABEL FOR anything ON TABLE t IS 'x'",
    "PREPARE TRANSACTION 'x'",
    'CREATE OPERATOR CLASS c FOR TYPE int USING btree AS FUNCTION 1 evil(int, int)',
    'CREATE LANGUAGE plevil HANDLER h',
    'CREATE ACCESS METHOD m TYPE INDEX HANDLER h',
  ],
};

describe.each(Object.entries(cases))('%s', (verdict, statements) => {
  it.each(statements)('%s', async (text) => {
    expect(await verdicts(text)).toEqual([verdict]);
  });
});

describe('caution', () => {
  it.each([
    ['CREATE ROLE x SUPERUSER', 'a superuser'],
    ['ALTER ROLE x WITH SUPERUSER LOGIN', 'a superuser'],
    ['ALTER ROLE x NOSUPERUSER', undefined],
    ['CREATE ROLE x IN ROLE pg_execute_server_program', 'a member of pg_execute_server_program'],
    ['GRANT pg_read_server_files TO x', 'a member of pg_read_server_files'],
    ['REVOKE pg_read_server_files FROM x', undefined],
    ['GRANT y TO x', undefined],
  ])('%s', async (text, caution) => {
    const parsed = await parseSql(text);
    expect(parsed.ok && parsed.value.map((each) => screenStatement(each))).toMatchObject([{ verdict: 'ddl' }]);
    expect(parsed.ok && parsed.value.map((each) => screenStatement(each).caution)).toEqual([caution]);
  });
});
