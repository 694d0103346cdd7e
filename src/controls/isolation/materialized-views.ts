// Row-level security does not exist on materialized views: one that holds tenants' rows shows them all,
// so nobody who acts for a tenant may read it.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { uniqueSorted } from '../../core/order.js';
import type { ObjectRef } from '../../pg/object.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { grantModel } from '../roles/grant-model.js';
import { useAttacks } from '../roles/use-attack.js';
import { withdrawalFact, withdrawalsOf } from '../roles/withdrawals.js';
import { hasRefreshRoute } from './routes.js';

const identity = {
  id: 'isolation/materialized-views',
  area: 'isolation',
  title: 'Materialized views with tenants’ rows are closed to tenants’ sessions',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['tenant-crossing'],
  design: (context, threats) => {
    const withdrawals = withdrawalsOf(context, identity.id);
    if (withdrawals.length === 0) return nothing;
    const refused = grantModel(context).refused.filter((each) => each.why === 'tenant-data-in-materialized-view');
    const parts = {
      enforcedAt: withdrawals.map((each) => `materialized view ${each.object.path.join('.')}`),
      wishes: withdrawals.map((each) => wish(withdrawalFact(each), [])),
      attacks: withdrawals.flatMap((each) => useAttacks(context, each)),
      residual: 'Its owner reads all tenants’ rows in it.',
      bypass: ['superusers', 'the owner of the materialized view'],
      openRisks: unrefreshed(withdrawals.map((each) => each.object).filter((view) => !hasRefreshRoute(context, view))),
      notes: refused.map((each) => ({
        title: `Not granted: ${each.object.path.join('.')} to ${each.actor}`,
        text: 'The rows of a materialized view belong to all tenants at once.',
        sources: [each.grant.source],
      })),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function unrefreshed(views: readonly ObjectRef[]) {
  if (views.length === 0) return [];
  const names = uniqueSorted(views.map((view) => view.path.join('.'))).join(', ');
  return [
    {
      what: `Nobody refreshes ${names}`,
      reason: 'REFRESH runs as the view’s owner, whom FORCE ROW LEVEL SECURITY binds: it would store no rows',
      closedBy:
        'an authorization row with the operation maintain for who refreshes it, or a view with a tenant key in its place',
    },
  ];
}
