// What a domain promises of stored values counts for a proof, and what it does not promise does not: asked of the server.
import { expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { proveAll } from '../../../src/runs/prove.js';
import { relationsByColumn } from '../../../src/runs/prove-relations.js';
import { silent } from '../../../src/runs/progress.js';
import { connect } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';

const table = (name: string, type: string, shared: string): string => `
CREATE TABLE app.${name} (tenant_id uuid NOT NULL, kind ${type}); ALTER TABLE app.${name} ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.${name} FOR SELECT USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid OR ${shared});
GRANT SELECT ON app.${name} TO app;`;

const SCHEMA = `
CREATE ROLE app LOGIN; CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO app;
CREATE FUNCTION app.known(t text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 <> 'public' $$;
CREATE DOMAIN app.kind AS text NOT NULL CHECK (VALUE IN ('private', 'public', 'internal'));
CREATE DOMAIN app.inner_kind AS app.kind CHECK (VALUE <> 'public');
CREATE DOMAIN app.late_kind AS text; CREATE DOMAIN app.called_kind AS text CHECK (app.known(VALUE));
${table('plain', 'app.kind', `kind = 'secret'`)}${table('nested', 'app.inner_kind', `kind = 'public'`)}
${table('open', 'app.kind', `kind = 'public'`)}${table('empty', 'app.kind', 'kind IS NULL')}
${table('late', 'app.late_kind', `kind = 'old'`)}${table('called', 'app.called_kind', `kind = 'public'`)}
INSERT INTO app.late VALUES (gen_random_uuid(), 'old');
ALTER DOMAIN app.late_kind ADD CHECK (VALUE <> 'old') NOT VALID;`;

const server = serverOf(18);

it.runIf(server !== undefined)(
  'checks of domains count, where the server holds them',
  { timeout: 100_000 },
  async () => {
    await using source = await startSource(server!, 'app', [SCHEMA]);
    const inventory = await collectInventory(superuserOf(source, 'app'), { databases: ['app'] });
    const carrier = { kind: 'setting', setting: 'app.tenant_id' } as const;
    const subjects = relationsByColumn(inventory.databases[0]!, 'tenant_id', carrier, 'honest');
    const verdicts = await proveAll(inventory, subjects, ['app'], 'auto', silent);
    const said = verdicts.filter((each) => each.channel === 'table' && each.command === 'select');
    expect(Object.fromEntries(said.map((each) => [each.relation[1], each.verdict]))).toEqual({
      plain: 'proved',
      nested: 'proved',
      open: 'refuted',
      // The server lets NULL and what was there before through; no fresh row shows it.
      empty: 'unknown',
      late: 'unknown',
      // A function may have answered otherwise when the row was stored.
      called: 'unknown',
    });
  },
);

for (const major of [14, 18] as const) {
  it.runIf(serverOf(major) !== undefined)(`${major} stores NULL in a domain that forbids it`, async () => {
    await using source = await startSource(serverOf(major)!, 'app', [
      'CREATE DOMAIN kind AS text NOT NULL CHECK (VALUE IS NOT NULL); CREATE TABLE docs (kind kind);',
    ]);
    const session = await connect(superuserOf(source, 'app'));
    const plain = await session.attempt(sql`INSERT INTO docs VALUES (NULL)`);
    expect(plain.ok ? null : plain.error.sqlstate).toBe('23502');
    await session.query(sql`INSERT INTO docs VALUES ((SELECT kind FROM docs WHERE false))`);
    expect((await session.query(sql`SELECT count(*) FROM docs WHERE kind IS NULL`)).rows).toEqual([['1']]);
    await session.close();
  });
}
