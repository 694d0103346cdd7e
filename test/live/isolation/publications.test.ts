// Publications on every major: what a role with REPLICATION is sent past the policies is refuted by what it was really
// sent; a row filter on the tenant, no publication and no REPLICATION are proved.
import { expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import type { Verdict } from '../../../src/isolation/verdict.js';
import { MAJORS, type Major } from '../../../src/pg/index.js';
import { proveAll } from '../../../src/runs/prove.js';
import { relationsByColumn } from '../../../src/runs/prove-relations.js';
import { silent } from '../../../src/runs/progress.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';

const table = (name: string, rest = '(id uuid, tenant_id text NOT NULL, body text)'): string => `
CREATE TABLE app.${name} ${rest}; ALTER TABLE app.${name} ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.${name} USING (tenant_id = session_user); GRANT SELECT ON app.${name} TO copier, plain;`;

const SCHEMA = `
CREATE ROLE copier LOGIN REPLICATION; CREATE ROLE plain LOGIN; CREATE ROLE hopper LOGIN; GRANT copier TO hopper;
CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO copier, plain, hopper;
${table('sent')}${table('parted', '(id uuid, tenant_id text NOT NULL, body text) PARTITION BY LIST (body)')}${table('kept')}
CREATE TABLE app.part PARTITION OF app.parted DEFAULT; GRANT SELECT ON app.part TO copier, plain;
CREATE PUBLICATION "all, of them" FOR TABLE app.sent, app.parted;`;

/** From 15 on. */
const FILTERED = `${table('own')}${table('loose')}${table('both')}
CREATE PUBLICATION own FOR TABLE app.own WHERE (tenant_id = 'copier');
CREATE PUBLICATION loose FOR TABLE app.loose (tenant_id) WHERE (body <> 'draft');
CREATE PUBLICATION filtered FOR TABLE app.both WHERE (tenant_id = 'copier'); CREATE PUBLICATION whole FOR TABLE app.both;`;

async function verdictsOn(major: Major): Promise<(name: string, channel: string, role: string) => readonly string[]> {
  const texts = [SCHEMA, ...(major >= 15 ? [FILTERED] : [])];
  await using source = await startSource(serverOf(major)!, 'app', texts, { wal_level: 'logical' });
  const inventory = await collectInventory(superuserOf(source, 'app'), { databases: ['app'] });
  const subjects = relationsByColumn(inventory.databases[0]!, 'tenant_id', { kind: 'role' }, 'honest');
  const few = subjects.filter((each) => ['sent', 'kept'].includes(each.relation.name));
  const verdicts: readonly Verdict[] = [
    ...(await proveAll(inventory, subjects, ['copier'], 'auto', silent)),
    ...(await proveAll(inventory, few, ['plain', 'hopper'], 'auto', silent)),
  ];
  return (name, channel, role) =>
    verdicts
      .filter((each) => each.relation[1] === name && each.channel === channel && each.role === role)
      .filter((each) => channel !== 'bypass' || each.command === 'replicate')
      .map((each) => each.verdict);
}

for (const major of MAJORS) {
  it.runIf(serverOf(major) !== undefined)(`publications on ${major}`, { timeout: 120_000 }, async () => {
    const said = await verdictsOn(major);
    expect(said('sent', 'publication', 'copier')).toEqual(['refuted']);
    expect(said('sent', 'publication', 'hopper')).toEqual(['refuted']);
    expect(said('sent', 'publication', 'plain')).toEqual(['proved']);
    expect(said('parted', 'publication', 'copier')).toEqual(['refuted']);
    expect(said('part', 'publication', 'copier')).toEqual(['refuted']);
    expect(said('kept', 'publication', 'copier')).toEqual(['proved']);
    // An output plugin asks for no publication.
    expect(said('kept', 'bypass', 'copier')).toEqual(['refuted']);
    expect(said('kept', 'bypass', 'plain')).toEqual([]);
    if (major < 15) return;
    expect(said('own', 'publication', 'copier')).toEqual(['proved']);
    expect(said('loose', 'publication', 'copier')).toEqual(['refuted']);
    expect(said('both', 'publication', 'copier').toSorted()).toEqual(['proved', 'refuted']);
  });
}
