// Real attempts: for an object and a privilege, a statement that needs exactly that. Refused means SQLSTATE
// 42501; anything else that stops the statement comes after the privileges were checked.

import type { AccessIndex } from '../../../src/access/index.js';
import { objectRef, type ObjectKind, type ObjectRef } from '../../../src/pg/object.js';
import type { Privilege } from '../../../src/pg/privilege.js';
import { DATABASE, PARAMETERS, SCHEMAS } from './generated-objects.js';
import { quote } from './dice.js';

export interface Attempt {
  readonly statement: string;
  /** What our answer would be. */
  readonly expected: (index: AccessIndex, role: string) => boolean;
}

const COLUMNS = ['a', 'b "c', 'c'];

export function attempts(major: number): readonly Attempt[] {
  return [...SCHEMAS.flatMap((schema) => inSchema(schema, major)), ...outside(major)];
}

function needs(kind: ObjectKind, path: readonly string[], privilege: Privilege, statement: string): Attempt {
  const object = ref(kind, path);
  return { statement, expected: (index, role) => index.usable(role, object, privilege) };
}

/** Without CONNECT nothing of a database can be attempted; the database's own rights are asked inside it too. */
function inside(kind: ObjectKind, path: readonly string[], privilege: Privilege, statement: string): Attempt {
  const { expected } = needs(kind, path, privilege, statement);
  const connect = objectRef('database', [DATABASE]);
  return { statement, expected: (index, role) => index.usable(role, connect, 'CONNECT') && expected(index, role) };
}

function ref(kind: ObjectKind, path: readonly string[]): ObjectRef {
  const whole = kind === 'database' || kind === 'tablespace' || kind === 'parameter';
  return objectRef(kind, path, whole ? undefined : DATABASE);
}

function inSchema(schema: string, major: number): readonly Attempt[] {
  const place = (name: string): string => `${quote(schema)}.${quote(name)}`;
  const sequence = place("q'");
  const list: Attempt[] = [
    needs('schema', [schema], 'CREATE', `CREATE TABLE ${place('fresh')} ()`),
    needs('schema', [schema], 'USAGE', `SELECT ${literal(place('no such'))}::pg_catalog.regclass`),
    needs('routine', [schema, 'f(integer)'], 'EXECUTE', `SELECT ${quote(schema)}.f(1)`),
    needs('routine', [schema, 'p(text)'], 'EXECUTE', `CALL ${quote(schema)}.p('x')`),
    needs('sequence', [schema, "q'"], 'SELECT', `SELECT last_value FROM ${sequence}`),
    needs('sequence', [schema, "q'"], 'UPDATE', `SELECT pg_catalog.setval(${literal(sequence)}, 1)`),
    either(['sequence', [schema, "q'"]], ['USAGE', 'UPDATE'], `SELECT pg_catalog.nextval(${literal(sequence)})`),
    needs('type', [schema, 'mood'], 'USAGE', `CREATE TABLE harness.x (a ${place('mood')})`),
    needs('type', [schema, 'dom'], 'USAGE', `CREATE TABLE harness.x (a ${place('dom')})`),
  ];
  for (const table of ['t', 'T "x"', 'part']) {
    list.push(...onTable(schema, table, major), ...onView(schema, `${table}v`), ...onView(schema, `${table}vv`));
  }
  return [...list, ...reads(schema, 'm', COLUMNS)];
}

function either(
  [kind, path]: readonly [ObjectKind, readonly string[]],
  words: readonly Privilege[],
  statement: string,
): Attempt {
  const object = ref(kind, path);
  return { statement, expected: (index, role) => words.some((word) => index.usable(role, object, word)) };
}

/** The whole row needs every column. */
function reads(schema: string, name: string, columns: readonly string[]): readonly Attempt[] {
  const place = `${quote(schema)}.${quote(name)}`;
  const whole = everyColumn(schema, name, columns, 'SELECT', `SELECT x FROM ${place} x LIMIT 0`);
  const each = columns.map((column) =>
    needs('column', [schema, name, column], 'SELECT', `SELECT ${quote(column)} FROM ${place} LIMIT 0`),
  );
  return [whole, ...each];
}

