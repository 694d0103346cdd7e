// For each class of event something that everybody may do, or that the attack's role may: so that the line
// is missing only when nobody writes it. A random name in the statement tells its line from all others.

import type { AttackOf } from '../../attack/model.js';
import type { Observed } from '../model.js';
import { attemptConnect } from '../../session/index.js';
import { randomPassword } from '../../pg/scram.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, sql, type Sql } from '../../sql/sql.js';
import type { Ground } from './ground.js';
import { attemptAs } from './in-session.js';
import { observed, problemObserved } from './observed.js';
import { nameOf, relationOf } from './relation-facts.js';

type AuditAttack = AttackOf<'audit'>;

export interface AuditAction {
  readonly statements: readonly string[];
  /** Null when done; else what went wrong. */
  readonly perform: () => Promise<Observed | null>;
  readonly isLine: (line: string) => boolean;
}

/** A text: why there is nothing to do. */
export async function auditAction(attack: AuditAttack, ground: Ground, mark: string): Promise<AuditAction | string> {
  switch (attack.event) {
    case 'ddl':
      return statementAction(attack, ground, mark, sql`DROP TABLE IF EXISTS pg_temp.${Ident.of(mark)}`);
    case 'role-change':
      return statementAction(
        attack,
        ground,
        mark,
        sql`ALTER ROLE CURRENT_USER SET application_name = ${Literal.of(mark)}`,
      );
    case 'privileged-read':
    case 'privileged-write':
      return objectAction(attack, ground, mark);
    case 'failed-authentication':
      return failedLogin(attack, ground);
    case 'connection':
      return login(attack, ground);
    case 'privileged-access':
      return attack.through === 'native' ? ownStatement(attack, ground, mark) : setRole(attack, ground);
  }
}

function statementAction(attack: AuditAttack, ground: Ground, mark: string, statement: Sql): AuditAction {
  const database = attack.object === undefined ? ground.database : ground.databaseOf(attack.object);
  const relation = attack.object?.kind === 'column' ? relationOf(attack.object) : attack.object;
  const seeded = relation === undefined ? null : ground.seeds.relation(relation);
  const as = { role: attack.role, database, carrier: attack.carrier, key: seeded?.rows.a.tenantKey ?? null };
  return {
    statements: [statement.text],
    perform: async () => {
      const run = await attemptAs(ground, as, [{ statement, read: () => observed('no-rows') }]);
      return run.observed.outcome === 'no-rows' ? null : asFailure(run.observed);
    },
    isLine: (line) => line.includes(mark) && isWrittenBy(attack, line),
  };
}

/** pgaudit writes its lines itself; a STATEMENT line is only the context of an error. */
function isWrittenBy(attack: AuditAttack, line: string): boolean {
  const byPgaudit = line.includes('AUDIT: ');
  return attack.through === 'pgaudit' ? byPgaudit : !byPgaudit && line.includes('LOG:  ');
}

/** The action itself was refused, so that its line was never due. */
function asFailure({ sqlstate, log }: Observed): Observed {
  return observed('error', { sqlstate, log });
}

async function objectAction(attack: AuditAttack, ground: Ground, mark: string): Promise<AuditAction | string> {
  const { object } = attack;
  if (object === undefined) return 'the attack names no object to touch';
  const columns = await ground.relations.columns(attack.role, relationOf(object), ground.databaseOf(object));
  const named = object.kind === 'column' ? object.path[2] : undefined;
  const name = nameOf(object);
  if (attack.event === 'privileged-read') {
    const readable = columns.filter((each) => each.select && (named === undefined || each.name === named));
    if (readable.length === 0) return `${attack.role} may read none of it, so that there is nothing to record`;
    const list = join(
      readable.map((each) => Ident.of(each.name)),
      sql`, `,
    );
    return statementAction(attack, ground, mark, sql`SELECT ${list} FROM ${name} AS ${Ident.of(mark)}`);
  }
  const writable = columns.find(
    (each) => each.update && !each.computed && (named === undefined || each.name === named),
  );
  if (writable === undefined) return `${attack.role} may change none of it, so that there is nothing to record`;
  const update = sql`UPDATE ${name} AS ${Ident.of(mark)} SET ${Ident.of(writable.name)} = NULL WHERE false`;
  return statementAction(attack, ground, mark, update);
}

function login(attack: AuditAttack, ground: Ground): AuditAction {
  return {
    statements: [`connect as ${attack.role}`],
    perform: async () => {
      await ground.sessions.release(attack.role);
      const opened = await ground.sessions.fresh(attack.role, ground.database);
      if (!opened.ok) return problemObserved(opened.error, []);
      await opened.value.close();
      return null;
    },
    isLine: (line) => /connection authorized: user=/u.test(line) && line.includes(`user=${attack.role} `),
  };
}

/** Role settings count from the next login on. */
function ownStatement(attack: AuditAttack, ground: Ground, mark: string): AuditAction {
  const action = statementAction(attack, ground, mark, sql`SELECT ${Literal.of(mark)}`);
  return {
    ...action,
    perform: async () => {
      await ground.sessions.release(attack.role);
      return action.perform();
    },
  };
}

function setRole(attack: AuditAttack, ground: Ground): AuditAction {
  const statement = sql`SET LOCAL ROLE NONE`;
  return {
    ...statementAction(attack, ground, '', statement),
    isLine: (line) => line.includes('AUDIT: ') && line.includes(statement.text),
  };
}

function failedLogin(attack: AuditAttack, ground: Ground): AuditAction | string {
  const { network, cluster, database } = ground;
  if (network === null) return 'the rules could not be represented on loopback addresses';
  const localAddress = network.addressFor(attack.role, database) ?? network.addressOf({ kind: 'outside' });
  if (localAddress === null) return 'no loopback address stands for a client';
  const tls =
    cluster.tls === undefined
      ? ({ mode: 'disable', authority: null } as const)
      : ({ mode: 'require', authority: null } as const);
  return {
    statements: [`connect as ${attack.role} with a wrong password from ${localAddress}`],
    perform: async () => {
      await network.passwordOf(attack.role);
      await ground.sessions.release(attack.role);
      const target = {
        host: cluster.host,
        port: cluster.port,
        database,
        user: attack.role,
        password: randomPassword(),
        localAddress,
        tls,
      };
      const tried = await attemptConnect(target);
      if (!tried.ok) return tried.error.sqlstate?.startsWith('28') === true ? null : problemObserved(tried.error, []);
      await tried.value.close();
      return observed('error', { log: 'a wrong password was taken' });
    },
    isLine: (line) => line.includes('FATAL:  ') && line.includes(`"${attack.role}"`),
  };
}
