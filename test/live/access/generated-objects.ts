// Objects of every kind that has an access control list, with hostile names, owned by anybody.

import { quote, type Dice } from './dice.js';

/** `as` null: as the harness, who is a superuser. */
export type Add = (statement: string, as?: string) => void;

/** How GRANT names them, by the word that GRANT wants. */
export interface Objects {
  readonly [word: string]: readonly string[];
}

export const DATABASE = 'access_law';
export const SCHEMAS: readonly string[] = ['s1', 'S "2"'];
export const PARAMETERS: readonly string[] = ['log_min_messages', 'work_mem', 'session_replication_role'];

export function createObjects(dice: Dice, roles: readonly string[], major: number, add: Add): Objects {
  const found: Record<string, string[]> = {
    DATABASE: [DATABASE],
    TABLESPACE: ['law_space'],
    LANGUAGE: ['plpgsql'],
    'FOREIGN DATA WRAPPER': ['w1'],
    'FOREIGN SERVER': ['sv1'],
    'LARGE OBJECT': ['90001', '90002'],
    ...(major >= 15 ? { PARAMETER: [...PARAMETERS] } : {}),
  };
  const owned = (word: string, type: string, name: string, create: string): void => {
    add(create);
    add(`ALTER ${type} ${name} OWNER TO ${quote(dice.pick(roles))}`);
    (found[word] ??= []).push(name);
  };
  add(`ALTER DATABASE ${DATABASE} OWNER TO ${quote(dice.pick(roles))}`);
  add('CREATE FOREIGN DATA WRAPPER w1');
  add('CREATE SERVER sv1 FOREIGN DATA WRAPPER w1');
  add(`ALTER SERVER sv1 OWNER TO ${quote(dice.pick(roles))}`);
  for (const number of ['90001', '90002']) {
    add(`SELECT pg_catalog.lo_create(${number})`);
    add(`ALTER LARGE OBJECT ${number} OWNER TO ${quote(dice.pick(roles))}`);
  }
  for (const schema of SCHEMAS.map(quote)) fillSchema(dice, schema, major, owned);
  return found;
}

type Owned = (word: string, type: string, name: string, create: string) => void;

function fillSchema(dice: Dice, schema: string, major: number, owned: Owned): void {
  owned('SCHEMA', 'SCHEMA', schema, `CREATE SCHEMA ${schema}`);
  const call = `${schema}.f(int)`;
  owned('FUNCTION', 'FUNCTION', call, `CREATE FUNCTION ${call} RETURNS int LANGUAGE sql STABLE AS 'SELECT 1'`);
  const procedure = `${schema}.p(text)`;
  owned('PROCEDURE', 'PROCEDURE', procedure, `CREATE PROCEDURE ${procedure} LANGUAGE sql AS 'SELECT 1'`);
  for (const table of ['t', 'T "x"', 'part']) fillTable(dice, schema, table, major, owned);
  owned('SEQUENCE', 'SEQUENCE', `${schema}."q'"`, `CREATE SEQUENCE ${schema}."q'"`);
  owned('TYPE', 'TYPE', `${schema}.mood`, `CREATE TYPE ${schema}.mood AS ENUM ('x')`);
  owned('TYPE', 'DOMAIN', `${schema}.dom`, `CREATE DOMAIN ${schema}.dom AS text`);
}

function fillTable(dice: Dice, schema: string, table: string, major: number, owned: Owned): void {
  const name = `${schema}.${quote(table)}`;
  const tail = table === 'part' ? 'PARTITION BY LIST (a)' : '';
  owned('TABLE', 'TABLE', name, `CREATE TABLE ${name} (a int UNIQUE, "b ""c" text, c date) ${tail}`);
  if (table === 'part')
    owned('TABLE', 'TABLE', `${schema}.piece`, `CREATE TABLE ${schema}.piece PARTITION OF ${name} DEFAULT`);
  const invoker = (): string => (major >= 15 && dice.chance(40) ? ' WITH (security_invoker = on)' : '');
  const view = `${schema}.${quote(`${table}v`)}`;
  const where = dice.chance(50) ? ` WHERE a < ${schema}.f(1)` : '';
  const body = dice.pick([`SELECT * FROM ${name}${where}`, `SELECT a, c FROM ${name}${where}`]);
  owned('TABLE', 'VIEW', view, `CREATE VIEW ${view}${invoker()} AS ${body}`);
  const above = `${schema}.${quote(`${table}vv`)}`;
  owned('TABLE', 'VIEW', above, `CREATE VIEW ${above}${invoker()} AS SELECT a FROM ${view}`);
  if (table === 't') {
    const stored = `${schema}.m`;
    owned('TABLE', 'MATERIALIZED VIEW', stored, `CREATE MATERIALIZED VIEW ${stored} AS SELECT * FROM ${name}`);
  }
}
