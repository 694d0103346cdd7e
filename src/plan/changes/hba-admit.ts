// One admitted line of pg_hba.conf. The whole file is one step, made by `hba-require` when there is a
// requirement too: two steps on one file would undo each other.

import { planHba } from '../hba/file.js';
import { nothing, type ChangeKind } from './kind.js';

export const hbaAdmitKind: ChangeKind<'hba-admit'> = {
  plan: (_demands, context) =>
    context.demands.some(({ fact }) => fact.kind === 'hba-require') ? nothing : planHba(context),
  // Taking an admission away refuses more, so no attack can show it.
  negate: () => [],
};
