// PUBLIC holds nothing: databases (CONNECT, TEMPORARY), schemas, relations, routines, types, languages, large objects.
// USAGE on schema public stays. https://www.postgresql.org/docs/current/ddl-priv.html

import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { accessWishes } from './access.js';
import { creatorNeeds } from './creator-needs.js';
import { useAttacks } from './use-attack.js';
import { withdrawalFact, withdrawalsOf } from './withdrawals.js';

const identity = { id: 'roles/public-revoked', area: 'roles', title: 'PUBLIC holds nothing' } as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['excess-privilege', 'injection-blast-radius', 'search-path-hijack'],
  design: (context, threats) => {
    const withdrawals = withdrawalsOf(context, identity.id);
    if (withdrawals.length === 0) return nothing;
    const parts = {
      enforcedAt: context.databases.map((database) => `access control lists of database ${database}`),
      wishes: [
        ...accessWishes(context),
        ...creatorNeeds(context),
        ...withdrawals.map((each) => wish(withdrawalFact(each), [])),
      ],
      attacks: withdrawals.flatMap((each) => useAttacks(context, each)),
      residual:
        'System catalogs and what extensions brought along stay readable or usable by everybody who may connect.',
      bypass: ['superusers', 'owners'],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});
