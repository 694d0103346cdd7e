import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { bindIntent, readIntent } from '../../../src/intent/index.js';
import { stableInventory } from '../../../src/inventory/equal.js';
import { cloneInventory, openAsSuperuser } from '../../../src/proof/clone/index.js';
import { startScratch } from '../../../src/proof/scratch/index.js';
import { seedTenants, type SeededRelation } from '../../../src/proof/tenants/index.js';
import { Ident } from '../../../src/sql/ident.js';
import { join, qualified, sql } from '../../../src/sql/sql.js';
import { clinicSchema, serverOf, startSource, superuserOf } from './source.js';

const docs = new URL('../../../examples/clinic/docs/', import.meta.url);
const documents = readdirSync(docs).map((path) => ({ path, text: readFileSync(new URL(path, docs), 'utf8') }));

describe.each([14, 18] as const)('seeds on %i', (major) => {
  const server = serverOf(major);
  it.runIf(server !== undefined)(
    'every isolated or classified table of the clinic has rows of both tenants',
    async () => {
      await using source = await startSource(server!, 'clinic', [clinicSchema()]);
      const inventory = await collectInventory(superuserOf(source, 'clinic'), { databases: ['clinic'] });
      await using scratch = await startScratch({ server: server! });
      await cloneInventory(inventory, scratch);
      const before = await collectInventory(superuserOf(scratch, 'clinic'), { databases: ['clinic'] });
      const intent = bindIntent(readIntent(documents).intent, inventory);
      const seeds = await seedTenants({ cluster: scratch, inventory, intent });
      expect(seeds.notSeeded).toEqual([]);
      expect(seeds.relations).toHaveLength(34);
      const after = await collectInventory(superuserOf(scratch, 'clinic'), { databases: ['clinic'] });
      expect(stableInventory(after)).toEqual(stableInventory(before));

      const session = await openAsSuperuser(scratch, 'clinic');
      for (const relation of seeds.relations) {
        for (const row of [relation.rows.a, relation.rows.b]) {
          const found = await session.query(sql`SELECT * FROM ${from(relation)} WHERE ${where(row)}`);
          expect(found.count).toBe(1);
          for (const canary of row.canaries) {
            expect(found.rows[0]?.[found.fields.indexOf(canary.column)]).toBe(canary.text);
          }
        }
        expect(relation.rows.a.canaries.length).toBeGreaterThan(0);
        expect(relation.insertable('b')).not.toBeNull();
      }
      await session.close();
      const patients = seeds.relation({ kind: 'table', path: ['patients', 'patients'], database: 'clinic' });
      expect(patients?.rows.b.tenantKey).toBe(seeds.tenants.b.keys.get('uuid'));
    },
  );
});

function from(relation: SeededRelation): ReturnType<typeof qualified> {
  return qualified(...relation.object.path);
}

function where(row: SeededRelation['rows']['a']): ReturnType<typeof qualified> {
  return join(
    row.key.map((item) => sql`${Ident.of(item.column)} = ${item.value}`),
    sql` AND `,
  );
}
