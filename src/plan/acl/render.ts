// GRANT and REVOKE statements. Neighbouring operations that differ only in privilege or column become
// one statement, so that a reader sees one sentence per grantee.

import { sortBy } from '../../core/order.js';
import type { Grantee } from '../../pg/grantee.js';
import { Ident } from '../../sql/ident.js';
import { join, keyword, sql, type Sql } from '../../sql/sql.js';
import { statement, type Statement } from '../../sql/statement.js';
import type { AclOperation } from './transition.js';

/** `target` is what follows ON, e.g. `TABLE "app"."docs"`. */
export function aclStatements(operations: readonly AclOperation[], target: Sql): readonly Statement[] {
  const groups: AclOperation[][] = [];
  for (const operation of operations) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && sameSentence(last, operation)) group.push(operation);
    else groups.push([operation]);
  }
  return groups.map((group) => statement(sentence(group, target)));
}

function sameSentence(left: AclOperation, right: AclOperation): boolean {
  const level = (left.column === null) === (right.column === null);
  return left.verb === right.verb && left.grantable === right.grantable && level;
}

function sentence(group: readonly AclOperation[], target: Sql): Sql {
  const [first] = group;
  const privileges = privilegeList(group);
  const grantee = first === undefined ? sql`` : granteeSql(first.grantee);
  switch (first?.verb) {
    case 'revoke':
      return sql`REVOKE ${privileges} ON ${target} FROM ${grantee}`;
    case 'revoke-option':
      return sql`REVOKE GRANT OPTION FOR ${privileges} ON ${target} FROM ${grantee}`;
    default:
      return first?.grantable === true
        ? sql`GRANT ${privileges} ON ${target} TO ${grantee} WITH GRANT OPTION`
        : sql`GRANT ${privileges} ON ${target} TO ${grantee}`;
  }
}

function privilegeList(group: readonly AclOperation[]): Sql {
  const columns = new Map<string, string[]>();
  for (const { privilege, column } of sortBy(group, (each) => [each.privilege, each.column ?? ''])) {
    const list = columns.get(privilege) ?? [];
    if (column !== null) list.push(column);
    columns.set(privilege, list);
  }
  const items = [...columns].map(([privilege, names]) =>
    names.length === 0
      ? keyword(privilege)
      : sql`${keyword(privilege)} (${join(
          names.map((name) => Ident.of(name)),
          sql`, `,
        )})`,
  );
  return join(items, sql`, `);
}

export function granteeSql(grantee: Grantee): Sql {
  return grantee.kind === 'public' ? sql`PUBLIC` : sql`${Ident.of(grantee.name)}`;
}
