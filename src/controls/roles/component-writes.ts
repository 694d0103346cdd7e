// One component owns a dataset and no other writes to it, even where a row asks for it.

import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { accessWishes } from './access.js';
import { grantModel } from './grant-model.js';
import { useAttacks } from './use-attack.js';
import { withdrawalFact, withdrawalsOf } from './withdrawals.js';

const identity = {
  id: 'roles/component-writes',
  area: 'roles',
  title: 'A component’s login writes no other component’s data',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['cross-component-write'],
  design: (context, threats) => {
    const withdrawals = withdrawalsOf(context, identity.id);
    const refused = grantModel(context).refused.filter((each) => each.why === 'cross-component-write');
    if (withdrawals.length === 0 && refused.length === 0) return nothing;
    const parts = {
      enforcedAt: ['access control lists of the components’ tables and sequences'],
      wishes: [...accessWishes(context), ...withdrawals.map((each) => wish(withdrawalFact(each), []))],
      attacks: withdrawals.flatMap((each) => useAttacks(context, each)),
      residual: 'Foreign keys still tie the components together: a delete in one can be refused by rows of another.',
      bypass: ['superusers', 'owners of the other component’s tables', 'definer routines of the other component'],
      openRisks: refused.map((each) => ({
        what: `${each.actor} asks to write ${each.object.path.join('.')}, which another component owns`,
        reason: 'the authorization row contradicts single-component ownership and is not granted',
        closedBy: 'an interface of the owning component, or a corrected authorization row',
      })),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});
