// Rows that resist: made by a trigger before they are planted, held by a CHECK that asks its parent, kept
// apart by a unique index, named without a schema, or written as the member that the carrier names.

import { describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { bindIntent, readIntent } from '../../../src/intent/index.js';
import { cloneInventory } from '../../../src/proof/clone/index.js';
import { startScratch } from '../../../src/proof/scratch/index.js';
import { seedTenants } from '../../../src/proof/tenants/index.js';
import { serverOf, startSource, superuserOf } from './source.js';

const SCHEMA = `
CREATE SCHEMA app;
CREATE TYPE app.kind AS ENUM ('web', 'machine', 'saml');
CREATE TABLE app.users (id uuid PRIMARY KEY, email text);
CREATE TABLE app.accounts (id uuid PRIMARY KEY, made_by uuid REFERENCES app.users);
CREATE TABLE app.members (
  user_id uuid NOT NULL REFERENCES app.users, account_id uuid NOT NULL REFERENCES app.accounts,
  PRIMARY KEY (user_id, account_id));
CREATE TABLE app.profiles (user_id uuid PRIMARY KEY REFERENCES app.users, nickname text, email text);
CREATE FUNCTION app.make_profile() RETURNS trigger LANGUAGE plpgsql AS
  $$BEGIN INSERT INTO profiles (user_id) VALUES (NEW.id); RETURN NEW; END$$;
CREATE TRIGGER make_profile AFTER INSERT ON app.users FOR EACH ROW EXECUTE FUNCTION app.make_profile();
CREATE FUNCTION app.made_by_me() RETURNS trigger LANGUAGE plpgsql AS
  $$BEGIN NEW.made_by = (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid; RETURN NEW; END$$;
CREATE TRIGGER made_by_me BEFORE INSERT ON app.accounts FOR EACH ROW EXECUTE FUNCTION app.made_by_me();
CREATE TABLE app.programs (
  id uuid PRIMARY KEY, account_id uuid NOT NULL REFERENCES app.accounts, kind app.kind NOT NULL, tags text[] NOT NULL,
  slug text NOT NULL DEFAULT '', CHECK (array_length(tags, 1) <= 16));
CREATE UNIQUE INDEX programs_slug ON app.programs (lower(slug));
CREATE FUNCTION app.kind_of(program uuid) RETURNS app.kind LANGUAGE sql AS
  $$SELECT kind FROM app.programs WHERE id = program$$;
CREATE TABLE app.secrets (
  id uuid PRIMARY KEY, account_id uuid NOT NULL REFERENCES app.accounts, program_id uuid NOT NULL REFERENCES app.programs,
  CONSTRAINT of_a_machine CHECK (app.kind_of(program_id) = 'saml'));
CREATE TABLE app.moves (
  id uuid PRIMARY KEY, account_id uuid NOT NULL REFERENCES app.accounts,
  program_from uuid NOT NULL REFERENCES app.programs, program_to uuid NOT NULL REFERENCES app.programs,
  CONSTRAINT elsewhere CHECK (program_from <> program_to));
`;

const CARRIER = 'claim request.jwt.claims -> sub';
const DOCUMENT = `---
product: app
status: approved
---
## Data Classification

| Dataset | Location | Classification | Handling |
|---|---|---|---|
| Profiles | \`app.profiles.email\` | restricted/PII | none |

## Tenant Isolation Strategy

| Scope | Tenant key | Carrier | Tier |
|---|---|---|---|
| \`app.accounts\` | \`id\` | ${CARRIER} via app.members(user_id -> account_id) | 1 |
| \`app.members\`, \`app.programs\`, \`app.secrets\`, \`app.moves\` | \`account_id\` | ${CARRIER} via app.members(user_id -> account_id) | 1 |
| \`app.profiles\` | \`user_id\` | ${CARRIER} | 1 |
`;

const server = serverOf(18);

describe.runIf(server !== undefined)('rows that resist', () => {
  it('are planted for both tenants', async () => {
    await using source = await startSource(server!, 'app', [SCHEMA]);
    const inventory = await collectInventory(superuserOf(source, 'app'), { databases: ['app'] });
    await using scratch = await startScratch({ server: server! });
    await cloneInventory(inventory, scratch);
    const { intent } = readIntent([{ path: 'architecture.md', text: DOCUMENT }]);
    const seeds = await seedTenants({ cluster: scratch, inventory, intent: bindIntent(intent, inventory) });
    expect(seeds.notSeeded).toEqual([]);
    const profiles = seeds.relation({ kind: 'table', path: ['app', 'profiles'], database: 'app' });
    expect(profiles?.rows.b.canaries.some(({ column, unique }) => column === 'email' && unique)).toBe(true);
    const accounts = seeds.relation({ kind: 'table', path: ['app', 'accounts'], database: 'app' });
    const user = seeds.tenants.a.users.get(JSON.stringify(['app', 'members']));
    expect(accounts?.rows.a.values.get('made_by')).toBe(user);
  });
});
