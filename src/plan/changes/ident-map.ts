// Maps of pg_ident.conf. All of them are one step on the file; a negation lets any external name in through one of them.

import { planIdent, widenedDraft } from '../ident/file.js';
import type { ChangeKind } from './kind.js';

export const identMapKind: ChangeKind<'ident-map'> = {
  plan: (demands, context) => planIdent(demands, context),
  negate: () => [],
  negation: (fact, { demands, situation }) => widenedDraft(fact, demands, situation),
};
