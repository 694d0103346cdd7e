// A cluster with at least one thing of every kind that the inventory knows, under names that try to
// break out of whatever reads them. Statements in order; each runs alone.

export const HOSTILE = {
  public: 'PUBLIC',
  injection: '"; drop table x; --',
  newline: 'line one\nline "two"',
  unicode: 'Ärztin 患者 🏥',
  longest: 'éééééééééééééééééééééééééééééééx',
  aclLike: 'a=r/b,c*{}\\',
} as const;

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const h = {
  public: quote(HOSTILE.public),
  injection: quote(HOSTILE.injection),
  newline: quote(HOSTILE.newline),
  unicode: quote(HOSTILE.unicode),
  longest: quote(HOSTILE.longest),
  aclLike: quote(HOSTILE.aclLike),
};

export const PASSWORD = 'correct horse battery';
export const SECRET_VALUE = 'hunter2-jwt-signing-key';

export function clusterStatements(major: number): readonly string[] {
  return [
    ...Object.values(h).map((role) => `CREATE ROLE ${role}`),
    'CREATE ROLE owner_o LOGIN CREATEDB',
    `CREATE ROLE reader LOGIN PASSWORD '${PASSWORD}' VALID UNTIL '2031-02-03 04:05:06+00'`,
    "CREATE ROLE old_md5 LOGIN PASSWORD 'md5d41d8cd98f00b204e9800998ecf8427e' NOINHERIT CONNECTION LIMIT 3",
    "COMMENT ON ROLE reader IS 'reads; DROP TABLE x'",
    `GRANT ${h.injection} TO ${h.newline} WITH ADMIN OPTION`,
    major >= 16
      ? `GRANT ${h.unicode} TO reader WITH INHERIT FALSE, SET FALSE GRANTED BY CURRENT_USER`
      : `GRANT ${h.unicode} TO reader`,
    'GRANT reader TO old_md5',
    `ALTER ROLE reader SET "app.jwt_secret" = '${SECRET_VALUE}'`,
    "ALTER ROLE reader SET work_mem = '8MB'",
    'CREATE DATABASE hostile OWNER owner_o',
    'CREATE DATABASE closed ALLOW_CONNECTIONS false',
    `COMMENT ON DATABASE closed IS 'nobody enters'`,
    'REVOKE ALL ON DATABASE hostile FROM PUBLIC',
    `GRANT CONNECT ON DATABASE hostile TO reader, ${h.public}`,
    'ALTER DATABASE hostile SET search_path = evil, pg_catalog',
    "ALTER ROLE ALL IN DATABASE hostile SET statement_timeout = '9min'",
    ...(major >= 15 ? [`GRANT SET ON PARAMETER log_statement TO ${h.injection} WITH GRANT OPTION`] : []),
    "SELECT pg_create_physical_replication_slot('slot_one')",
    "SELECT pg_create_logical_replication_slot('slot_two', 'pgoutput')",
  ];
}

export function databaseStatements(major: number): readonly string[] {
  return [
    `CREATE SCHEMA app AUTHORIZATION owner_o`,
    `CREATE SCHEMA ${h.injection}`,
    'CREATE SCHEMA evil',
    // Were any of our queries to look operators up in this path, they would call this.
    `CREATE FUNCTION evil.eq(name, name) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hijacked''; END'`,
    'CREATE OPERATOR evil.= (FUNCTION = evil.eq, LEFTARG = name, RIGHTARG = name)',
    'CREATE EXTENSION pgcrypto SCHEMA app',
    'CREATE EXTENSION file_fdw',
    'GRANT USAGE ON SCHEMA app TO reader',
    "COMMENT ON SCHEMA app IS 'main'",
    ...typeStatements(),
    ...tableStatements(major),
    ...routineStatements(),
    ...definitionStatements(major),
    ...sharingStatements(major),
  ];
}

function typeStatements(): readonly string[] {
  return [
    `CREATE TYPE app.mood AS ENUM ('it''s fine', E'back\\\\slash', 'z')`,
    'CREATE DOMAIN app.email AS text COLLATE "C" DEFAULT \'a@b\' NOT NULL CONSTRAINT "has at" CHECK (VALUE ~ \'@\')',
    'CREATE TYPE app.pair AS (first integer, "second one" text COLLATE "C")',
    'CREATE TYPE app.span AS RANGE (SUBTYPE = date)',
    'CREATE TYPE app.unfinished',
    'REVOKE USAGE ON TYPE app.mood FROM PUBLIC',
    "COMMENT ON TYPE app.mood IS 'moods'",
  ];
}