function everyColumn(
  schema: string,
  name: string,
  columns: readonly string[],
  word: Privilege,
  statement: string,
): Attempt {
  const parts = columns.map((column) => ref('column', [schema, name, column]));
  return { statement, expected: (index, role) => parts.every((part) => index.usable(role, part, word)) };
}

function onTable(schema: string, name: string, major: number): readonly Attempt[] {
  const place = `${quote(schema)}.${quote(name)}`;
  const noop = 'pg_catalog.suppress_redundant_updates_trigger()';
  const list = [
    ...reads(schema, name, COLUMNS),
    everyColumn(schema, name, COLUMNS, 'INSERT', `EXPLAIN INSERT INTO ${place} VALUES (NULL, NULL, NULL)`),
    needs('table', [schema, name], 'DELETE', `EXPLAIN DELETE FROM ${place}`),
    needs('table', [schema, name], 'TRUNCATE', `TRUNCATE ${place}`),
    needs(
      'table',
      [schema, name],
      'TRIGGER',
      `CREATE TRIGGER x BEFORE UPDATE ON ${place} FOR EACH STATEMENT EXECUTE FUNCTION ${noop}`,
    ),
    // Only a key can be referenced.
    needs('column', [schema, name, 'a'], 'REFERENCES', `CREATE TABLE harness.x (a int REFERENCES ${place} (a))`),
    ...COLUMNS.flatMap((column) => [
      needs(
        'column',
        [schema, name, column],
        'INSERT',
        `EXPLAIN INSERT INTO ${place} (${quote(column)}) VALUES (NULL)`,
      ),
      needs('column', [schema, name, column], 'UPDATE', `EXPLAIN UPDATE ${place} SET ${quote(column)} = NULL`),
    ]),
  ];
  if (major >= 17) list.push(needs('table', [schema, name], 'MAINTAIN', `REINDEX TABLE ${place}`));
  return name === 'part' ? list.filter(({ statement }) => !statement.startsWith('REINDEX')) : list;
}

function onView(schema: string, name: string): readonly Attempt[] {
  const place = `${quote(schema)}.${quote(name)}`;
  return [
    needs('column', [schema, name, 'a'], 'SELECT', `SELECT a FROM ${place} LIMIT 0`),
    needs('view', [schema, name], 'DELETE', `EXPLAIN DELETE FROM ${place}`),
    needs('column', [schema, name, 'a'], 'INSERT', `EXPLAIN INSERT INTO ${place} (a) VALUES (NULL)`),
    needs('column', [schema, name, 'a'], 'UPDATE', `EXPLAIN UPDATE ${place} SET a = NULL`),
  ];
}

function outside(major: number): readonly Attempt[] {
  const list = [
    inside('database', [DATABASE], 'CREATE', 'CREATE SCHEMA fresh'),
    inside('database', [DATABASE], 'TEMPORARY', 'CREATE TEMP TABLE fresh ()'),
    inside('tablespace', ['law_space'], 'CREATE', 'CREATE TABLE harness.x () TABLESPACE law_space'),
    needs(
      'language',
      ['plpgsql'],
      'USAGE',
      "CREATE FUNCTION harness.x() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'",
    ),
    needs('foreign-data-wrapper', ['w1'], 'USAGE', 'CREATE SERVER fresh FOREIGN DATA WRAPPER w1'),
    needs('foreign-server', ['sv1'], 'USAGE', 'CREATE FOREIGN TABLE harness.x () SERVER sv1'),
    ...['90001', '90002'].flatMap((number) => [
      needs('large-object', [number], 'SELECT', `SELECT pg_catalog.lo_get(${number})`),
      needs('large-object', [number], 'UPDATE', `SELECT pg_catalog.lo_put(${number}, 0, '')`),
    ]),
  ];
  if (major < 15) return list;
  return [
    ...list,
    inside('parameter', ['log_min_messages'], 'SET', "SET LOCAL log_min_messages = 'warning'"),
    inside('parameter', ['session_replication_role'], 'SET', "SET LOCAL session_replication_role = 'replica'"),
  ];
}

/** In no transaction block, so on a connection of the role's own; RESET asks for the same and changes nothing. */
export function systemAttempts(major: number): readonly Attempt[] {
  if (major < 15) return [];
  return PARAMETERS.map((name) => inside('parameter', [name], 'ALTER SYSTEM', `ALTER SYSTEM RESET ${name}`));
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
