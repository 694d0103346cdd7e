// Bad and odd inputs that every script finds in inputs/.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function writeInputs(cwd: string): void {
  const place = join(cwd, 'inputs');
  for (const folder of [
    '',
    'fenced',
    'unfenced',
    'fenced-docs',
    'contradictory',
    'empty',
    'full',
    'huge',
    'hostile-dump',
    'no-sql',
    'waivers',
    'odd-docs',
    'before',
    'after',
    'january',
    'february',
  ])
    mkdirSync(join(place, folder), { recursive: true });
  const write = (file: string, text: string): void => writeFileSync(join(place, file), text);
  write('before/schema.sql', SHARED);
  write('notes.txt', '# Threat Model\n');
  writeFileSync(join(place, 'wide.md'), Buffer.from('\uFEFF# Threat Model\n', 'utf16le'));
  write('two.yaml', 'product: a\nstatus: approved\n---\nproduct: b\n');
  write('after/schema.sql', `${SHARED}${OPENED}`);
  write('january/schema.sql', NOTES);
  write('february/schema.sql', `${NOTES}GRANT TRUNCATE ON app.notes TO web;`);
  write('newer.json', '{"formatVersion":"2.0","steps":[]}');
  write('cut.json', '{"formatVersion":"1.0","server":{');
  write('contradictory/architecture.md', CONTRADICTORY);
  write('huge/architecture.md', `${CONTRADICTORY.split('## Data Classification')[0]}\n${hugeTable()}`);
  write('odd-docs/architecture.md', ODD);
  write('fenced/dump.sql', NOTES);
  write('fenced-docs/architecture.md', `${HEAD}\n${FENCE}`);
  write('unfenced/dump.sql', NOTES.replace(TENANT, `${TENANT} OR body IS NULL`));
  write('full/keep.txt', 'mine');
  write('hostile-dump/dump.sql', 'CREATE TABLE t (id int);\n\\! touch canary\n\\i /etc/passwd\n');
  write('no-sql/pg_hba.conf', 'local all all peer\n');
  write('pg_hba.conf', HBA);
  write(
    'waivers/good.yaml',
    'waivers:\n  - { check: hba/trust, subject: "hba-line:*", reason: test, expires: 2999-12-31 }\n',
  );
  write('waivers/bad.yaml', 'waivers:\n  - { check: hba/trust, subject: "hba-line:*" }\n');
  write('app.env', 'DATABASE_URL=postgresql://clinic_root:fictitious-root-password@db:5432/clinic?sslmode=disable\n');
}

const TENANT = `tenant_id = nullif(current_setting('app.tenant_id', true), '')`;

/** One table, one policy. */
const NOTES = `
CREATE ROLE web LOGIN;
CREATE SCHEMA app;
CREATE TABLE app.notes (tenant_id text NOT NULL, body text);
CREATE TABLE app.plain (tenant_id text NOT NULL);
ALTER TABLE app.notes ENABLE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA app TO web;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.notes TO web;
CREATE POLICY own ON app.notes USING (${TENANT});
`;

const FENCE = `## Tenant Isolation Strategy

| Scope | Tenant key | Carrier |
|---|---|---|
| \`app.notes\` | \`tenant_id\` | setting \`app.tenant_id\` |
`;

const HEAD = '---\nproduct: shop\nstatus: approved\nowner: security\nversion: 1\n---\n\n# Architecture\n';

const THREATS = `
## Threat Model

| ID | Threat | Category | Kind | Boundary | Component | Severity | Residual risk |
|---|---|---|---|---|---|---|---|
| T-1 | A role reads what it must not | Information disclosure | excess-privilege | B-1 | shop | high | low |
`;

const CONTRADICTORY = `${HEAD}${THREATS}
## Trust Boundary Map

| Boundary | From | To | Authentication | Authorization | Encryption | Audit |
|---|---|---|---|---|---|---|
| B-1 | api | database | scram | grants | TLS | yes |

## Data Classification

| Dataset | Location | Classification | Handling |
|---|---|---|---|
| people | \`shop.people.email\` | restricted/PII | mask |
| people again | \`shop.people.email\` | public | none |
`;

const ODD = `${HEAD}${THREATS}
## Deployment

| Cluster | Substrate | Version | Host access | Zone |
|---|---|---|---|---|
| main | self-managed | 18 | files | db |
`;

function hugeTable(): string {
  const rows = Array.from(
    { length: 60_000 },
    (_, index) => `| d${index} | \`shop.table_${index}.column_${index}\` | internal | as it comes, in row ${index} |`,
  );
  return [
    '## Data Classification',
    '',
    '| Dataset | Location | Classification | Handling |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const HBA = `# a comment
local   all   all                    peer
host    all   all    0.0.0.0/0       scram-sha-256
host    shop  app    10.0.0.0/8      trust
hostssl all   +staff 192.0.2.0/24    ldap ldapserver=ldap.example ldapbinddn="cn=x" ldapbindpasswd=wrong-Passw0rd ldapbasedn="dc=x"
`;

const SHARED = `CREATE ROLE app LOGIN; CREATE ROLE reporting LOGIN; CREATE ROLE owner;
CREATE DATABASE shop;
\\connect shop
CREATE SCHEMA sales AUTHORIZATION owner;
CREATE TABLE sales.orders (id int, card text); ALTER TABLE sales.orders OWNER TO owner;
GRANT SELECT ON sales.orders TO app;
`;
const OPENED = `GRANT USAGE ON SCHEMA sales TO reporting;
CREATE VIEW sales.cards AS SELECT card FROM sales.orders; ALTER VIEW sales.cards OWNER TO owner;
GRANT SELECT ON sales.cards TO reporting; GRANT owner TO app;
ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA sales GRANT SELECT ON TABLES TO reporting;
`;
