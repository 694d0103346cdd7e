import { describe, expect, it } from 'vitest';
import { inventoryOf } from '../../../test/support/inventory.js';
import type { IdentMapFact } from '../../demand/model.js';
import { readSection, unreadable, type IdentFileMap, type Inventory } from '../../inventory/index.js';
import type { PlanOptions } from '../options.js';
import type { Plan } from '../model.js';
import { planOf } from '../plan-of.js';
import { formerIdentText } from './present.js';

const FACT: IdentMapFact = { kind: 'ident-map', map: 'app', role: 'app', identities: ['web 1', 'web-2'] };

function line(map: string, systemUser: string, databaseUser: string, more: Partial<IdentFileMap> = {}): IdentFileMap {
  return { file: 'pg_ident.conf', line: 1, map, systemUser, databaseUser, error: null, ...more };
}

function having(lines: readonly IdentFileMap[], major = 18): Inventory {
  return inventoryOf({ major, cluster: { identMaps: readSection(lines) } });
}

function planned(inventory: Inventory, options: Partial<PlanOptions> = {}): Promise<Plan> {
  return planOf([{ fact: FACT, because: [] }], inventory, { handOff: 'include', ...options });
}

async function contentOf(inventory: Inventory): Promise<string | null> {
  const [step] = (await planned(inventory)).steps;
  return step?.action === 'file' ? step.content.replace(/^#.*\n/u, '') : null;
}

describe('pg_ident.conf as a step', () => {
  it('sets the stated map whole and keeps what others have', async () => {
    const kept = [line('team', '/^(.*)@x$', '\\1'), line('team', 'ops', 'all', { quoted: false })];
    const content = await contentOf(having([...kept, line('app', '/^.*$', 'app'), line('app', 'web-2', 'app')]));
    expect(content).toBe('app "web 1" app\napp web-2 app\nteam "/^(.*)@x$" "\\1"\nteam ops all\n');
  });

  it('is none when the map says just that, in any order', async () => {
    expect(await contentOf(having([line('app', 'web-2', 'app'), line('app', 'web 1', 'app')]))).toBeNull();
    expect(await contentOf(having([line('app', 'web-2', 'app')]))).not.toBeNull();
  });

  it('is blocked where the file cannot be written again as it stands', async () => {
    const doubtful = having([line('team', 'ops', '+staff')]);
    const refused = having([line('', '', '', { error: 'missing entry at end of line' })]);
    const hidden = inventoryOf({ cluster: { identMaps: unreadable('permission denied') } });
    for (const inventory of [doubtful, refused, hidden]) {
      const plan = await planned(inventory);
      expect([plan.steps.length, plan.blocked.map(({ demand }) => demand)]).toEqual([0, ['pg_ident.conf']]);
      expect(formerIdentText(inventory)).toBeNull();
    }
    // Before 16 there are no words.
    expect(await contentOf(having([line('team', 'ops', '+staff')], 15))).toMatch(/^team ops "\+staff"$/mu);
  });

  it('cannot be had on a managed platform, and the plan says so', async () => {
    const plan = await planned(having([]), { platform: 'rds' });
    expect(plan.steps).toEqual([]);
    expect(plan.blocked).toMatchObject([
      { demand: 'pg_ident.conf: map app', reason: expect.stringMatching(/open risk/u) },
    ]);
  });
});
