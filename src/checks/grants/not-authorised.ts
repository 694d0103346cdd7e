// Privileges on tables, views and columns held by a stated login, directly, through membership or ownership,
// without an authorization row for its actor.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { accessIndex } from '../../access/index.js';
import type { BoundIntent } from '../../intent/bound.js';
import type { Relation } from '../../inventory/index.js';
import { describeGrantee } from '../../pg/grantee.js';
import { objectKey, objectRef, type ObjectRef } from '../../pg/object.js';
import { actorIndex } from '../actor.js';
import { scopeOf } from '../scope.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'grants/not-authorised',
  title: 'A login holds a privilege that no authorization row gives',
  severity: 'high',
  confidence: 'high',
  threats: ['excess-privilege'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['relations', 'columns', 'roles', 'memberships'],
  doc: {
    what: 'Privileges on tables, views and columns held by a stated login, directly, through membership or ownership, without an authorization row for its actor.',
    why: 'What nobody decided nobody reviews: it is what an attacker gets on top.',
    fix: 'Revoke it, or state it in the authorization architecture.',
  },
  examples: [
    {
      title: 'more than stated',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;GRANT SELECT, DELETE ON sales.people TO app`,
      expect: ['table:sales.people'],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '| `hr` | hr | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
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
      title: 'through a group',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;CREATE ROLE writers; GRANT writers TO app; GRANT UPDATE (id) ON sales.people TO writers`,
      expect: ['column:sales.people.id'],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '| `hr` | hr | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
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
      title: 'exactly as stated',
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
      title: 'no authorization stated, no judgement',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE hr LOGIN; CREATE SCHEMA sales; CREATE TABLE sales.people (id int, ssn text); GRANT USAGE ON SCHEMA sales TO app, hr; GRANT SELECT, INSERT ON sales.people TO hr;GRANT ALL ON sales.people TO app`,
      expect: [],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '| `hr` | hr | service | app | 10.1.0.0/16 | none | scram-sha-256 |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    if (bound === null || bound.intent.authorizations.length === 0) return [];
    const actors = actorIndex(inventory, bound);
    const index = accessIndex(inventory);
    const keys = keyColumns(bound);
    const objects = [
      ...scopeOf(inventory).relations.filter(({ item }) => item.kind !== 'sequence'),
      ...scopeOf(inventory).columns.filter(({ item }) => item.acl !== null),
    ];
    return objects.flatMap(({ object, item }): readonly Gap[] => {
      const words = new Set<string>();
      for (const { grantee, privilege } of index.items(object)) {
        if (privilege === 'SELECT' && keys.has(objectKey(object))) continue;
        for (const login of actors.behind(grantee.kind === 'public' ? null : grantee.name)) {
          if (login.beyondGrants || actors.mayDo(login.actor, object, privilege)) continue;
          if ('reads' in item && readsOnlyAllowed(item, object, (read) => actors.mayDo(login.actor, read, privilege)))
            continue;
          words.add(
            `${login.login} (${privilege}${grantee.kind === 'role' && grantee.name === login.login ? '' : ` through ${describeGrantee(grantee)}`})`,
          );
        }
      }
      return words.size === 0 ? [] : [{ subject: object, detail: `Not authorised: ${listed(words)}.` }];
    });
  },
});

/** Policies that follow a foreign key read the parent’s key with the caller’s rights. */
function keyColumns(bound: BoundIntent): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { object, isolation } of bound.relations) {
    if (isolation === null) continue;
    const parent = isolation.parent;
    for (const column of parent?.parentColumns ?? []) found.add(columnKey(parent?.parent ?? object, column));
    if (isolation.tenantKey !== null) found.add(columnKey(object, isolation.tenantKey));
  }
  return found;
}

function columnKey(relation: ObjectRef, column: string): string {
  return objectKey(objectRef('column', [...relation.path, column], relation.database));
}

/** A view over relations that the actor may read shows nothing that a row does not give. */
function readsOnlyAllowed(view: Relation, object: ObjectRef, allowed: (read: ObjectRef) => boolean): boolean {
  if (view.kind !== 'view' || view.reads.length === 0) return false;
  return view.reads.every(({ schema, name }) => allowed(objectRef('table', [schema, name], object.database)));
}
