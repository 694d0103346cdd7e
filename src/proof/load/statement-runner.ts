// Runs statements of SQL files one by one, each by the hand that its route names; what fails is kept and tried again
// when others have run. A role that is named and never made is made without any right; whatever makes a role
// powerful is taken away in the same transaction, and given back when all code has run.

import type { Source } from '../../core/index.js';
import type { ServerProblem, Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import type { ParsedStatement } from '../../sql/parse.js';
import { sql, type Sql } from '../../sql/sql.js';
import type { Hands } from './hands.js';
import type { Route } from './route.js';

export interface Waiting {
  readonly text: Sql;
  readonly source: Source;
  readonly statement: ParsedStatement;
  readonly route: Route;
  readonly database: string;
  /** Whose session it is by SET SESSION AUTHORIZATION: pg_dump names the grantor so. */
  readonly actor: string | null;
}

type Failed = Waiting & { readonly problem: ServerProblem };

export class StatementRunner {
  /** Roles that the files use and never create; made here, without any right. */
  readonly assumedRoles: Set<string> = new Set();
  /** By database. */
  readonly hands: Map<string, Hands> = new Map();
  #failed: Failed[] = [];
  readonly #builder: string;
  readonly #superusers = new Set<string>();

  constructor(builder: string) {
    this.#builder = builder;
  }

  async run(waiting: Waiting): Promise<boolean> {
    const hands = this.hands.get(waiting.database);
    if (hands === undefined) return false;
    const problem = await this.#execute(waiting, hands);
    if (problem === null) return true;
    const missing =
      problem.sqlstate === '42704' ? /^role "(.*)" does not exist$/u.exec(problem.message)?.[1] : undefined;
    if (missing !== undefined && !this.assumedRoles.has(missing)) {
      await this.#assumeRole(missing, hands.superuser);
      return this.run(waiting);
    }
    this.#failed.push({ ...waiting, problem });
    return false;
  }

  async #execute({ text, route, statement, actor }: Waiting, hands: Hands): Promise<ServerProblem | null> {
    if (route.by === 'role') return this.#createRole(text, route.name, route.superuser, hands.superuser);
    const session = route.by === 'builder' ? hands.builder : hands.superuser;
    const asActor = actor !== null && route.by === 'superuser' && statement.kind === 'GrantStmt';
    const outcome = await session.attempt(asActor ? sql`SET LOCAL ROLE ${Ident.of(actor)}; ${text}` : text);
    // The builder is a member of the files' roles, and their code may have left it as one of them.
    await session.query(sql`RESET ROLE`);
    if (outcome.ok && statement.kind === 'VariableSetStmt') await this.#follow(text, hands.superuser);
    return outcome.ok ? null : outcome.error;
  }

  /** Names in later statements of both sessions mean the same; nothing else is taken over. */
  async #follow(text: Sql, superuser: Session): Promise<void> {
    if (/^\s*SET\s+(SESSION\s+)?search_path\b/iu.test(text.text)) await superuser.attempt(text);
  }

  /** Power is taken away in the same transaction that gave it. */
  async #createRole(text: Sql, name: string, superuser: boolean, session: Session): Promise<ServerProblem | null> {
    const role = Ident.of(name);
    const outcome = await session.attempt(sql`${text};
ALTER ROLE ${role} NOSUPERUSER; GRANT ${role} TO ${Ident.of(this.#builder)}`);
    if (outcome.ok && superuser) this.#superusers.add(name);
    return outcome.ok ? null : outcome.error;
  }

  async #assumeRole(name: string, session: Session): Promise<void> {
    this.assumedRoles.add(name);
    await session.attempt(sql`CREATE ROLE ${Ident.of(name)}; GRANT ${Ident.of(name)} TO ${Ident.of(this.#builder)}`);
  }

  /** In rounds, until nothing more succeeds. */
  async retry(): Promise<void> {
    for (let before = -1; before !== this.#failed.length && this.#failed.length > 0;) {
      const waiting = this.#failed;
      before = waiting.length;
      this.#failed = [];
      for (const item of waiting) await this.run(item);
    }
  }

  /** Refused so far. */
  get failed(): readonly Failed[] {
    return this.#failed;
  }

  /** Out of what is tried again: all that the builder was refused, whose sessions are closed. */
  giveUp(): readonly Failed[] {
    const ended = this.#failed.filter(({ route }) => route.by !== 'superuser');
    this.#failed = this.#failed.filter(({ route }) => route.by === 'superuser');
    return ended;
  }

  /** Who is a superuser in the files is one again. */
  async empower(session: Session | undefined): Promise<void> {
    for (const name of this.#superusers) await session?.attempt(sql`ALTER ROLE ${Ident.of(name)} SUPERUSER`);
  }
}
