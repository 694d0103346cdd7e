// shared_preload_libraries does not name pgaudit.
// https://github.com/pgaudit/pgaudit

import { settingList, settingRef, settingValue } from '../setting.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'audit/pgaudit-not-loaded',
  title: 'pgaudit is not loaded',
  severity: 'medium',
  confidence: 'high',
  threats: ['repudiation', 'audit-evasion'],
  references: [
    'https://github.com/pgaudit/pgaudit',
    'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-SHARED-PRELOAD-LIBRARIES',
  ],
  needs: ['settings'],
  doc: {
    what: 'shared_preload_libraries does not name pgaudit.',
    why: 'Native logging cannot record reads of chosen tables or tell who used which privilege on what.',
    fix: 'Install pgaudit, add it to shared_preload_libraries and restart.',
  },
  examples: [
    { title: 'not loaded', sql: `SELECT 1`, expect: ['setting:shared_preload_libraries'] },
    { title: 'loaded', sql: `SELECT 1`, expect: [], settings: { shared_preload_libraries: 'pgaudit' } },
  ],
  check: ({ inventory, bound }) => {
    if (settingList(inventory, 'shared_preload_libraries').includes('pgaudit')) return [];
    const wanted = (bound?.intent.auditEvents ?? []).some(
      ({ eventClass }) => eventClass === 'privileged-read' || eventClass === 'privileged-write',
    );
    const value = settingValue(inventory, 'shared_preload_libraries') ?? '';
    return [
      {
        subject: settingRef('shared_preload_libraries'),
        severity: wanted ? 'high' : 'medium',
        detail: `shared_preload_libraries = ${value === '' ? 'nothing' : value}${wanted ? '; the documents ask for reads or writes to be audited' : ''}.`,
      },
    ];
  },
});