function tableStatements(major: number): readonly string[] {
  return [
    `CREATE TABLE app.patients (id bigint GENERATED ALWAYS AS IDENTITY (START 7 INCREMENT 2) PRIMARY KEY, tenant_id integer NOT NULL,
      gone text, email app.email, born date DEFAULT '2001-02-03', shout text COLLATE "C" GENERATED ALWAYS AS (repeat('x', 2)) STORED, note varchar(40))`,
    'ALTER TABLE app.patients DROP COLUMN gone',
    'ALTER TABLE app.patients ADD CONSTRAINT "positive tenant" CHECK (tenant_id > 0) NOT VALID',
    'ALTER TABLE app.patients OWNER TO owner_o',
    "COMMENT ON TABLE app.patients IS 'all of them'",
    "COMMENT ON COLUMN app.patients.email IS 'pii: contact'",
    `GRANT SELECT (email, note), UPDATE (note) ON app.patients TO reader`,
    `GRANT SELECT ON app.patients TO ${h.aclLike} WITH GRANT OPTION`,
    'GRANT INSERT ON app.patients TO PUBLIC',
    `GRANT DELETE ON app.patients TO ${h.public}`,
    ...(major >= 17 ? ['GRANT MAINTAIN ON app.patients TO reader'] : []),
    'ALTER TABLE app.patients ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
    `CREATE POLICY ${h.newline} ON app.patients AS RESTRICTIVE FOR UPDATE TO reader, ${h.public}
      USING (tenant_id = current_setting('app.tenant')::integer) WITH CHECK (tenant_id > 1)`,
    'CREATE POLICY everyone ON app.patients FOR SELECT USING (true)',
    `COMMENT ON POLICY everyone ON app.patients IS 'reads'`,
    'CREATE TABLE app.counted (n serial, mood app.mood[], UNIQUE (n, mood))',
    `CREATE TABLE app.visits (patient bigint REFERENCES app.patients ON DELETE CASCADE DEFERRABLE, at date NOT NULL,
      during app.span, EXCLUDE USING gist (during WITH &&))`,
    'CREATE INDEX visits_at ON app.visits (extract(year FROM at), patient) INCLUDE (at) WHERE patient > 3',
    'CREATE TABLE app.events (id bigint, at date) PARTITION BY RANGE (at)',
    "CREATE TABLE app.events_2024 PARTITION OF app.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
    'CREATE TABLE app.events_rest PARTITION OF app.events DEFAULT',
    'CREATE INDEX events_at ON app.events (at)',
    'CREATE TABLE app.base (a integer, b integer)',
    'CREATE TABLE app.child (b integer, c integer) INHERITS (app.base)',
    'CREATE TABLE app.typed OF app.pair',
    'CREATE UNLOGGED TABLE app.fast (a integer) WITH (fillfactor = 70)',
    `CREATE TABLE ${h.injection}.${h.newline} (${h.longest} integer, ${h.unicode} text)`,
    ...(major >= 18
      ? ['CREATE TABLE app.virt (a integer CONSTRAINT a_there NOT NULL, v integer GENERATED ALWAYS AS (a * 2) VIRTUAL)']
      : []),
    `CREATE VIEW app.emails WITH (security_barrier) AS SELECT p.email, v.at FROM app.patients p JOIN app.visits v ON v.patient = p.id`,
    'CREATE MATERIALIZED VIEW app.totals AS SELECT count(*) AS n FROM app.events WITH NO DATA',
    'CREATE SEQUENCE app.own_numbers AS smallint MINVALUE -5 MAXVALUE 50 START 3 CACHE 4 CYCLE',
    'GRANT USAGE ON SEQUENCE app.own_numbers TO reader',
    'CREATE RULE quiet AS ON INSERT TO app.base DO ALSO NOTHING',
    'CREATE STATISTICS app.stats_ab ON a, b FROM app.base',
    'ANALYZE app.base',
  ];
}

function routineStatements(): readonly string[] {
  return [
    `CREATE FUNCTION app.f(a integer, b text DEFAULT 'x', OUT c text) LANGUAGE sql SECURITY DEFINER STABLE SET search_path = '' AS $$ SELECT b $$`,
    `CREATE PROCEDURE app.p(email app.email) LANGUAGE plpgsql AS 'BEGIN NULL; END'`,
    `CREATE FUNCTION app.${quote('F(x) ; --')}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    'CREATE FUNCTION app.atomic(a integer) RETURNS integer LANGUAGE sql IMMUTABLE BEGIN ATOMIC SELECT a + 1; END',
    'REVOKE EXECUTE ON FUNCTION app.f FROM PUBLIC',
    "COMMENT ON FUNCTION app.f IS 'definer'",
    `CREATE TRIGGER ${h.unicode} BEFORE UPDATE OF note ON app.patients FOR EACH ROW WHEN (OLD.note IS NOT NULL) EXECUTE FUNCTION app.${quote('F(x) ; --')}()`,
    `CREATE TRIGGER cloned AFTER INSERT ON app.events FOR EACH ROW EXECUTE FUNCTION app.${quote('F(x) ; --')}()`,
    'ALTER TABLE app.patients DISABLE TRIGGER ALL',
    'CREATE VIEW app.calling AS SELECT app.atomic(1) AS two',
    'GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO reader',
    'GRANT SELECT (rolname) ON pg_catalog.pg_authid TO reader',
    'GRANT SELECT ON pg_catalog.pg_file_settings TO old_md5',
    `CREATE FUNCTION app.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END'`,
    "CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'GRANT') EXECUTE FUNCTION app.on_ddl()",
  ];
}

