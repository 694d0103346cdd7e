// Audit through pgaudit, where a server has it; and what is said where none has.

import { describe, expect, it } from 'vitest';
import type { Attack } from '../../../../src/attack/model.js';
import { CARRIER, HBA, prove, serverOf, start, table, type Scenario } from './scene.js';
import { UNSHIELDED } from './state.js';

const pgaudit = { pgaudit: true };
const found = serverOf(15, pgaudit).ok;
const base = { kind: 'audit', role: 'r_tenant', title: '', through: 'pgaudit' } as const;

const session: Scenario = {
  name: 'session',
  harden: ["ALTER SYSTEM SET pgaudit.log = 'ddl, role'"],
  facts: [{ kind: 'setting', name: 'pgaudit.log', value: 'ddl, role', without: 'none' }],
  attacks: (['ddl', 'role-change'] as const).map((event): Attack => ({ ...base, id: event, event })),
};

const object: Scenario = {
  name: 'object',
  harden: [
    'CREATE ROLE auditor NOLOGIN',
    'GRANT SELECT, UPDATE ON s.docs TO auditor',
    "ALTER SYSTEM SET pgaudit.role = 'auditor'",
  ],
  facts: [{ kind: 'setting', name: 'pgaudit.role', value: 'auditor', without: '' }],
  attacks: (['privileged-read', 'privileged-write'] as const).map((event): Attack => ({
    ...base,
    id: event,
    event,
    object: table('docs'),
    carrier: CARRIER,
  })),
};

describe('pgaudit', () => {
  it.runIf(found)('leaves its lines, and none when it is switched off', async () => {
    const hardened = [...UNSHIELDED, ...session.harden, ...object.harden];
    await using cluster = await start(15, hardened, HBA, pgaudit);
    const { evidence } = await prove(cluster, [session, object]);
    const met = evidence.map(({ attack, status, observed, withoutControl }) => [
      attack.id,
      status,
      observed.outcome,
      withoutControl.outcome,
    ]);
    expect(met).toEqual(
      ['ddl', 'role-change', 'privileged-read', 'privileged-write'].map((id) => [id, 'holds', 'logged', 'not-logged']),
    );
    expect(evidence.every(({ observed }) => observed.log?.includes('AUDIT: ') === true)).toBe(true);
  });

  it.runIf(serverOf(18).ok)('is an attack that did not run where no server has it, and never a pass', async () => {
    await using cluster = await start(18, UNSHIELDED);
    const { evidence } = await prove(cluster, [session], HBA, {
      missing: 'apt-get install postgresql-18-pgaudit',
    });
    expect(evidence.map(({ status }) => status)).toEqual(['not-run', 'not-run']);
    expect(evidence[0]?.reason).toContain('apt-get install postgresql-18-pgaudit');
  });
});
