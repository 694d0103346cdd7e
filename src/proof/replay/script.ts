// What a replay did, as one SQL script that a superuser runs on a copy of the database, and that leaves nothing.

import type { Candidate } from '../../isolation/verdict.js';
import { Ident } from '../../sql/ident.js';
import { sql, type Sql } from '../../sql/sql.js';

export function scriptOf(candidate: Candidate, planting: readonly Sql[], acting: readonly Sql[]): string {
  const parts: readonly (Sql | string)[] = [
    sql`BEGIN`,
    ...(planting.length === 0
      ? []
      : [
          '-- rows that are there; what foreign keys and triggers ask for besides is set aside',
          sql`SET LOCAL session_replication_role = replica`,
          ...planting,
          sql`SET LOCAL session_replication_role = origin`,
        ]),
    '-- the session',
    sql`SET LOCAL SESSION AUTHORIZATION ${Ident.of(candidate.session.role)}`,
    ...acting,
    sql`ROLLBACK`,
  ];
  return parts.map((part) => (typeof part === 'string' ? part : `${part.text};`)).join('\n');
}
