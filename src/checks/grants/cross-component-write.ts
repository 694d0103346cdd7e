// Tables that a login of one component can write although another component owns them.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { accessIndex } from '../../access/index.js';
import { actorIndex } from '../actor.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'grants/cross-component-write',
  title: 'A component may write another component’s table',
  severity: 'high',
  confidence: 'high',
  threats: ['cross-component-write'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['relations', 'roles', 'memberships'],
  doc: {
    what: 'Tables that a login of one component can write although another component owns them.',
    why: 'One component owns a dataset: when others write it, its rules can be broken from outside, and a break-in spreads.',
    fix: 'Revoke the writes; let the owning component offer a function or a queue.',
  },
  examples: [
    {
      title: 'a write from outside',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE SCHEMA hr; CREATE TABLE sales.orders (a int); CREATE TABLE hr.staff (a int);GRANT SELECT, INSERT ON sales.orders TO app; GRANT SELECT, UPDATE ON hr.staff TO app`,
      expect: ['table:hr.staff'],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '| `hr` | hr | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '',
        '## Components',
        '',
        '| Component | Tier | Owns | Connects as |',
        '|---|---|---|---|',
        '| sales | 1 | `sales` | `app` |',
        '| people | 1 | `hr` | `hr` |',
        '',
      ].join('\n'),
    },
    {
      title: 'ownership is writing, too',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE SCHEMA hr; CREATE TABLE sales.orders (a int); CREATE TABLE hr.staff (a int);ALTER TABLE hr.staff OWNER TO app`,
      expect: ['table:hr.staff'],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '| `hr` | hr | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '',
        '## Components',
        '',
        '| Component | Tier | Owns | Connects as |',
        '|---|---|---|---|',
        '| sales | 1 | `sales` | `app` |',
        '| people | 1 | `hr` | `hr` |',
        '',
      ].join('\n'),
    },
    {
      title: 'reading is another matter',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE SCHEMA hr; CREATE TABLE sales.orders (a int); CREATE TABLE hr.staff (a int);GRANT SELECT, INSERT ON sales.orders TO app; GRANT SELECT ON hr.staff TO app`,
      expect: [],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '| `hr` | hr | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '',
        '## Components',
        '',
        '| Component | Tier | Owns | Connects as |',
        '|---|---|---|---|',
        '| sales | 1 | `sales` | `app` |',
        '| people | 1 | `hr` | `hr` |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    if (bound === null) return [];
    const actors = actorIndex(inventory, bound);
    const index = accessIndex(inventory);
    return bound.relations.flatMap(({ object, component }): readonly Gap[] => {
      if (component === null) return [];
      const words = new Set<string>();
      for (const { grantee, privilege } of index.items(object)) {
        if (!WRITES.includes(privilege)) continue;
        for (const login of actors.behind(grantee.kind === 'public' ? null : grantee.name)) {
          const foreign = login.components.length > 0 && !login.components.includes(component);
          if (foreign && !login.beyondGrants)
            words.add(`${login.login} of ${login.components.join(', ')} (${privilege})`);
        }
      }
      return words.size === 0
        ? []
        : [{ subject: object, detail: `Belongs to ${component}; written by ${listed(words)}.` }];
    });
  },
});

const WRITES: readonly string[] = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'];
