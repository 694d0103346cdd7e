// An inventory that a role without any special right has read: the same verdicts as a superuser's.
import { expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import type { Verdict } from '../../../src/isolation/verdict.js';
import { proveAll } from '../../../src/runs/prove.js';
import { relationsByColumn } from '../../../src/runs/prove-relations.js';
import { silent } from '../../../src/runs/progress.js';
import type { Target } from '../../../src/session/index.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';

const OWN = `tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`;
const table = (name: string, using: string): string => `
CREATE TABLE app.${name} (id uuid, tenant_id uuid NOT NULL, body text); ALTER TABLE app.${name} ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.${name} USING (${using}); GRANT SELECT, INSERT ON app.${name} TO app;`;

const SCHEMA = `
CREATE ROLE app LOGIN PASSWORD 'secret'; CREATE ROLE keeper BYPASSRLS; CREATE ROLE jumper LOGIN; GRANT keeper TO jumper;
CREATE ROLE reader LOGIN; CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO app, keeper, jumper;
CREATE FUNCTION app.mine(t uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$ SELECT $1 = nullif(current_setting('app.tenant_id', true), '')::uuid $$;
${table('safe', OWN)}${table('called', 'app.mine(tenant_id)')}${table('open', `${OWN} OR body = 'shared'`)}${table('odd', `md5(tenant_id::text) = md5(body)`)}
CREATE VIEW app.all_safe AS SELECT body FROM app.safe; GRANT SELECT ON app.all_safe TO app; GRANT SELECT ON app.safe TO keeper;`;

const server = serverOf(18);

async function verdictsOf(target: Target): Promise<readonly Verdict[]> {
  const inventory = await collectInventory(target, { databases: ['app'] });
  const carrier = { kind: 'setting', setting: 'app.tenant_id' } as const;
  const subjects = relationsByColumn(inventory.databases[0]!, 'tenant_id', carrier, 'honest');
  return proveAll(inventory, subjects, ['app', 'jumper'], 'auto', silent);
}

function said(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.map((each) => [each.relation[1], each.channel, each.command, each.role, each.verdict].join(' '));
}

it.runIf(server !== undefined)('a plain role reads enough to prove and to refute', { timeout: 200_000 }, async () => {
  await using source = await startSource(server!, 'app', [SCHEMA]);
  const plain = said(await verdictsOf({ ...superuserOf(source, 'app'), user: 'reader', password: null }));
  for (const expected of [
    'safe table select app proved',
    'safe table insert app proved',
    'called table select app proved',
    'open table select app refuted',
    'odd table select app refuted',
    'safe view select app refuted',
    'safe set-role select jumper refuted',
  ])
    expect(plain).toContain(expected);
  expect(plain).toEqual(said(await verdictsOf(superuserOf(source, 'app'))));
});
