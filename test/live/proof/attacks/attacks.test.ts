// The law of mutation on the attacks themselves: each kind holds and turns red, is found vacuous when its
// control's removal does not matter, and is found broken when the control was never there.

import { describe, expect, it } from 'vitest';
import { collectInventory } from '../../../../src/collect/index.js';
import type { Fact } from '../../../../src/demand/model.js';
import { stableInventory } from '../../../../src/inventory/index.js';
import { roleGrantee } from '../../../../src/pg/grantee.js';
import { MAJORS } from '../../../../src/pg/version.js';
import { SCENARIOS } from './scenarios.js';
import { prove, serverOf, start, table, targetOf } from './scene.js';
import { UNSHIELDED, WEAKENED } from './state.js';

const all = process.env['PGRAMPART_LONG'] === '1';
const majors = MAJORS.filter((major) => all || major === 14 || major === 18);
const hardened = [...UNSHIELDED, ...SCENARIOS.flatMap((each) => each.harden)];

/** True already, and nobody attacks it: one of its own for each scenario. */
function idleFact(index: number): Fact {
  const object = table(['docs', 'people', 'notes', 'mine'][index % 4] ?? '');
  const privilege =
    (['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES', 'TRIGGER'] as const)[Math.floor(index / 4)] ?? 'SELECT';
  return { kind: 'privilege', grantee: roleGrantee('creator'), object, privilege, present: false, grantable: false };
}

describe.each(majors)('attacks on PostgreSQL %i', (major) => {
  it.runIf(serverOf(major).ok)(
    'hold with the control and turn red without it, and leave the cluster as it was',
    async () => {
      await using cluster = await start(major, hardened);
      const before = await collectInventory(targetOf(cluster));
      const { evidence } = await prove(cluster, SCENARIOS);
      expect(evidence.filter(({ status }) => status !== 'holds')).toEqual([]);
      expect(evidence.length).toBeGreaterThanOrEqual(SCENARIOS.length);
      expect(stableInventory(await collectInventory(targetOf(cluster)))).toEqual(stableInventory(before));
    },
  );

  it.runIf(serverOf(major).ok)('are vacuous when the removal does not matter', async () => {
    await using cluster = await start(major, hardened);
    const idle = SCENARIOS.map((each, index) => ({ ...each, facts: [idleFact(index)] }));
    const { evidence } = await prove(cluster, idle);
    const met = evidence.map(({ control, attack, status, reason }) => ({ control, id: attack.id, status, reason }));
    expect(met.filter(({ status }) => status !== 'vacuous')).toEqual([]);
    expect(evidence.length).toBeGreaterThanOrEqual(idle.length);
  });

  it.runIf(serverOf(major).ok)('are broken when the control was never there', async () => {
    const open = 'host all all all scram-sha-256\n';
    await using cluster = await start(major, [...UNSHIELDED, ...WEAKENED], open);
    // A role that is a superuser from the start would keep all other attacks from running.
    const tried = SCENARIOS.filter(({ name }) => name !== 'setting');
    const { evidence } = await prove(cluster, tried, open);
    const met = evidence.map(({ control, attack, status, observed }) => ({ control, id: attack.id, status, observed }));
    expect(met.filter(({ status, id }) => status !== 'broken' && id !== 'superuser')).toEqual([]);
    expect(evidence.length).toBeGreaterThanOrEqual(tried.length);
  });
});
