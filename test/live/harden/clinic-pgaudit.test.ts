// The same clinic on a server that has pgaudit: the audited events are pgaudit's own records.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discoverServers } from '../../../src/proof/scratch/index.js';
import { hardenClinic, type HardenedClinic } from './clinic.js';

const server = (await discoverServers()).find((each) => each.pgaudit);

describe.skipIf(server === undefined)('the clinic on a server with pgaudit', () => {
  let clinic: HardenedClinic;

  beforeAll(async () => {
    clinic = await hardenClinic({ major: server?.major ?? 15, need: { pgaudit: true } });
  });

  afterAll(() => clinic.remove());

  it('finds pgaudit’s record of every stated event, and misses it without the control', () => {
    const rows = clinic.outcome.document.evidence.filter(
      ({ attack }) => attack.kind === 'audit' && attack.through === 'pgaudit',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect([row.observed.outcome, row.withoutControl.outcome], row.attack.id).toEqual(['logged', 'not-logged']);
      expect(row.observed.log).toContain('AUDIT: ');
    }
  });

  it('holds everywhere, converges and comes back', () => {
    const { evidence, proof } = clinic.outcome.document;
    const wrong = evidence.filter((row) => row.status !== 'holds');
    expect(wrong.map((row) => `${row.control} ${row.attack.id} ${row.status} ${row.reason}`)).toEqual([]);
    expect(proof.secondPlanSteps).toBe(0);
    expect(proof.undoDifferences).toEqual([]);
  });
});
