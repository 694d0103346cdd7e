// An object made after hardening: `creator` makes it, `role` uses it, in one transaction of a stand-in that is
// a member of both. What the default privileges then in force give is all that `role` has.

import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { qualified, sql, type Sql } from '../../sql/sql.js';
import { attemptAll, type Attempt } from './attempt.js';
import { withTemporary } from './lent-connect.js';
import { observed, problemObserved, type Run } from './observed.js';
import type { AttackRunner } from './runner.js';

const CANARY = 'made after hardening';

export const newObjectRunner: AttackRunner<AttackOf<'new-object'>> = {
  expected: (attack) =>
    `a ${attack.objectKind} that ${attack.creator} makes later is refused to ${attack.role} (42501)`,
  runsForeignCode: () => false,
  run: async (attack, ground) => {
    const opened = await ground.sessions.pair(attack.creator, attack.role, attack.database);
    if (!opened.ok) return { observed: problemObserved(opened.error, []), statements: [] };
    const name = qualified(attack.schema, 'pgrampart probe');
    const opening = [asRole(attack.creator), ...creation(attack, name), asRole(attack.role)];
    const session = opened.value;
    const attempt = (): Promise<Run> => attemptAll({ session, opening }, [useOf(attack, name)]);
    return attack.objectKind === 'type' ? withTemporary(ground, attack.role, attack.database, attempt) : attempt();
  },
};

function useOf({ objectKind }: AttackOf<'new-object'>, name: Sql): Attempt {
  if (objectKind === 'type') {
    return {
      statement: sql`CREATE TEMPORARY TABLE "pgrampart use" (c ${name})`,
      read: () => observed('changed', { log: 'allowed, and rolled back' }),
      refusalMessage: /for type/u,
    };
  }
  return {
    statement: objectKind === 'table' ? sql`SELECT canary FROM ${name}` : sql`SELECT ${name}()`,
    read: ({ rows }) => observed(rows.some(([cell]) => cell === CANARY) ? 'leaked' : 'no-rows', { rows: rows.length }),
  };
}

function asRole(role: string): Sql {
  return sql`SET LOCAL ROLE ${Ident.of(role)}`;
}

function creation(attack: AttackOf<'new-object'>, name: Sql): readonly Sql[] {
  if (attack.objectKind === 'type') return [sql`CREATE DOMAIN ${name} AS text`];
  return attack.objectKind === 'table'
    ? [sql`CREATE TABLE ${name} (canary text)`, sql`INSERT INTO ${name} VALUES ('made after hardening')`]
    : [sql`CREATE FUNCTION ${name}() RETURNS text LANGUAGE sql AS 'SELECT ''made after hardening'''`];
}
