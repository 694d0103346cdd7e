// A seeded cluster full of roles, memberships, objects and grants: nested, hostile, revoked, granted on by
// grantees. Statements that the server refuses are simply not part of the state.

import type { Client } from 'pg';

/** mulberry32: the same seed gives the same cluster. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick(items: readonly string[]): string {
    return items[this.below(items.length)] ?? '';
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

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

export interface Counters {
  [what: string]: number;
}

export async function generate(client: Client, seed: number, major: number): Promise<Counters> {
  const dice = new Dice(seed);
  const done: Counters = {};
  const run = async (what: string, statement: string): Promise<void> => {
    try {
      await client.query(statement);
      done[what] = (done[what] ?? 0) + 1;
    } catch {
      await client.query('RESET ROLE').catch(() => undefined);
    }
  };
  const roles = [...HOSTILE, ...Array.from({ length: 12 }, (_, index) => `r${index}`)];
  for (const role of roles) {
    const words = [
      dice.chance(30) ? 'NOINHERIT' : '',
      dice.chance(4) ? 'SUPERUSER' : '',
      dice.chance(10) ? 'BYPASSRLS' : '',
    ];
    await run('role', `CREATE ROLE ${quote(role)} ${words.join(' ')}`);
  }
  for (let index = 0; index < 30; index += 1) {
    const parent = dice.chance(20) ? dice.pick(PREDEFINED) : quote(dice.pick(roles));
    await run('membership', `GRANT ${parent} TO ${quote(dice.pick(roles))}${membershipOptions(dice, major)}`);
  }
  const objects = await createObjects(dice, roles, run);
  for (let index = 0; index < 260; index += 1) await run(...grantStatement(dice, roles, objects));
  return done;
}

function membershipOptions(dice: Dice, major: number): string {
  if (major < 16) return dice.chance(20) ? ' WITH ADMIN OPTION' : '';
  const option = (name: string): string => `${name} ${dice.chance(50) ? 'TRUE' : 'FALSE'}`;
  return ` WITH ${option('INHERIT')}, ${option('SET')}, ${option('ADMIN')}`;
}

interface Objects {
  readonly [kind: string]: readonly string[];
}

type Run = (what: string, statement: string) => Promise<void>;

async function createObjects(dice: Dice, roles: readonly string[], run: Run): Promise<Objects> {
  const found: Record<string, string[]> = {
    SCHEMA: [],
    TABLE: [],
    SEQUENCE: [],
    FUNCTION: [],
    TYPE: [],
    LANGUAGE: ['plpgsql'],
  };
  const owned = async (kind: string, name: string, create: string): Promise<void> => {
    await run(kind, create);
    await run('owner', `ALTER ${kind === 'DOMAIN' ? 'DOMAIN' : kind} ${name} OWNER TO ${quote(dice.pick(roles))}`);
  };
  const [database] = ['access_law'];
  found['DATABASE'] = [database];
  await run('owner', `ALTER DATABASE ${database} OWNER TO ${quote(dice.pick(roles))}`);
  for (const schema of ['s1', 'S "2"']) {
    await owned('SCHEMA', quote(schema), `CREATE SCHEMA ${quote(schema)}`);
    found['SCHEMA']?.push(quote(schema));
    for (const [index, table] of ['t', 'T "x"', 'part'].entries()) {
      const name = `${quote(schema)}.${quote(table)}`;
      const tail = table === 'part' ? 'PARTITION BY LIST (a)' : '';
      await owned('TABLE', name, `CREATE TABLE ${name} (a int, "b ""c" text, c date) ${tail}`);
      found['TABLE']?.push(name);
      await owned('VIEW', `${name.slice(0, -1)}v"`, `CREATE VIEW ${name.slice(0, -1)}v" AS SELECT * FROM ${name}`);
      found['TABLE']?.push(`${name.slice(0, -1)}v"`);
      await owned('SEQUENCE', `${quote(schema)}.q${index}`, `CREATE SEQUENCE ${quote(schema)}.q${index}`);
      found['SEQUENCE']?.push(`${quote(schema)}.q${index}`);
    }
    await owned(
      'FUNCTION',
      `${quote(schema)}.f(int)`,
      `CREATE FUNCTION ${quote(schema)}.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    await owned(
      'PROCEDURE',
      `${quote(schema)}.p(text)`,
      `CREATE PROCEDURE ${quote(schema)}.p(text) LANGUAGE sql AS 'SELECT 1'`,
    );
    found['FUNCTION']?.push(`${quote(schema)}.f(int)`);
    await owned('TYPE', `${quote(schema)}.mood`, `CREATE TYPE ${quote(schema)}.mood AS ENUM ('x')`);
    await owned('DOMAIN', `${quote(schema)}.dom`, `CREATE DOMAIN ${quote(schema)}.dom AS text`);
    found['TYPE']?.push(`${quote(schema)}.mood`);
  }
  await owned('FOREIGN DATA WRAPPER', 'w1', 'CREATE FOREIGN DATA WRAPPER w1');
  await owned('SERVER', 'sv1', 'CREATE SERVER sv1 FOREIGN DATA WRAPPER w1');
  found['FOREIGN DATA WRAPPER'] = ['w1'];
  found['FOREIGN SERVER'] = ['sv1'];
  return found;
}

const WORDS: Record<string, readonly string[]> = {
  DATABASE: ['CONNECT', 'CREATE', 'TEMPORARY', 'ALL'],
  SCHEMA: ['USAGE', 'CREATE', 'ALL'],
  TABLE: [
    'SELECT',
    'INSERT',
    'UPDATE',
    'DELETE',
    'TRUNCATE',
    'REFERENCES',
    'TRIGGER',
    'ALL',
    'SELECT (a)',
    'UPDATE ("b ""c")',
    'ALL (c)',
  ],
  SEQUENCE: ['SELECT', 'UPDATE', 'USAGE', 'ALL'],
  FUNCTION: ['EXECUTE'],
  TYPE: ['USAGE'],
  LANGUAGE: ['USAGE'],
  'FOREIGN DATA WRAPPER': ['USAGE'],
  'FOREIGN SERVER': ['USAGE'],
};

/** A grant or revoke, often by a role that is not the harness: as somebody who was granted the option. */
function grantStatement(dice: Dice, roles: readonly string[], objects: Objects): readonly [string, string] {
  const kind = dice.chance(50) ? 'TABLE' : dice.pick(Object.keys(WORDS));
  const object = dice.pick(objects[kind] ?? []);
  const word = dice.pick(WORDS[kind] ?? []);
  const who = dice.chance(15) ? 'PUBLIC' : quote(dice.pick(roles));
  const revoke = dice.chance(25);
  const option = !revoke && who !== 'PUBLIC' && dice.chance(35) ? ' WITH GRANT OPTION' : '';
  const statement = revoke
    ? `REVOKE ${dice.chance(20) ? 'GRANT OPTION FOR ' : ''}${word} ON ${kind} ${object} FROM ${who}${dice.chance(40) ? ' CASCADE' : ''}`
    : `GRANT ${word} ON ${kind} ${object} TO ${who}${option}`;
  const asRole = dice.chance(35) ? `SET ROLE ${quote(dice.pick(roles))};` : '';
  const what = `${revoke ? 'revoke' : 'grant'}${option === '' ? '' : ' with option'}${word.includes('(') ? ' column' : ''}${asRole === '' ? '' : ' as grantee'}`;
  return [what, `${asRole} ${statement}; RESET ROLE`];
}
