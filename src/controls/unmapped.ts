// What the database already protects and no stated threat asks for: reported as removable, with the
// statement, and never dropped unasked.

import { itemsOf } from '../inventory/index.js';
import { objectRef, type ObjectRef } from '../pg/object.js';
import type { ThreatKind } from '../pg/threat-kind.js';
import { Ident } from '../sql/ident.js';
import { qualified, sql, type Sql } from '../sql/sql.js';
import type { ControlContext } from './model.js';
import { isolationOf } from './isolation/isolated.js';
import { scopeOf } from './scope.js';

export interface Unmapped {
  readonly object: ObjectRef;
  readonly what: string;
  readonly reason: string;
  /** What would remove it. */
  readonly statement: Sql;
}

export function unmappedControls(context: ControlContext): readonly Unmapped[] {
  return [...policies(context), ...settings(context)];
}

function isAsked(context: ControlContext, ...kinds: readonly ThreatKind[]): boolean {
  return context.bound.intent.threats.some((threat) => threat.kind !== null && kinds.includes(threat.kind));
}

function policies(context: ControlContext): readonly Unmapped[] {
  const asked = isAsked(context, 'tenant-crossing', 'injection-blast-radius');
  return scopeOf(context).databases.flatMap(({ database, name }) =>
    itemsOf(database.policies).flatMap((policy) => {
      const relation = objectRef('table', [policy.schema, policy.relation], name);
      if (asked && isolationOf(context, relation) !== null) return [];
      return [
        {
          object: objectRef('policy', [policy.schema, policy.relation, policy.name], name),
          what: `policy ${policy.name} on ${policy.schema}.${policy.relation}`,
          reason: asked ? 'no isolation statement covers the table' : 'no threat of crossing tenants is stated',
          statement: sql`DROP POLICY ${Ident.of(policy.name)} ON ${qualified(policy.schema, policy.relation)}`,
        },
      ];
    }),
  );
}

function settings(context: ControlContext): readonly Unmapped[] {
  const present = new Map(itemsOf(context.inventory.cluster.settings).map((each) => [each.name, each.value]));
  const found: Unmapped[] = [];
  if (present.get('ssl') === 'on' && !isAsked(context, 'eavesdropping', 'server-impersonation')) {
    found.push(setting('ssl', 'no threat of eavesdropping or impersonation is stated', sql`ALTER SYSTEM RESET ssl`));
  }
  const audits = isAsked(context, 'repudiation', 'audit-evasion', 'insider-administrator', 'privilege-escalation');
  if (present.has('pgaudit.log') && present.get('pgaudit.log') !== 'none' && !audits) {
    found.push(setting('pgaudit.log', 'no threat asks for an audit trail', sql`ALTER SYSTEM RESET pgaudit.log`));
  }
  return found;
}

function setting(name: string, reason: string, statement: Sql): Unmapped {
  return { object: objectRef('setting', [name]), what: `setting ${name}`, reason, statement };
}
