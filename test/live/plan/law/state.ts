// A seeded cluster for the laws of a plan: what the access law generates (roles, chains, hostile names, grants of
// every kind), and what only a plan has to reckon with: tables of tenants, partitions, default privileges, policies,
// row security, definer routines, settings of roles, comments. Statements the server refuses are not part of it.

import type { Client } from 'pg';
import { Dice, quote } from '../../access/dice.js';
import { DATABASE, generate, ROLES } from '../../access/generated-cluster.js';
import type { Add } from '../../access/generated-objects.js';

/** Its name is part of the law: one plain, one that SQL, Markdown and a comment could stumble over. */
export const SCHEMAS: readonly string[] = ['app', 'Üb"er\'; --'];

/** @throws when the server refuses the harness itself. */
export async function generateState(client: Client, seed: number, major: number): Promise<void> {
  await generate(client, seed, major);
  const dice = new Dice(seed * 31 + 7);
  const who: (string | null)[] = [];
  const statements: string[] = [];
  const add: Add = (statement, as) => {
    statements.push(statement);
    who.push(as ?? null);
  };
  for (const schema of SCHEMAS) addSchema(dice, quote(schema), add);
  for (let index = 0; index < 12; index += 1) addDefault(dice, major, add);
  for (let index = 0; index < 6; index += 1) addPolicy(dice, add);
  for (let index = 0; index < 6; index += 1) addSetting(dice, add);
  await client.query('SELECT harness.run($1, $2)', [who, statements]);
  await client.query('DROP SCHEMA harness CASCADE');
}

/** Owned by anybody, not always by the schema's owner; a partition may have another owner than its parent. */
function addSchema(dice: Dice, schema: string, add: Add): void {
  const anybody = (): string => quote(dice.pick(ROLES));
  const own = dice.chance(40) ? anybody() : null;
  add(`CREATE SCHEMA ${schema} AUTHORIZATION ${own ?? anybody()}`);
  add(`CREATE TABLE ${schema}.tenants (id bigint PRIMARY KEY, name varchar(40) NOT NULL)`);
  add(`CREATE TABLE ${schema}.docs (id bigserial PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES ${schema}.tenants,
    title text, email text, ssn varchar(11), "b ""c" date)`);
  add(`CREATE TABLE ${schema}.lines (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    doc_id bigint NOT NULL REFERENCES ${schema}.docs, amount numeric)`);
  add(`CREATE TABLE ${schema}.log (at date NOT NULL, tenant_id bigint NOT NULL, line text) PARTITION BY RANGE (at)`);
  add(`CREATE TABLE ${schema}.log_1 PARTITION OF ${schema}.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`);
  add(`CREATE TABLE ${schema}.log_rest PARTITION OF ${schema}.log DEFAULT`);
  add(`CREATE TABLE ${schema}."o'dd ""one" (tenant_id bigint NOT NULL, "ta--g" text)`);
  add(`CREATE VIEW ${schema}.titles AS SELECT id, title FROM ${schema}.docs`);
  add(`CREATE MATERIALIZED VIEW ${schema}.sums AS SELECT tenant_id, count(*) FROM ${schema}.docs GROUP BY 1`);
  add(`CREATE FUNCTION ${schema}.count_docs(integer, word text DEFAULT 'x') RETURNS bigint LANGUAGE sql
    SECURITY DEFINER AS $f$ SELECT count(*) FROM ${schema}.docs $f$`);
  add(`CREATE FUNCTION ${schema}."st amp"() RETURNS trigger LANGUAGE plpgsql ${dice.chance(50) ? 'SECURITY DEFINER' : ''}
    AS $f$ BEGIN RETURN NEW; END $f$`);
  add(`CREATE TRIGGER stamp BEFORE INSERT ON ${schema}.docs FOR EACH ROW EXECUTE FUNCTION ${schema}."st amp"()`);
  add(`COMMENT ON COLUMN ${schema}.docs.ssn IS ${dice.chance(50) ? "'pii: number'" : "'it''s a -- number'"}`);
  for (const relation of ['TABLE tenants', 'TABLE docs', 'TABLE lines', 'TABLE log', 'TABLE log_1', 'VIEW titles']) {
    const [kind = '', name = ''] = relation.split(' ');
    if (own !== null || dice.chance(80)) add(`ALTER ${kind} ${schema}.${name} OWNER TO ${own ?? anybody()}`);
  }
  add(`ALTER MATERIALIZED VIEW ${schema}.sums OWNER TO ${own ?? anybody()}`);
  add(`ALTER FUNCTION ${schema}.count_docs(integer, text) OWNER TO ${own ?? anybody()}`);
  addGrants(dice, schema, add);
}

