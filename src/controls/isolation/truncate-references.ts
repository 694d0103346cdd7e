// TRUNCATE and REFERENCES lie outside row-level security: one empties every tenant's table, the other
// tells which rows exist; TRIGGER plants code. No session of a tenant holds them.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { useAttacks } from '../roles/use-attack.js';
import { withdrawalFact, withdrawalsOf } from '../roles/withdrawals.js';

const identity = {
  id: 'isolation/truncate-references',
  area: 'isolation',
  title: 'No TRUNCATE, REFERENCES or TRIGGER on isolated tables',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['tenant-crossing', 'injection-blast-radius'],
  design: (context, threats) => {
    const withdrawals = withdrawalsOf(context, identity.id);
    if (withdrawals.length === 0) return nothing;
    const parts = {
      enforcedAt: withdrawals.map((each) => `table ${each.object.path.join('.')}`),
      wishes: withdrawals.map((each) => wish(withdrawalFact(each), [])),
      attacks: withdrawals.flatMap((each) => useAttacks(context, each)),
      residual: 'Foreign keys that exist already still tell whether a referenced row is there.',
      bypass: ['superusers', 'owners of the tables'],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});
