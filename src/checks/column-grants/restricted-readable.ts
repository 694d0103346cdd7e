// Columns classified confidential or higher that a role can read although neither a data protection row nor,
// without one, an authorization row names its actor.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { accessIndex } from '../../access/index.js';
import { actorIndex } from '../actor.js';
import { ordinaryLogins } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'column-grants/restricted-readable',
  title: 'A restricted column is readable by somebody whom no row names',
  severity: 'critical',
  confidence: 'high',
  threats: ['restricted-data-disclosure'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['relations', 'columns', 'roles', 'memberships'],
  doc: {
    what: 'Columns classified confidential or higher that a role can read although neither a data protection row nor, without one, an authorization row names its actor.',
    why: 'The classification says who may see it; the database shows it to more.',
    fix: 'Revoke the table’s SELECT and grant the other columns.',
  },
  examples: [
    {
      title: 'the table is granted',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;GRANT SELECT ON sales.people TO app`,
      expect: ['column:sales.people.ssn'],
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
        '## Authorization Architecture',
        '',
        '| Actor | Resource | Operations | Condition |',
        '|---|---|---|---|',
        '| hr | `sales.people` | select, insert | |',
        '| app | `sales.people.id` | select | |',
        '',
        '## Data Protection Rules',
        '',
        '| Location | Protection | Key custody | Readable by |',
        '|---|---|---|---|',
        '| `sales.people.ssn` | column grant | | hr |',
        '',
      ].join('\n'),
    },
    {
      title: 'without a protection row, the authorization decides',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;GRANT SELECT ON sales.people TO app`,
      expect: ['column:sales.people.ssn'],
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
        '## Authorization Architecture',
        '',
        '| Actor | Resource | Operations | Condition |',
        '|---|---|---|---|',
        '| hr | `sales.people` | select, insert | |',
        '| app | `sales.people.id` | select | |',
        '',
      ].join('\n'),
    },
    {
      title: 'a login that nobody stated',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;CREATE ROLE temp LOGIN; GRANT SELECT (ssn) ON sales.people TO temp`,
      expect: ['column:sales.people.ssn'],
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
        '## Authorization Architecture',
        '',
        '| Actor | Resource | Operations | Condition |',
        '|---|---|---|---|',
        '| hr | `sales.people` | select, insert | |',
        '| app | `sales.people.id` | select | |',
        '',
        '## Data Protection Rules',
        '',
        '| Location | Protection | Key custody | Readable by |',
        '|---|---|---|---|',
        '| `sales.people.ssn` | column grant | | hr |',
        '',
      ].join('\n'),
    },
    {
      title: 'the other columns only',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;GRANT SELECT (id) ON sales.people TO app`,
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
        '## Authorization Architecture',
        '',
        '| Actor | Resource | Operations | Condition |',
        '|---|---|---|---|',
        '| hr | `sales.people` | select, insert | |',
        '| app | `sales.people.id` | select | |',
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
    if (bound === null) return [];
    const index = accessIndex(inventory);
    const actors = actorIndex(inventory, bound);
    const logins = new Map(ordinaryLogins(inventory).map((role) => [role.name, actors.stated(role.name)]));
    return bound.columns.flatMap((column): readonly Gap[] => {
      if (column.dataClass === 'public' || column.dataClass === 'internal') return [];
      const named = column.readableBy;
      const readers = index.holders(column.object, 'SELECT').filter((role) => {
        const login = logins.get(role);
        if (!logins.has(role) || login?.beyondGrants === true) return false;
        const actor = login?.actor ?? null;
        return named.length > 0
          ? actor === null || !named.includes(actor)
          : !actors.mayDo(actor, column.object, 'SELECT');
      });
      return readers.length === 0
        ? []
        : [{ subject: column.object, detail: `${column.dataClass}; readable by ${listed(readers)}.` }];
    });
  },
});
