// Triggers, rules, policies and row security switches: created, never fired (the tables are empty).
// https://www.postgresql.org/docs/current/sql-createpolicy.html

import { itemsOf, type Policy, type Rule, type Trigger } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { emptySql, join, keyword, qualified, sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { keyOf, list, nameOf } from './names.js';
import type { CloneScope } from './scope.js';
import type { Task } from './task.js';

export function triggerTasks(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.triggers)
    .filter((trigger) => scope.byName.has(keyOf(trigger.schema, trigger.relation)))
    .flatMap((trigger) => [
      ...(trigger.inherited ? [] : [{ object: label('trigger', trigger), statement: verbatim(trigger.definition) }]),
      ...enabledTask('trigger', trigger),
    ]);
}

/** Views bring their _RETURN rule themselves. */
export function ruleTasks(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.rules)
    .filter((rule) => rule.name !== '_RETURN' && scope.byName.has(keyOf(rule.schema, rule.relation)))
    .flatMap((rule) => [
      { object: label('rule', rule), statement: verbatim(rule.definition.trimEnd().replace(/;$/u, '')) },
      ...enabledTask('rule', rule),
    ]);
}

function enabledTask(kind: 'trigger' | 'rule', item: Trigger | Rule): readonly Task[] {
  if (item.enabled === 'origin') return [];
  const mode = { disabled: sql`DISABLE`, replica: sql`ENABLE REPLICA`, always: sql`ENABLE ALWAYS` }[item.enabled];
  const what = kind === 'trigger' ? sql`TRIGGER` : sql`RULE`;
  const table = qualified(item.schema, item.relation);
  return [
    { object: label(kind, item), statement: sql`ALTER TABLE ONLY ${table} ${mode} ${what} ${Ident.of(item.name)}` },
  ];
}

export function policyTasks(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.policies)
    .filter((policy) => scope.byName.has(keyOf(policy.schema, policy.relation)))
    .flatMap((policy) => [
      { object: label('policy', policy), statement: createPolicy(policy) },
      ...(policy.comment === null ? [] : [policyComment(policy, policy.comment)]),
    ]);
}

function createPolicy(policy: Policy): Sql {
  const kind = policy.permissive ? sql`PERMISSIVE` : sql`RESTRICTIVE`;
  const roles = policy.forPublic ? sql`PUBLIC` : list(policy.roles);
  const using = policy.using === null ? emptySql : sql` USING (${verbatim(policy.using)})`;
  const check = policy.check === null ? emptySql : sql` WITH CHECK (${verbatim(policy.check)})`;
  const on = qualified(policy.schema, policy.relation);
  return sql`CREATE POLICY ${Ident.of(policy.name)} ON ${on} AS ${kind} FOR ${keyword(policy.command)} TO ${roles}${using}${check}`;
}

function policyComment(policy: Policy, comment: string): Task {
  const on = qualified(policy.schema, policy.relation);
  return {
    object: label('comment on policy', policy),
    statement: sql`COMMENT ON POLICY ${Ident.of(policy.name)} ON ${on} IS ${Literal.of(comment)}`,
  };
}

export function rowSecurityTasks(scope: CloneScope): readonly Task[] {
  return scope.relations.flatMap((relation) => {
    const { enabled, forced } = relation.rowSecurity;
    const actions = [
      ...(enabled ? [sql`ENABLE ROW LEVEL SECURITY`] : []),
      ...(forced ? [sql`FORCE ROW LEVEL SECURITY`] : []),
    ];
    if (actions.length === 0) return [];
    return [
      {
        object: `row security of ${relation.schema}.${relation.name}`,
        statement: sql`ALTER TABLE ONLY ${nameOf(relation)} ${join(actions, sql`, `)}`,
      },
    ];
  });
}

function label(
  kind: string,
  item: { readonly schema: string; readonly relation: string; readonly name: string },
): string {
  return `${kind} ${item.name} on ${item.schema}.${item.relation}`;
}
