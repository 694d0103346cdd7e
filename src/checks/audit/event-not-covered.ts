// Events of the audit architecture whose class neither pgaudit nor native logging records as configured.
// https://www.postgresql.org/docs/current/runtime-config-logging.html

import { objectRef } from '../../pg/object.js';
import { whyUncovered } from '../audit.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'audit/event-not-covered',
  title: 'An event that the documents want audited is not recorded',
  severity: 'high',
  confidence: 'high',
  threats: ['repudiation', 'audit-evasion'],
  references: [
    'https://www.postgresql.org/docs/current/runtime-config-logging.html',
    'https://github.com/pgaudit/pgaudit',
  ],
  needs: ['settings', 'roleSettings', 'roles', 'schemas'],
  doc: {
    what: 'Events of the audit architecture whose class neither pgaudit nor native logging records as configured.',
    why: 'What happened cannot be shown afterwards, and the threat that the event answers goes unseen.',
    fix: 'Set pgaudit.log or pgaudit.role, log_connections, or log_statement for the class.',
  },
  examples: [
    {
      title: 'nothing is recorded',
      sql: `SELECT 1`,
      expect: ['server:DDL', 'server:Privileged reads', 'server:Logins'],
      documents: [
        '## Logging & Audit Architecture',
        '',
        '| Event | Scope | Threat | Sink | Retention | Tamper evidence |',
        '|---|---|---|---|---|---|',
        '| DDL | `app` | T1 | siem | 1 year | hash chain |',
        '| Privileged reads | `app` | T1 | siem | 1 year | hash chain |',
        '| Logins | `app` | T1 | siem | 1 year | hash chain |',
        '| Failed logins | `app` | T1 | siem | 1 year | hash chain |',
        '',
      ].join('\n'),
      settings: { log_connections: 'off' },
    },
    {
      title: 'native logging suffices',
      sql: `SELECT 1`,
      expect: [],
      documents: [
        '## Logging & Audit Architecture',
        '',
        '| Event | Scope | Threat | Sink | Retention | Tamper evidence |',
        '|---|---|---|---|---|---|',
        '| DDL | `app` | T1 | siem | 1 year | hash chain |',
        '| Logins | `app` | T1 | siem | 1 year | hash chain |',
        '| Role changes | `app` | T1 | siem | 1 year | hash chain |',
        '',
      ].join('\n'),
      settings: { log_connections: 'on', log_statement: 'ddl' },
    },
    {
      title: 'object auditing',
      sql: `CREATE ROLE auditor; CREATE TABLE people (a int); GRANT SELECT ON people TO auditor`,
      expect: [],
      documents: [
        '## Logging & Audit Architecture',
        '',
        '| Event | Scope | Threat | Sink | Retention | Tamper evidence |',
        '|---|---|---|---|---|---|',
        '| Privileged reads | `public.people` | T1 | siem | 1 year | hash chain |',
        '',
      ].join('\n'),
      settings: { shared_preload_libraries: 'pgaudit', 'pgaudit.role': 'auditor' },
    },
    {
      title: 'pgaudit without the class',
      sql: `CREATE TABLE people (a int)`,
      expect: ['server:Privileged reads'],
      documents: [
        '## Logging & Audit Architecture',
        '',
        '| Event | Scope | Threat | Sink | Retention | Tamper evidence |',
        '|---|---|---|---|---|---|',
        '| Privileged reads | `public.people` | T1 | siem | 1 year | hash chain |',
        '',
      ].join('\n'),
      settings: { shared_preload_libraries: 'pgaudit', 'pgaudit.log': 'ddl, role' },
    },
  ],
  check: ({ inventory, bound }) =>
    (bound?.audits ?? []).flatMap((audit): readonly Gap[] => {
      const { event, eventClass } = audit.event;
      const why = eventClass === null ? null : whyUncovered(inventory, audit, eventClass);
      return why === null ? [] : [{ subject: objectRef('server', [event]), detail: `${event}: ${why}.` }];
    }),
});
