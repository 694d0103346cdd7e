// Columns protected by pgcrypto according to the documents whose type is not bytea.
// https://www.postgresql.org/docs/current/pgcrypto.html

import { objectKey } from '../../pg/object.js';
import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'encryption/stored-in-the-clear',
  title: 'A column that shall be encrypted is stored in the clear',
  severity: 'high',
  confidence: 'medium',
  threats: ['restricted-data-disclosure', 'media-theft'],
  references: ['https://www.postgresql.org/docs/current/pgcrypto.html'],
  needs: ['columns'],
  doc: {
    what: 'Columns protected by pgcrypto according to the documents whose type is not bytea.',
    why: 'pgcrypto’s results are bytea; another type holds the value itself.',
    fix: 'Encrypt into a bytea column, key outside the database.',
  },
  examples: [
    {
      title: 'text',
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
        '| `sales.people.ssn` | pgcrypto | vault | hr |',
        '',
      ].join('\n'),
    },
    {
      title: 'bytea',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn bytea); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;`,
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
        '| `sales.people.ssn` | pgcrypto | vault | hr |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    const wanted = new Set(
      (bound?.columns ?? [])
        .filter((column) => column.protections.includes('pgcrypto'))
        .map((column) => objectKey(column.object)),
    );
    if (wanted.size === 0) return [];
    return scopeOf(inventory)
      .columns.filter(({ object, item }) => item.type !== 'bytea' && wanted.has(objectKey(object)))
      .map(({ object, item }) => ({
        subject: object,
        detail: `Shall be encrypted with pgcrypto; its type is ${item.type}.`,
      }));
  },
});