function definitionStatements(major: number): readonly string[] {
  return [
    "CREATE AGGREGATE app.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', PARALLEL = SAFE)",
    "CREATE AGGREGATE app.every_row(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0')",
    'CREATE FUNCTION app.pair_text(app.pair) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT ($1).first::text $$',
    'CREATE CAST (app.pair AS text) WITH FUNCTION app.pair_text(app.pair) AS ASSIGNMENT',
    "CREATE COLLATION app.posix (LC_COLLATE = 'C', LC_CTYPE = 'C')",
    "CREATE CONVERSION app.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
    'CREATE FUNCTION app.same(app.mood, app.mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1::text = $2::text $$',
    'CREATE OPERATOR app.=== (FUNCTION = app.same, LEFTARG = app.mood, RIGHTARG = app.mood, COMMUTATOR = OPERATOR(app.===), HASHES)',
    'CREATE OPERATOR FAMILY app.fam USING hash',
    'CREATE OPERATOR CLASS app.cls FOR TYPE app.mood USING hash FAMILY app.fam AS OPERATOR 1 app.===, FUNCTION 1 hashenum(anyenum)',
    'CREATE TEXT SEARCH DICTIONARY app.dict (TEMPLATE = pg_catalog.simple, STOPWORDS = english)',
    'CREATE TEXT SEARCH CONFIGURATION app.config (PARSER = pg_catalog."default")',
    'ALTER TEXT SEARCH CONFIGURATION app.config ADD MAPPING FOR asciiword, word WITH app.dict, pg_catalog.simple',
    'CREATE TEXT SEARCH TEMPLATE app.template (LEXIZE = dsimple_lexize, INIT = dsimple_init)',
    'CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)',
    'CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler',
    'CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))',
    ...(major >= 17 ? ["CREATE COLLATION app.built (PROVIDER = builtin, LOCALE = 'C.UTF-8')"] : []),
  ];
}

function sharingStatements(major: number): readonly string[] {
  return [
    `ALTER DEFAULT PRIVILEGES FOR ROLE owner_o IN SCHEMA app GRANT SELECT ON TABLES TO ${h.public}`,
    'ALTER DEFAULT PRIVILEGES FOR ROLE owner_o REVOKE EXECUTE ON ROUTINES FROM PUBLIC',
    'SELECT lo_create(4711)',
    'GRANT SELECT ON LARGE OBJECT 4711 TO reader',
    'CREATE FOREIGN DATA WRAPPER remote',
    `CREATE SERVER ${h.newline} FOREIGN DATA WRAPPER remote OPTIONS (host 'h', secret_token '${SECRET_VALUE}')`,
    `GRANT USAGE ON FOREIGN SERVER ${h.newline} TO reader`,
    `CREATE USER MAPPING FOR reader SERVER ${h.newline} OPTIONS (user 'u', password '${SECRET_VALUE}')`,
    `CREATE USER MAPPING FOR PUBLIC SERVER ${h.newline} OPTIONS (user 'u')`,
    `CREATE FOREIGN TABLE app.far (a integer) SERVER ${h.newline}`,
    "CREATE PUBLICATION pub FOR TABLE app.patients, app.base WITH (publish = 'insert, delete')",
    ...(major >= 15
      ? [
          'ALTER PUBLICATION pub SET TABLE app.base (a) WHERE (a > 3), app.patients',
          'CREATE PUBLICATION pub_schema FOR TABLES IN SCHEMA app',
        ]
      : []),
    `CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere password=${SECRET_VALUE}' PUBLICATION pub WITH (connect = false)`,
    // No label provider is at hand: the row is what SECURITY LABEL would have written.
    'SET allow_system_table_mods = on',
    `INSERT INTO pg_catalog.pg_seclabel VALUES ('app.patients'::regclass, 'pg_class'::regclass,
      (SELECT attnum FROM pg_attribute WHERE attrelid = 'app.patients'::regclass AND attname = 'email'), 'anon', 'MASKED')`,
    `INSERT INTO pg_catalog.pg_seclabel VALUES ('app.f(integer,text)'::regprocedure, 'pg_proc'::regclass, 0, 'anon', 'TRUSTED')`,
    `INSERT INTO pg_catalog.pg_shseclabel VALUES ('reader'::regrole, 'pg_authid'::regclass, 'anon', 'READER')`,
  ];
}
