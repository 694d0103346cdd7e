// Restricted or regulated columns whose only stated protection is the application.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'encryption/application-only',
  title: 'Only the application protects a restricted column',
  severity: 'high',
  confidence: 'high',
  threats: ['restricted-data-disclosure', 'injection-blast-radius'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['columns'],
  doc: {
    what: 'Restricted or regulated columns whose only stated protection is the application.',
    why: 'One injected statement reads past it: the engine itself refuses nothing.',
    fix: 'Add a column grant, a mask or encryption.',
  },
  examples: [
    {
      title: 'application',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;`,
      expect: ['column:sales.people.ssn'],
      documents: [
        '## Data Classification',
        '',
        '| Dataset | Location | Classification | Handling |',
        '|---|---|---|---|',
        '| identity numbers | `sales.people.ssn` | restricted/PII | need to know |',
        '',
        '## Data Protection Rules',
        '',
        '| Location | Protection | Key custody | Readable by |',
        '|---|---|---|---|',
        '| `sales.people.ssn` | application | | hr |',
        '',
      ].join('\n'),
    },
    {
      title: 'and a column grant',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;`,
      expect: [],
      documents: [
        '## Data Classification',
        '',
        '| Dataset | Location | Classification | Handling |',
        '|---|---|---|---|',
        '| identity numbers | `sales.people.ssn` | restricted/PII | need to know |',
        '',
        '## Data Protection Rules',
        '',
        '| Location | Protection | Key custody | Readable by |',
        '|---|---|---|---|',
        '| `sales.people.ssn` | application, column grant | | hr |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ bound }) =>
    (bound?.columns ?? [])
      .filter((column) => column.dataClass === 'restricted' || column.dataClass === 'regulated')
      .filter((column) => column.protections.length === 1 && column.protections[0] === 'application')
      .map((column) => ({
        subject: column.object,
        detail: `${column.dataClass}; protected by the application alone.`,
      })),
});
