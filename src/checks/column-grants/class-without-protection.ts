// Columns classified restricted or regulated that no data protection row covers.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { type CheckDefinition, defineCheck, type Gap } from '../model.js';
import { scopeOf } from '../scope.js';

export const check: CheckDefinition = defineCheck({
  id: 'column-grants/class-without-protection',
  title: 'A restricted column has no protection',
  severity: 'medium',
  confidence: 'high',
  threats: ['restricted-data-disclosure'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['relations', 'columns'],
  doc: {
    what: 'Columns classified restricted or regulated that no data protection row covers.',
    why: 'Nobody has decided who may read it and in what form.',
    fix: 'Add a data protection row: who may read it, and how it is protected.',
  },
  examples: [
    {
      title: 'classified and left alone',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;`,
      expect: ['column:sales.people.ssn'],
      documents: [
        '## Data Classification',
        '',
        '| Dataset | Location | Classification | Handling |',
        '|---|---|---|---|',
        '| identity numbers | `sales.people.ssn` | restricted/PII | need to know |',
        '',
      ].join('\n'),
    },
    {
      title: 'protected',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;`,
      expect: [],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '| `hr` | hr | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '',
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
        '| `sales.people.ssn` | column grant | | hr |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    const scope = scopeOf(inventory);
    return (bound?.columns ?? []).flatMap((column): readonly Gap[] => {
      const [schema = '', name = ''] = column.object.path;
      const relation = scope.relation(column.object.database, schema, name)?.item;
      // Views and partitions show what their tables hold: the decision is made there.
      if (relation?.kind !== 'table' || relation.partitionBound !== null || column.protections.length > 0) return [];
      if (column.dataClass !== 'restricted' && column.dataClass !== 'regulated') return [];
      return [{ subject: column.object, detail: `${column.dataClass}; no data protection row covers it.` }];
    });
  },
});
