// Stated break-glass logins that anybody who has the password can use at any time.
// https://www.postgresql.org/docs/current/sql-createrole.html

import { ordinaryLogins, roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/emergency-open',
  title: 'An emergency login is open without an emergency',
  severity: 'medium',
  confidence: 'high',
  threats: ['credential-theft', 'insider-administrator', 'privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/sql-createrole.html'],
  needs: ['roles', 'schemas'],
  doc: {
    what: 'Break-glass logins of the connection model that may log in and have no VALID UNTIL, or come by another method than a password, which VALID UNTIL does not limit.',
    why: 'Rights that are meant for a bad night are used on any day, and nobody notices the first time.',
    fix: 'Keep it shut: VALID UNTIL in the past for a password, NOLOGIN for any other method; the procedure opens it.',
  },
  examples: [
    {
      title: 'a password without an end, a certificate with one',
      sql: `CREATE ROLE rescue LOGIN; CREATE ROLE fire LOGIN VALID UNTIL '2020-01-01'`,
      expect: ['role:rescue', 'role:fire'],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `rescue` | operator | break-glass | app | 10.0.0.0/24 | none | scram-sha-256 |',
        '| `fire` | operator | break-glass | app | 10.0.0.0/24 | none | cert |',
        '',
      ].join('\n'),
    },
    {
      title: 'shut',
      sql: `CREATE ROLE rescue LOGIN VALID UNTIL '2020-01-01'; CREATE ROLE fire NOLOGIN`,
      expect: [],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `rescue` | operator | break-glass | app | 10.0.0.0/24 | none | scram-sha-256 |',
        '| `fire` | operator | break-glass | app | 10.0.0.0/24 | none | cert |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    const stated = new Map(
      (bound?.intent.connections ?? []).filter(({ kind }) => kind === 'break-glass').map((each) => [each.login, each]),
    );
    return ordinaryLogins(inventory).flatMap((role) => {
      const row = stated.get(role.name);
      if (row === undefined) return [];
      const byPassword = row.authentication === null || row.authentication === 'scram-sha-256';
      const ends = role.validUntil !== null && role.validUntil !== 'infinity';
      if (byPassword && ends) return [];
      const why = byPassword
        ? 'has no VALID UNTIL'
        : `comes by ${row.authentication ?? ''}, which VALID UNTIL does not limit`;
      return [{ subject: roleRef(role.name), detail: `${role.name} may log in and ${why}.` }];
    });
  },
});
