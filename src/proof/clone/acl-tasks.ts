// One access control list rebuilt exactly: first emptied (which makes it explicit), then granted in the
// order in which grantors got their grant options, each grant by its own grantor.
// https://www.postgresql.org/docs/current/sql-grant.html

import type { Acl, AclItem } from '../../pg/acl.js';
import { granteeKey, roleGrantee, type Grantee } from '../../pg/grantee.js';
import { Ident } from '../../sql/ident.js';
import { emptySql, join, keyword, sql, type Sql } from '../../sql/sql.js';
import type { Task } from './task.js';

export interface Guarded {
  readonly object: string;
  /** `TABLE "s"."t"` */
  readonly target: Sql;
  /** For column items: the column, written behind each privilege. */
  readonly column?: string;
  readonly owner: string;
  readonly acl: Acl;
  /** Table-level items whose grant options column grantors may use. */
  readonly above?: Acl;
}

export interface AclPlan {
  /** As superuser, in order. */
  readonly reset: readonly Task[];
  /** Wave after wave; `grantor` null: as superuser, which the server records as the owner. */
  readonly grants: readonly { readonly grantor: string | null; readonly task: Task }[];
  /** Items whose grantor never had the grant option. */
  readonly impossible: readonly AclItem[];
}

/** `others`: further roles that the target's list may name now (predefined roles on objects of the server). */
export function planAcl(guarded: Guarded, others: readonly string[] = []): AclPlan {
  if (guarded.acl === null) return { reset: [], grants: [], impossible: [] };
  const grants: { grantor: string | null; task: Task }[] = [];
  const options = new Set((guarded.above ?? []).filter((item) => item.grantable).map(optionKey));
  let waiting: readonly AclItem[] = guarded.acl;
  while (waiting.length > 0) {
    const wave = waiting.filter((item) => item.grantor === guarded.owner || options.has(needKey(item)));
    if (wave.length === 0) break;
    for (const statement of grantStatements(guarded, wave)) grants.push(statement);
    for (const item of wave) if (item.grantable) options.add(optionKey(item));
    waiting = waiting.filter((item) => !wave.includes(item));
  }
  const reset = guarded.column === undefined ? [emptied(guarded, others)] : [];
  return { reset, grants, impossible: waiting };
}

function optionKey(item: AclItem): string {
  return `${item.privilege} ${granteeKey(item.grantee)}`;
}

function needKey(item: AclItem): string {
  return `${item.privilege} ${granteeKey(roleGrantee(item.grantor))}`;
}

function emptied(guarded: Guarded, others: readonly string[]): Task {
  const from = [sql`PUBLIC`, ...[guarded.owner, ...others].map((role) => sql`${Ident.of(role)}`)];
  return { object: guarded.object, statement: sql`REVOKE ALL ON ${guarded.target} FROM ${join(from, sql`, `)}` };
}

/** One GRANT for all items that differ in grantee only. */
function grantStatements(guarded: Guarded, items: readonly AclItem[]): AclPlan['grants'] {
  const byGrantee = new Map<string, AclItem[]>();
  for (const item of items) {
    const key = JSON.stringify([item.grantor, item.grantable, granteeKey(item.grantee)]);
    byGrantee.set(key, [...(byGrantee.get(key) ?? []), item]);
  }
  const groups = new Map<string, { readonly items: readonly AclItem[]; readonly grantees: Grantee[] }>();
  for (const group of byGrantee.values()) {
    const first = group[0];
    if (first === undefined) continue;
    const key = JSON.stringify([first.grantor, first.grantable, group.map((item) => item.privilege)]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { items: group, grantees: [first.grantee] });
    else known.grantees.push(first.grantee);
  }
  return [...groups.values()].map((group) => grantOf(guarded, group.items, group.grantees));
}

function grantOf(guarded: Guarded, items: readonly AclItem[], grantees: readonly Grantee[]): AclPlan['grants'][number] {
  const column = guarded.column === undefined ? emptySql : sql` (${Ident.of(guarded.column)})`;
  const privileges = join(
    items.map((item) => sql`${keyword(item.privilege)}${column}`),
    sql`, `,
  );
  const to = join(
    grantees.map((grantee) => (grantee.kind === 'public' ? sql`PUBLIC` : sql`${Ident.of(grantee.name)}`)),
    sql`, `,
  );
  const option = items[0]?.grantable === true ? sql` WITH GRANT OPTION` : emptySql;
  const statement = sql`GRANT ${privileges} ON ${guarded.target} TO ${to}${option}`;
  const grantor = items[0]?.grantor ?? guarded.owner;
  return { grantor: grantor === guarded.owner ? null : grantor, task: { object: guarded.object, statement } };
}
