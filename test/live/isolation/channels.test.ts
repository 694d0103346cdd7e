// Every channel with one leaking and one safe case, on a real server: the leak is refuted by its replay, the safe
// case is proved or beyond reach.
import { beforeAll, describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { silent } from '../../../src/runs/progress.js';
import { proveAll } from '../../../src/runs/prove.js';
import { relationsByColumn } from '../../../src/runs/prove-relations.js';
import type { Verdict } from '../../../src/isolation/verdict.js';
import type { Inventory } from '../../../src/inventory/index.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';

const server = serverOf(18);
const POLICY = `(tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)`;

const SCHEMA = `
CREATE ROLE keeper; CREATE ROLE app LOGIN; CREATE ROLE other LOGIN; CREATE ROLE grp; GRANT grp TO app;
CREATE SCHEMA app AUTHORIZATION keeper; GRANT USAGE ON SCHEMA app TO app, other;
SET ROLE keeper;
CREATE TABLE app.safe (id uuid DEFAULT gen_random_uuid(), tenant_id uuid NOT NULL, body text, PRIMARY KEY (tenant_id, id));
CREATE TABLE app.open (id serial PRIMARY KEY, tenant_id uuid NOT NULL, body text, shared boolean NOT NULL DEFAULT false);
CREATE TABLE app.parted (tenant_id uuid NOT NULL, body text) PARTITION BY LIST (body);
CREATE TABLE app.parted_all PARTITION OF app.parted DEFAULT;
ALTER TABLE app.safe ENABLE ROW LEVEL SECURITY; ALTER TABLE app.safe FORCE ROW LEVEL SECURITY;
ALTER TABLE app.open ENABLE ROW LEVEL SECURITY; ALTER TABLE app.parted ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.safe USING ${POLICY};
CREATE POLICY own ON app.open USING ${POLICY};
CREATE POLICY shared ON app.open FOR SELECT TO grp USING (shared);
CREATE POLICY own ON app.parted USING ${POLICY};
GRANT SELECT, INSERT, UPDATE, DELETE ON app.safe, app.open, app.parted, app.parted_all TO app;
GRANT TRUNCATE ON app.parted_all TO app;
GRANT SELECT ON SEQUENCE app.open_id_seq TO app;
CREATE VIEW app.safe_view AS SELECT id, body FROM app.safe;
CREATE VIEW app.open_view AS SELECT id, body FROM app.open;
CREATE VIEW app.open_chain AS SELECT body FROM app.open_view;
CREATE VIEW app.invoker_view WITH (security_invoker = true) AS SELECT id, body FROM app.safe;
CREATE MATERIALIZED VIEW app.open_mv AS SELECT count(*) AS n FROM app.open;
CREATE MATERIALIZED VIEW app.safe_mv AS SELECT count(*) AS n FROM app.safe;
GRANT SELECT ON app.safe_view, app.open_view, app.open_chain, app.invoker_view, app.open_mv TO app;
CREATE FUNCTION app.all_open() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT body FROM app.open';
CREATE FUNCTION app.my_safe() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER SET search_path = ''
  AS $$ SELECT body FROM app.safe WHERE tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid $$;
CREATE TABLE app.audit (what text); CREATE TABLE app.hidden (what text); GRANT SELECT ON app.audit TO app;
CREATE FUNCTION app.log_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
  AS 'BEGIN INSERT INTO app.audit VALUES (NEW.tenant_id::text); RETURN NEW; END';
CREATE FUNCTION app.log_safe() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
  AS 'BEGIN INSERT INTO app.hidden VALUES (NEW.tenant_id::text); RETURN NEW; END';
CREATE TRIGGER copy AFTER INSERT ON app.open FOR EACH ROW EXECUTE FUNCTION app.log_open();
CREATE TRIGGER copy AFTER INSERT ON app.safe FOR EACH ROW EXECUTE FUNCTION app.log_safe();
CREATE RULE copy AS ON INSERT TO app.parted DO ALSO INSERT INTO app.hidden VALUES (NEW.body);
CREATE TABLE app.children (open_id int REFERENCES app.open (id)); GRANT INSERT ON app.children TO app;
CREATE TABLE app.locked_members (user_id uuid, tenant_id uuid); CREATE TABLE app.loose_members (user_id uuid, tenant_id uuid);
CREATE TABLE app.locked (org_id uuid, body text); CREATE TABLE app.loose (org_id uuid, body text);
ALTER TABLE app.locked ENABLE ROW LEVEL SECURITY; ALTER TABLE app.loose ENABLE ROW LEVEL SECURITY;
CREATE POLICY members ON app.locked USING (org_id IN (SELECT m.tenant_id FROM app.locked_members m WHERE m.user_id = nullif(current_setting('app.user_id', true), '')::uuid));
CREATE POLICY members ON app.loose USING (org_id IN (SELECT m.tenant_id FROM app.loose_members m WHERE m.user_id = nullif(current_setting('app.user_id', true), '')::uuid));
GRANT SELECT ON app.locked, app.loose, app.locked_members TO app; GRANT SELECT, INSERT ON app.loose_members TO app;
RESET ROLE;
CREATE PUBLICATION everything FOR TABLE app.open;
`;

describe.runIf(server !== undefined)('channels', () => {
  let verdicts: readonly Verdict[] = [];
  let inventory: Inventory;

  beforeAll(async () => {
    await using source = await startSource(server!, 'app', [SCHEMA]);
    inventory = await collectInventory(superuserOf(source, 'app'), { databases: ['app'] });
    const subjects = relationsByColumn(
      inventory.databases[0]!,
      'tenant_id',
      { kind: 'setting', setting: 'app.tenant_id' },
      'honest',
    );
    const members = ['locked', 'loose'].flatMap((name) => {
      const via = { schema: 'app', table: `${name}_members`, userColumn: 'user_id', tenantColumn: 'tenant_id' };
      const carrier = { kind: 'setting', setting: 'app.user_id', via } as const;
      return relationsByColumn(inventory.databases[0]!, 'org_id', carrier, 'honest').filter(
        (each) => each.relation.name === name,
      );
    });
    const keyed = subjects.filter((each) => !each.relation.name.endsWith('_members'));
    verdicts = await proveAll(inventory, [...keyed, ...members], ['app', 'other'], 'auto', silent);
  });

  function said(relation: string, channel: string, command: string, role = 'app'): readonly string[] {
    return verdicts
      .filter(
        (each) =>
          each.relation[1] === relation && each.channel === channel && each.command === command && each.role === role,
      )
      .map((each) => each.verdict)
      .toSorted();
  }

  it.each([
    ['safe', 'table', 'select', ['proved']],
    ['safe', 'table', 'insert', ['proved']],
    ['safe', 'table', 'update', ['proved']],
    ['safe', 'table', 'delete', ['proved']],
    ['open', 'table', 'select', ['refuted']],
    ['open', 'table', 'update', ['proved']],
    ['parted', 'table', 'select', ['proved']],
    ['parted_all', 'partition', 'select', ['refuted']],
    ['safe', 'view', 'select', ['proved', 'proved']],
    ['open', 'view', 'select', ['refuted', 'refuted']],
    ['safe', 'materialized-view', 'select', ['no-access']],
    ['open', 'materialized-view', 'select', ['refuted']],
    ['safe', 'function', 'select', ['proved']],
    ['open', 'function', 'select', ['refuted']],
    ['safe', 'trigger', 'select', ['proved']],
    ['open', 'trigger', 'select', ['refuted']],
    ['parted', 'rule', 'select', ['proved']],
    ['open', 'publication', 'select', ['proved']],
    ['parted_all', 'truncate', 'truncate', ['refuted']],
    ['safe', 'truncate', 'truncate', ['no-access']],
    ['safe', 'oracle', 'insert', ['proved']],
    ['open', 'oracle', 'insert', ['refuted']],
    ['open', 'oracle', 'references', ['refuted']],
    ['open', 'sequence', 'select', ['refuted']],
    ['locked', 'table', 'select', ['proved']],
    ['loose', 'table', 'select', ['proved']],
    ['locked', 'trusted-table', 'insert', ['no-access']],
    ['loose', 'trusted-table', 'insert', ['refuted']],
  ])('%s through %s by %s: %j', (relation, channel, command, expected) => {
    expect(said(relation, channel, command)).toEqual(expected);
  });

  it('a role without rights has no access', () => {
    expect(said('safe', 'table', 'select', 'other')).toEqual(['no-access']);
  });

  it('the shortest reason names policy, group and member', () => {
    const found = verdicts.find(
      (each) =>
        each.relation[1] === 'open' && each.channel === 'table' && each.command === 'select' && each.role === 'app',
    );
    expect(found?.reason).toBe(
      'policy shared is permissive for group grp, of which app is a member, and lets rows of another tenant through: shared',
    );
    expect(found?.replay).toMatchObject({ ran: true, leaked: true });
  });
});
