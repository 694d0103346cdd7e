// The privileges of schemas, types, languages, large objects, foreign data, tablespaces and parameters.

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, sql, type Sql } from '../../sql/sql.js';
import type { Observed } from '../model.js';
import type { Attempt } from './attempt.js';
import { observed } from './observed.js';
import { probeIn } from './object-sql.js';
import { nameOf } from './relation-facts.js';

type UsePrivilege = AttackOf<'use-privilege'>;

export function schemaAttempts(attack: UsePrivilege): readonly Attempt[] | null {
  const name = probeIn(attack.object.path[0] ?? '');
  switch (attack.privilege) {
    case 'USAGE':
      // 42P01: the schema was looked into, and no such relation found.
      return [
        {
          statement: sql`SELECT ${Literal.of(name.text)}::pg_catalog.regclass`,
          read: allowed,
          passed: { sqlstates: ['42P01'], outcome: 'leaked' },
        },
      ];
    case 'CREATE':
      return [{ statement: sql`CREATE TABLE ${name} ()`, read: changed }];
    default:
      return null;
  }
}

export function otherAttempts(attack: UsePrivilege): readonly Attempt[] | null {
  const { object, privilege } = attack;
  const name = nameOf(object);
  switch (object.kind) {
    case 'type':
      return [
        {
          statement: sql`CREATE TEMPORARY TABLE "pgrampart probe" (c ${name})`,
          read: changed,
          refusalMessage: /for (type|domain|schema)/u,
        },
      ];
    case 'language':
      // 0A000: no anonymous blocks in it; said after the privilege was checked.
      return [
        {
          statement: sql`DO LANGUAGE ${name} ${Literal.of('BEGIN END')}`,
          read: changed,
          passed: { sqlstates: ['0A000'], outcome: 'changed' },
        },
      ];
    case 'large-object':
      return largeObject(attack);
    case 'foreign-data-wrapper':
    case 'foreign-server':
      return [foreignAttempt(object.kind, name)];
    case 'tablespace':
      return [
        {
          statement: sql`CREATE TEMPORARY TABLE "pgrampart probe" () TABLESPACE ${name}`,
          read: changed,
          refusalMessage: /for tablespace/u,
        },
      ];
    case 'parameter':
      return privilege === 'SET' ? [parameterAttempt(object.path[0] ?? '')] : null;
    default:
      return null;
  }
}

/** 42710: the mapping is there already, which is found out after the privilege was checked. */
function foreignAttempt(kind: 'foreign-data-wrapper' | 'foreign-server', name: Sql): Attempt {
  return kind === 'foreign-server'
    ? {
        statement: sql`CREATE USER MAPPING FOR CURRENT_USER SERVER ${name}`,
        read: changed,
        passed: { sqlstates: ['42710'], outcome: 'changed' },
      }
    : { statement: sql`CREATE SERVER "pgrampart probe" FOREIGN DATA WRAPPER ${name}`, read: changed };
}

function largeObject(attack: UsePrivilege): readonly Attempt[] {
  const oid = sql`${Literal.of(attack.object.path[0] ?? '')}::pg_catalog.oid`;
  return attack.privilege === 'SELECT'
    ? [{ statement: sql`SELECT pg_catalog.lo_get(${oid}, 0, 1)`, read: allowed }]
    : [{ statement: sql`SELECT pg_catalog.lo_put(${oid}, 0, '')`, read: changed }];
}

function parameterAttempt(setting: string): Attempt {
  const name = join(
    setting.split('.').map((part) => Ident.of(part)),
    sql`.`,
  );
  return { statement: sql`SET LOCAL ${name} TO DEFAULT`, read: changed };
}

function allowed(): Observed {
  return observed('leaked', { log: 'allowed' });
}

function changed(): Observed {
  return observed('changed', { log: 'allowed, and rolled back' });
}
