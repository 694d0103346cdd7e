// Maps of external names (pg_ident.conf) against the external identities of the documents.
// https://www.postgresql.org/docs/current/auth-username-maps.html

import type { BoundIntent } from '../../intent/bound.js';
import { itemsOf } from '../../inventory/index.js';
import { identLines, type IdentLine } from '../ident-line.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

const STATED = [
  '## Connection Model',
  '',
  '| Login | Actor | Kind | Database | Source | Authentication | External identity |',
  '|---|---|---|---|---|---|---|',
  '| `app` | app | service | app | 10.1.0.0/16 | cert | `web-1.example` |',
  '',
].join('\n');

export const check: CheckDefinition = defineCheck({
  id: 'hba/user-name-map',
  title: 'A map lets in external names that nobody stated',
  severity: 'medium',
  confidence: 'high',
  threats: ['unauthorised-network-access', 'privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/auth-username-maps.html'],
  needs: ['hbaRules', 'identMaps', 'roles', 'memberships'],
  doc: {
    what: 'Lines of pg_ident.conf, named by a line of pg_hba.conf, that let an external name in as a role for which the documents do not state it. Without documents: regular expressions, `all` and groups that reach a superuser.',
    why: 'Who holds a certificate, principal or account that fits enters as that role, and no password is asked for.',
    fix: 'Name each external name with its role, without a regular expression, and state it as the login’s external identity.',
  },
  examples: [
    {
      title: 'any certificate of the authority',
      sql: `CREATE ROLE app LOGIN`,
      expect: ['hba-line:pg_ident.conf.2'],
      hba: `hostssl app app 10.1.0.0/16 cert map=web
`,
      ident: `web web-1.example app
web /^web-.*$ app
`,
      documents: STATED,
    },
    {
      title: 'everybody who has an account, also as a superuser',
      sql: `CREATE ROLE dba SUPERUSER LOGIN`,
      expect: ['hba-line:pg_ident.conf.1'],
      hba: `local all all peer map=ops
`,
      ident: `ops /^(.*)$ \\1
`,
    },
    {
      title: 'one account as every role',
      sql: `CREATE ROLE dba SUPERUSER LOGIN`,
      expect: ['hba-line:pg_ident.conf.1'],
      since: 16,
      hba: `local all all peer map=ops
`,
      ident: `ops deploy all
`,
    },
    {
      title: 'as stated, and a map that no line names',
      sql: `CREATE ROLE app LOGIN`,
      expect: [],
      hba: `hostssl app app 10.1.0.0/16 cert map=web
`,
      ident: `web web-1.example app
old /^.*$ app
`,
      documents: STATED,
    },
  ],
  check: ({ inventory, bound }) => {
    const superusers = itemsOf(inventory.cluster.roles).flatMap((role) => (role.superuser ? [role.name] : []));
    return identLines(inventory).flatMap((each): readonly Gap[] => {
      const unstated = unstatedRoles(each, bound, superusers);
      if (unstated.length === 0) return [];
      const severe = unstated.some((role) => superusers.includes(role) || isEmergency(bound, role));
      const { map, systemUser, databaseUser } = each.line;
      return [
        {
          subject: each.object,
          detail: `Map ${map} lets ${systemUser} in as ${databaseUser}: ${listed(unstated)}.`,
          ...(severe ? { severity: 'high' as const } : {}),
        },
      ];
    });
  },
});

/** Roles that the line lets in under names that nobody states for them. Its own name says nothing new of a role. */
function unstatedRoles(
  { line, systemUser, role, reaches }: IdentLine,
  bound: BoundIntent | null,
  superusers: readonly string[],
): readonly string[] {
  if (bound === null || bound.logins.length === 0) {
    const wide = systemUser.kind === 'regex' || role.kind !== 'name';
    return wide ? reaches.filter((each) => superusers.includes(each)) : [];
  }
  return reaches.filter(
    (each) =>
      each !== line.systemUser &&
      !bound.logins.some(
        ({ connection }) => connection.login === each && connection.externalIdentities.includes(line.systemUser),
      ),
  );
}

function isEmergency(bound: BoundIntent | null, role: string): boolean {
  return (bound?.logins ?? []).some(({ connection }) => connection.login === role && connection.kind === 'break-glass');
}
