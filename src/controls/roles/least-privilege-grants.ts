// Every privilege cites the authorization row that permits it; a privilege that no row explains is withdrawn.

import { controlOf, only, wish } from '../build.js';
import {
  defineControl,
  type ControlContext,
  type ControlDefinition,
  type DesignNote,
  type OpenRisk,
} from '../model.js';
import { describeObject } from '../../pg/object.js';
import { accessWishes } from './access.js';
import type { Refusal } from './entitlement.js';
import { grantModel } from './grant-model.js';
import { useAttacks } from './use-attack.js';
import { withdrawalFact, withdrawalsOf } from './withdrawals.js';

const identity = {
  id: 'roles/least-privilege-grants',
  area: 'roles',
  title: 'Privileges are those of the authorization rows, and no others',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['excess-privilege', 'injection-blast-radius'],
  design: (context, threats) => {
    const withdrawals = withdrawalsOf(context, identity.id);
    const model = grantModel(context);
    const parts = {
      enforcedAt: ['access control lists', ...model.groups.map((group) => `group role ${group.role}`)],
      wishes: [...accessWishes(context), ...withdrawals.map((each) => wish(withdrawalFact(each), []))],
      attacks: withdrawals.flatMap((each) => useAttacks(context, each)),
      residual: 'A login can still misuse what its rows permit.',
      bypass: ['superusers', 'owners of the objects', 'members of predefined roles such as pg_read_all_data'],
      notes: refusedNotes(context),
      openRisks: unrealised(context),
    };
    return { ...only(controlOf(context, identity, threats, parts)), diagnostics: model.diagnostics };
  },
});

const REFUSAL_TEXT: { readonly [R in Refusal]: string } = {
  'cross-component-write': 'the row asks for a write on data that another component owns',
  'hidden-column': 'a data protection rule names other readers for this column',
  'tenant-data-in-materialized-view': 'row-level security does not reach the rows of a materialized view',
  partition: 'a partition is used through its parent, where the policies are',
};

/** Rows on partitions are no refusal worth a word: a wildcard names them all. */
function refusedNotes(context: ControlContext): readonly DesignNote[] {
  return grantModel(context)
    .refused.filter((each) => each.why !== 'partition')
    .map((each) => ({
      title: `Not granted: ${each.privilege} on ${describeObject(each.object)} to ${each.actor}`,
      text: `Because ${REFUSAL_TEXT[each.why]}.`,
      sources: [each.grant.source],
    }));
}

function unrealised(context: ControlContext): readonly Omit<OpenRisk, 'threats'>[] {
  return grantModel(context)
    .entitlements.filter((each) => each.items.size > 0 && each.actor.logins.length === 0)
    .map((each) => ({
      what: `The rows of actor ${each.actor.name} are realised by no grant`,
      reason: 'no login of the connection model belongs to this actor',
      closedBy: 'a row in the Connection Model that names the actor’s login',
    }));
}
