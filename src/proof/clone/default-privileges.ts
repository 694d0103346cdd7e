// ALTER DEFAULT PRIVILEGES, exactly: a global entry replaces the kind's built-in default and is emptied first;
// an entry for one schema only adds. https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html

import { itemsOf, type DefaultPrivilege } from '../../inventory/index.js';
import type { AclItem } from '../../pg/acl.js';
import { Ident } from '../../sql/ident.js';
import { emptySql, join, keyword, sql, type Sql } from '../../sql/sql.js';
import type { CloneScope } from './scope.js';
import type { Task } from './task.js';

const WORDS: { readonly [K in DefaultPrivilege['objectKind']]: Sql } = {
  table: sql`TABLES`,
  sequence: sql`SEQUENCES`,
  routine: sql`ROUTINES`,
  type: sql`TYPES`,
  schema: sql`SCHEMAS`,
  'large-object': sql`LARGE OBJECTS`,
};

export function defaultPrivilegeTasks(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.defaultPrivileges).flatMap((entry) => {
    const object = `default privileges of ${entry.role} on ${entry.objectKind}s${entry.schema === null ? '' : ` in ${entry.schema}`}`;
    const inSchema = entry.schema === null ? emptySql : sql` IN SCHEMA ${Ident.of(entry.schema)}`;
    const head = sql`ALTER DEFAULT PRIVILEGES FOR ROLE ${Ident.of(entry.role)}${inSchema}`;
    const empty = sql`${head} REVOKE ALL ON ${WORDS[entry.objectKind]} FROM PUBLIC, ${Ident.of(entry.role)}`;
    const statements = [
      ...(entry.schema === null ? [empty] : []),
      ...entry.acl.map((item) => grant(head, entry, item)),
    ];
    return statements.map((statement) => ({ object, statement }));
  });
}

function grant(head: Sql, entry: DefaultPrivilege, item: AclItem): Sql {
  const to = item.grantee.kind === 'public' ? sql`PUBLIC` : sql`${Ident.of(item.grantee.name)}`;
  const option = item.grantable ? sql` WITH GRANT OPTION` : emptySql;
  const what = join([keyword(item.privilege), WORDS[entry.objectKind]], sql` ON `);
  return sql`${head} GRANT ${what} TO ${to}${option}`;
}
