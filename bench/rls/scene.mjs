// One table for each way a tenant may be carried, the same rows in each, and the documents that ask for isolation:
// `plan` and `apply` make the policies, as they would for a team.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/pgrampart.js', import.meta.url));

export const ROWS = Number(process.env.PGRAMPART_BENCH_ROWS ?? 1_000_000);
export const TENANTS = 1000;

/** How each table's tenant is carried, and what a session says to be tenant 7. */
export const CARRIERS = [
  { table: 'by_setting', carrier: 'setting app.tenant_id', budget: 1.1, carry: `SET app.tenant_id = '7'` },
  {
    table: 'by_claim',
    carrier: 'claim request.jwt.claims -> tenant_id',
    budget: 1.1,
    carry: `SET request.jwt.claims = '{"tenant_id": "7"}'`,
  },
  {
    table: 'by_member',
    carrier: 'setting app.user_id via shop.members(user_id -> tenant_id)',
    budget: 1.3,
    carry: `SET app.user_id = '7'`,
  },
];

const tables = CARRIERS.flatMap(({ table }) => [table, `${table}_bare`]);

/** `…_bare` has no index on the tenant. */
export const SCHEMA = `
CREATE ROLE shop_app LOGIN;
CREATE ROLE plain LOGIN BYPASSRLS;
CREATE SCHEMA shop;
CREATE TABLE shop.members (user_id bigint, tenant_id bigint, PRIMARY KEY (user_id, tenant_id));
INSERT INTO shop.members SELECT g, g FROM generate_series(1, ${TENANTS}) g;
${tables
  .map(
    (
      name,
    ) => `CREATE TABLE shop.${name} (id bigint PRIMARY KEY, tenant_id bigint NOT NULL, amount int NOT NULL, note text);
INSERT INTO shop.${name} SELECT g, g % ${TENANTS} + 1, g % 97, 'note ' || g FROM generate_series(1, ${ROWS}) g;`,
  )
  .join('\n')}
${CARRIERS.map(({ table }) => `CREATE INDEX ON shop.${table} (tenant_id);`).join('\n')}
GRANT USAGE ON SCHEMA shop TO shop_app, plain;
GRANT SELECT ON ALL TABLES IN SCHEMA shop TO shop_app, plain;
VACUUM ANALYZE;
`;

const DOCUMENT = `---
product: shop
status: approved
---

## Threat Model

| ID | Threat | Kind | Severity |
|---|---|---|---|
| T1 | one shop reads another | tenant-crossing | critical |

## Components

| Component | Tier | Owns | Connects as |
|---|---|---|---|
| shop | 0 | \`shop\` | \`shop_app\` |

## Tenant Isolation Strategy

| Scope | Tenant key | Carrier | Tier |
|---|---|---|---|
${CARRIERS.flatMap(({ table, carrier }) => [table, `${table}_bare`].map((name) => `| \`shop.${name}\` | tenant_id | ${carrier} | 0 |`)).join('\n')}

## Authorization Architecture

| Actor | Resource | Operations |
|---|---|---|
| shop | \`shop.*\` | select |

## Connection Model

| Login | Actor | Kind | Database | Source | Authentication |
|---|---|---|---|---|---|
| shop_app | shop | service | postgres | 10.0.0.0/8 | scram-sha-256 |
`;

/** Plans and applies on the server of `source`. */
export function harden(source, folder, env) {
  const docs = path.join(folder, 'docs');
  mkdirSync(docs);
  writeFileSync(path.join(docs, 'security.md'), DOCUMENT);
  const plan = path.join(folder, 'plan.json');
  const asked = [
    'plan',
    source,
    '--docs',
    docs,
    '--database',
    'postgres',
    '--format',
    'json',
    '--out',
    plan,
    '--quiet',
  ];
  run(asked, [0, 1, 3], env);
  run(
    ['apply', plan, '--to', source, '--database', 'postgres', '--yes', '--include-hand-off', '--pass-gate', '--quiet'],
    [0, 1, 3],
    env,
  );
}

function run(args, wanted, env) {
  const ended = spawnSync(process.execPath, [program, ...args], { env: { ...process.env, ...env }, encoding: 'utf8' });
  if (!wanted.includes(ended.status))
    throw new Error(`${args[0]} ended with ${ended.status}: ${ended.stdout}${ended.stderr}`);
}
