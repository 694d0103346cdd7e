// A seeded cluster full of roles, memberships, objects and grants: nested, hostile, revoked, granted on by
// grantees. Statements that the server refuses are simply not part of the state. The harness schema takes
// what attempts create.

import type { Client } from 'pg';
import { Dice, quote } from './dice.js';
import { createObjects, DATABASE, SCHEMAS, type Add, type Objects } from './generated-objects.js';

export { DATABASE } from './generated-objects.js';

const HOSTILE = [
  'PUBLIC',
  'public role',
  'a"b',
  "o'brien",
  'ünï',
  'x=y/z',
  '"; drop table t; --',
  'all',
  'current_user',
];
const PREDEFINED = ['pg_read_all_data', 'pg_write_all_data', 'pg_monitor', 'pg_database_owner', 'pg_maintain'];
export const ROLES: readonly string[] = [...HOSTILE, ...Array.from({ length: 12 }, (_, index) => `r${index}`)];

/** Runs each statement in a subtransaction of its own, as the role beside it; says which the server took. */
const HARNESS = `
  CREATE SCHEMA harness;
  GRANT ALL ON SCHEMA harness TO PUBLIC;
  CREATE FUNCTION harness.run(who text[], statements text[]) RETURNS boolean[] LANGUAGE plpgsql AS $$
  DECLARE done boolean[] := '{}';
  BEGIN
    FOR i IN 1 .. cardinality(statements) LOOP
      BEGIN
        PERFORM set_config('role', coalesce(who[i], 'none'), true);
        EXECUTE statements[i];
        PERFORM set_config('role', 'none', true);
        done := done || true;
      EXCEPTION WHEN OTHERS THEN done := done || false;
      END;
    END LOOP;
    RETURN done;
  END $$;
  CREATE FUNCTION harness.attempt(who text, statement text) RETURNS text LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM set_config('role', who, true);
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'PGR00', MESSAGE = 'it passed; everything is taken back';
  EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE;
  END $$`;

export async function generate(client: Client, seed: number, major: number): Promise<void> {
  const dice = new Dice(seed);
  const who: (string | null)[] = [];
  const statements: string[] = [];
  const add: Add = (statement, as) => {
    statements.push(statement);
    who.push(as ?? null);
  };
  for (const role of ROLES) add(`CREATE ROLE ${quote(role)} LOGIN ${attributes(dice)}`);
  for (let index = 0; index < 30; index += 1) {
    const parent = dice.chance(20) ? dice.pick(PREDEFINED) : quote(dice.pick(ROLES));
    add(`GRANT ${parent} TO ${quote(dice.pick(ROLES))}${membershipOptions(dice, major)}`);
  }
  const objects = createObjects(dice, ROLES, major, add);
  for (const schema of SCHEMAS) if (dice.chance(60)) add(`GRANT USAGE ON SCHEMA ${quote(schema)} TO PUBLIC`);
  for (let index = 0; index < 220; index += 1) addGrant(dice, objects, add);
  for (let index = 0; index < 4; index += 1) addChain(dice, objects, add);
  add(`REVOKE EXECUTE ON FUNCTION ${dice.pick(objects['FUNCTION'] ?? [])} FROM PUBLIC`);
  for (let index = 0; index < 3; index += 1) addSelfRevoke(dice, objects, add);
  await client.query(HARNESS);
  await client.query('SELECT harness.run($1, $2)', [who, statements]);
}

function attributes(dice: Dice): string {
  return [
    dice.chance(30) ? 'NOINHERIT' : '',
    dice.chance(4) ? 'SUPERUSER' : '',
    dice.chance(10) ? 'BYPASSRLS' : '',
  ].join(' ');
}

function membershipOptions(dice: Dice, major: number): string {
  if (major < 16) return dice.chance(20) ? ' WITH ADMIN OPTION' : '';
  const option = (name: string): string => `${name} ${dice.chance(50) ? 'TRUE' : 'FALSE'}`;
  return ` WITH ${option('INHERIT')}, ${option('SET')}, ${option('ADMIN')}`;
}