function addGrants(dice: Dice, schema: string, add: Add): void {
  const grantee = (): string => (dice.chance(20) ? 'PUBLIC' : quote(dice.pick(ROLES)));
  for (let index = 0; index < 3; index += 1) add(`GRANT USAGE ON SCHEMA ${schema} TO ${grantee()}`);
  for (const table of ['tenants', 'docs', 'lines', 'log', 'log_1', 'titles', 'sums', `"o'dd ""one"`]) {
    for (let index = 0; index < 2; index += 1) {
      const words = dice.pick(['SELECT', 'SELECT, INSERT, UPDATE, DELETE', 'ALL', 'TRUNCATE, REFERENCES']);
      const option = dice.chance(30) ? ' WITH GRANT OPTION' : '';
      add(`GRANT ${words} ON ${schema}.${table} TO ${option === '' ? grantee() : quote(dice.pick(ROLES))}${option}`);
    }
  }
  add(`GRANT SELECT (title, email), UPDATE (title) ON ${schema}.docs TO ${grantee()}`);
  if (dice.chance(40)) add(`REVOKE EXECUTE ON FUNCTION ${schema}.count_docs(integer, text) FROM PUBLIC`);
}

const DEFAULTS: readonly (readonly [string, readonly string[]])[] = [
  ['TABLES', ['SELECT', 'INSERT', 'ALL']],
  ['SEQUENCES', ['USAGE', 'ALL']],
  ['FUNCTIONS', ['EXECUTE']],
  ['TYPES', ['USAGE']],
];

/** Global and per schema, also those that take from PUBLIC; what is said per schema only adds. */
function addDefault(dice: Dice, major: number, add: Add): void {
  const [what, words] = dice.pick(DEFAULTS);
  const where = dice.chance(50) ? '' : `IN SCHEMA ${quote(dice.pick(SCHEMAS))} `;
  const grantee = dice.chance(35) ? 'PUBLIC' : quote(dice.pick(ROLES));
  const verb = dice.chance(35) ? 'REVOKE' : 'GRANT';
  const word = major >= 17 && what === 'TABLES' && dice.chance(20) ? 'MAINTAIN' : dice.pick(words);
  const head = `ALTER DEFAULT PRIVILEGES FOR ROLE ${quote(dice.pick(ROLES))} ${where}`;
  const option = verb === 'GRANT' && grantee !== 'PUBLIC' && dice.chance(20) ? ' WITH GRANT OPTION' : '';
  add(`${head}${verb} ${word} ON ${what} ${verb === 'GRANT' ? 'TO' : 'FROM'} ${grantee}${option}`);
}

function addPolicy(dice: Dice, add: Add): void {
  const schema = quote(dice.pick(SCHEMAS));
  const table = dice.pick(['docs', 'log', 'log_1', `"o'dd ""one"`]);
  const name = quote(dice.pick(['old_one', 'p "1', "it's; --"]));
  const command = dice.pick(['ALL', 'SELECT', 'UPDATE', 'DELETE']);
  const using = dice.pick(['true', 'tenant_id = 1', "tenant_id::text = current_setting('app.tenant_id', true)"]);
  const to = dice.chance(40) ? 'PUBLIC' : `${quote(dice.pick(ROLES))}, ${quote(dice.pick(ROLES))}`;
  const kind = dice.chance(70) ? 'PERMISSIVE' : 'RESTRICTIVE';
  add(`CREATE POLICY ${name} ON ${schema}.${table} AS ${kind} FOR ${command} TO ${to} USING (${using})`);
  if (dice.chance(30)) add(`COMMENT ON POLICY ${name} ON ${schema}.${table} IS 'it''s "old"'`);
  if (dice.chance(60)) add(`ALTER TABLE ${schema}.${table} ENABLE ROW LEVEL SECURITY`);
  if (dice.chance(40)) add(`ALTER TABLE ${schema}.${table} FORCE ROW LEVEL SECURITY`);
}

function addSetting(dice: Dice, add: Add): void {
  const value = dice.pick([
    `search_path = app, "$user"`,
    `search_path = ''`,
    `statement_timeout = '30s'`,
    `application_name = 'it''s "x", y'`,
    `work_mem = '8MB'`,
  ]);
  const role = `ALTER ROLE ${quote(dice.pick(ROLES))}`;
  const whom = dice.pick([role, `${role} IN DATABASE ${DATABASE}`, `ALTER DATABASE ${DATABASE}`]);
  add(`${whom} SET ${value}`);
}
