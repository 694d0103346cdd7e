// Stated break-glass logins that look up unqualified names in schemas where others can create.
// https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS

import { effectiveSetting, itemsOf, type Inventory } from '../../inventory/index.js';
import { grantsOn } from '../grant.js';
import { ordinary, roleRef } from '../role.js';
import { scopeOf } from '../scope.js';
import { listOf } from '../setting.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/emergency-search-path',
  title: 'An emergency login trusts names that others can plant',
  severity: 'medium',
  confidence: 'high',
  threats: ['search-path-hijack'],
  references: ['https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS'],
  needs: ['roles', 'settings', 'roleSettings', 'schemas'],
  doc: {
    what: 'Break-glass logins of the connection model whose search_path names a schema in which a role without their rights can create.',
    why: 'A function planted there that fits a call better than the system’s own runs with the rights of the emergency.',
    fix: 'ALTER ROLE … SET search_path = pg_catalog, pg_temp.',
  },
  examples: [
    {
      title: 'the application’s schema is in the path',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE rescue LOGIN SUPERUSER; CREATE SCHEMA shop AUTHORIZATION app; ALTER ROLE rescue SET search_path = shop, pg_temp`,
      expect: ['role:rescue'],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `rescue` | operator | break-glass | app | local | none | peer |',
        '',
      ].join('\n'),
    },
    {
      title: 'a trusted path',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE rescue LOGIN SUPERUSER; CREATE SCHEMA shop AUTHORIZATION app; ALTER ROLE rescue SET search_path = pg_catalog, pg_temp`,
      expect: [],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `rescue` | operator | break-glass | app | local | none | peer |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    const there = new Set(itemsOf(inventory.cluster.roles).map((role) => role.name));
    const logins = (bound?.intent.connections ?? []).filter(
      ({ kind, login }) => kind === 'break-glass' && there.has(login),
    );
    return logins.flatMap(({ login }) => {
      const open = inventory.databases.flatMap((database) => openSchemas(inventory, login, database.name));
      if (open.length === 0) return [];
      return [{ subject: roleRef(login), detail: `${login} looks into ${listed(open)}, where others create.` }];
    });
  },
});

function openSchemas(inventory: Inventory, login: string, database: string): readonly string[] {
  const path = listOf(effectiveSetting(inventory, 'search_path', login, database)?.value ?? '');
  const others = ordinary(inventory);
  return scopeOf(inventory).schemas.flatMap(({ database: where, item, object }) => {
    if (where !== database || !path.includes(item.name)) return [];
    const creators = grantsOn(object, item.owner, item.acl, inventory.server.major).filter(
      ({ privilege, grantee }) =>
        privilege === 'CREATE' && (grantee.kind === 'public' || (others.has(grantee.name) && grantee.name !== login)),
    );
    const owned = others.has(item.owner) && item.owner !== login;
    return owned || creators.length > 0 ? [`${database}.${item.name}`] : [];
  });
}
