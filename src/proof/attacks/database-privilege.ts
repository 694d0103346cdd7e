// CREATE and TEMPORARY on a database. CONNECT is decided before a session exists: see use-privilege.ts.

import type { AttackOf } from '../../attack/model.js';
import { sql } from '../../sql/sql.js';
import type { Attempt } from './attempt.js';
import { observed } from './observed.js';

type UsePrivilege = AttackOf<'use-privilege'>;

export function databaseAttempts(attack: UsePrivilege): readonly Attempt[] | null {
  switch (attack.privilege) {
    case 'CREATE':
      return [{ statement: sql`CREATE SCHEMA "pgrampart probe of create"`, read }];
    case 'TEMPORARY':
      return [{ statement: sql`CREATE TEMPORARY TABLE "pgrampart probe" ()`, read }];
    default:
      return null;
  }
}

function read(): ReturnType<Attempt['read']> {
  return observed('changed', { log: 'allowed, and rolled back' });
}