const COLUMN_WORDS = [
  'SELECT (a)',
  'INSERT (a)',
  'UPDATE ("b ""c")',
  'UPDATE (a)',
  'ALL (c)',
  'SELECT (a, "b ""c", c)',
];
const TABLE_WORDS = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'REFERENCES',
  'TRIGGER',
  'ALL',
  ...COLUMN_WORDS,
];
const WORDS: Record<string, readonly string[]> = {
  DATABASE: ['CONNECT', 'CREATE', 'TEMPORARY', 'ALL'],
  SCHEMA: ['USAGE', 'CREATE', 'ALL'],
  TABLE: TABLE_WORDS,
  SEQUENCE: ['SELECT', 'UPDATE', 'USAGE', 'ALL'],
  FUNCTION: ['EXECUTE'],
  PROCEDURE: ['EXECUTE'],
  TYPE: ['USAGE'],
  LANGUAGE: ['USAGE'],
  TABLESPACE: ['CREATE'],
  'FOREIGN DATA WRAPPER': ['USAGE'],
  'FOREIGN SERVER': ['USAGE'],
  'LARGE OBJECT': ['SELECT', 'UPDATE', 'ALL'],
  PARAMETER: ['SET', 'ALTER SYSTEM', 'ALL'],
};

/** A grant or revoke, often by a role that is not the harness: as somebody who was granted the option. */
function addGrant(dice: Dice, objects: Objects, add: Add): void {
  const kind = dice.chance(45) ? 'TABLE' : dice.pick(Object.keys(objects));
  const object = dice.pick(objects[kind] ?? []);
  const words = kind === 'TABLE' && dice.chance(8) ? ['MAINTAIN'] : (WORDS[kind] ?? []);
  const word = dice.pick(words);
  const who = dice.chance(12) ? 'PUBLIC' : quote(dice.pick(ROLES));
  const as = dice.chance(35) ? dice.pick(ROLES) : undefined;
  if (dice.chance(25)) {
    const only = dice.chance(20) ? 'GRANT OPTION FOR ' : '';
    add(`REVOKE ${only}${word} ON ${kind} ${object} FROM ${who}${dice.chance(40) ? ' CASCADE' : ''}`, as);
    return;
  }
  const option = who !== 'PUBLIC' && dice.chance(35) ? ' WITH GRANT OPTION' : '';
  add(`GRANT ${word} ON ${kind} ${object} TO ${who}${option}`, as);
}

/** Owner → first → second → third, each granting on what it was granted. */
function addChain(dice: Dice, objects: Objects, add: Add): void {
  const table = dice.pick(objects['TABLE'] ?? []);
  const word = dice.pick(['SELECT', 'UPDATE', 'DELETE', 'SELECT (a)']);
  let from: string | undefined;
  for (let step = 0; step < 3; step += 1) {
    const to = dice.pick(ROLES);
    add(`GRANT ${word} ON TABLE ${table} TO ${quote(to)} WITH GRANT OPTION`, from);
    from = to;
  }
}

/** Owners who take from themselves what they own. */
function addSelfRevoke(dice: Dice, objects: Objects, add: Add): void {
  const table = dice.pick(objects['TABLE'] ?? []);
  const owner = `(SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = ${text(table)}::regclass)`;
  const word = dice.pick(['SELECT', 'ALL', 'INSERT']);
  add(`DO $do$ BEGIN EXECUTE format('REVOKE ${word} ON TABLE %s FROM %I', ${text(table)}, ${owner}); END $do$`);
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The cluster as it was before: what is left (reserved roles' memberships) does no harm, both sides read it. @throws when chains of grants outlive DROP OWNED */
export async function clear(admin: Client): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${DATABASE}`);
  for (const role of ROLES) await admin.query(`DROP OWNED BY ${quote(role)} CASCADE`);
  for (const role of ROLES) await admin.query(`DROP ROLE ${quote(role)}`);
}

/** Before `generate`: what no transaction block takes. */
export async function prepare(admin: Client): Promise<void> {
  await admin.query(`CREATE DATABASE ${DATABASE}`);
  const { rowCount } = await admin.query("SELECT 1 FROM pg_tablespace WHERE spcname = 'law_space'");
  if (rowCount !== 0) return;
  await admin.query('SET allow_in_place_tablespaces = on');
  await admin.query("CREATE TABLESPACE law_space LOCATION ''");
}
