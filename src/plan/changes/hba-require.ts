// A property of the whole pg_hba.conf. Its negation is the same file with this one property left unmet.

import { hbaText, planHba } from '../hba/file.js';
import { objectRef } from '../../pg/object.js';
import type { ChangeKind } from './kind.js';

export const hbaRequireKind: ChangeKind<'hba-require'> = {
  plan: (_demands, context) => planHba(context),
  negate: () => [],
  negation: (fact, { demands, situation, options }) => {
    const strong = hbaText(demands, situation, options);
    const weak = hbaText(demands, situation, options, fact.rule);
    if (!strong.ok || !weak.ok || strong.value === weak.value) return null;
    return {
      action: 'file',
      kind: 'hba-require',
      phase: 'connection',
      rank: 90,
      database: null,
      asRole: null,
      object: objectRef('hba-line', ['pg_hba.conf']),
      title: `pg_hba.conf without ${fact.rule}`,
      file: 'pg_hba.conf',
      content: weak.value,
      inverse: strong.value,
      lock: 'none',
      hazards: [],
      activation: 'reload',
      because: [],
    };
  },
};
