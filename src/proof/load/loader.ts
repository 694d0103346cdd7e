// Loads SQL files into a scratch cluster statement by statement, without psql and without giving their code
// our superuser: the builder (an ordinary role) runs what creates or evaluates, superuser only kinds that
// run nothing; whatever makes a role powerful is stripped at once and given back when all code has run.

import { randomBytes } from 'node:crypto';
import type { Source } from '../../core/index.js';
import type { ServerProblem, Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { parseSql, type ParsedStatement } from '../../sql/parse.js';
import { textAt } from '../../sql/parse-tree.js';
import { sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { openAsSuperuser } from '../clone/door.js';
import { describeProblem } from '../clone/task.js';
import type { ScratchCluster } from '../scratch/index.js';
import { guessedKind } from './incomplete.js';
import { extensionOf, installExtension, makeWrapper } from './extensions.js';
import { handOver } from './hand-over.js';
import { openHands, type Hands } from './hands.js';
import { saidInstead } from './instead.js';
import { firstWords, type LoadRemark } from './remark.js';
import { isOfCluster, routeStatement, sessionUser, type Route } from './route.js';
import type { Withheld } from './withheld.js';

interface Waiting {
  readonly text: Sql;
  readonly source: Source;
  readonly statement: ParsedStatement;
  readonly route: Route;
  readonly database: string;
  /** Whose session it is by SET SESSION AUTHORIZATION: pg_dump names the grantor so. */
  readonly actor: string | null;
}

export class Loader {
  readonly heldBack: LoadRemark[] = [];
  /** Refused by the server to the end. */
  readonly refused: LoadRemark[] = [];
  /** Roles that the files use and never create; made here, without any right. */
  readonly assumedRoles: Set<string> = new Set();
  readonly databases: Set<string> = new Set();
  /** Databases with a statement that is not about the whole cluster. */
  readonly filled: Set<string> = new Set();
  /** Of what was held back or refused, what could be parsed. */
  readonly withheld: Withheld[] = [];
  readonly builder: string = `pgrampart_loader_${randomBytes(6).toString('hex')}`;
  readonly #cluster: ScratchCluster;
  readonly #data: boolean;
  readonly #hands = new Map<string, Hands>();
  readonly #superusers = new Set<string>();
  /** Made for an extension before their CREATE SCHEMA came; `database\0schema`. */
  readonly #early = new Set<string>();
  #failed: (Waiting & { readonly problem: ServerProblem })[] = [];
  readonly #later: Waiting[] = [];

  constructor(cluster: ScratchCluster, data: boolean) {
    this.#cluster = cluster;
    this.#data = data;
  }

  async begin(): Promise<void> {
    await this.#asAdmin(sql`CREATE ROLE ${Ident.of(this.builder)} LOGIN NOSUPERUSER`);
  }

  async #asAdmin(statement: Sql): Promise<void> {
    const session = await openAsSuperuser(this.#cluster, 'postgres');
    await session.query(statement);
    await session.close();
  }

  /** Creates the database when it is not there; the builder owns its schema public. */
  async useDatabase(name: string): Promise<void> {
    if (this.databases.has(name)) return;
    this.databases.add(name);
    this.#hands.set(name, await openHands(this.#cluster, name, this.builder));
  }

  async createExtension(database: string, text: string, source: Source): Promise<void> {
    const parsed = await parseSql(text);
    const statement = parsed.ok ? parsed.value[0] : undefined;
    const hands = this.#hands.get(database);
    if (statement === undefined || hands === undefined) return;
    const { name, schema } = extensionOf(statement);
    const route = routeStatement(statement, this.#cluster.superuser, false);
    if (route.by === 'nobody') {
      await makeWrapper(hands.superuser, name);
      this.#holdBack({ database, statement, source, reason: route.reason }, `CREATE EXTENSION ${name}`);
      return;
    }
    if (schema !== null) {
      this.#early.add(`${database}\0${schema}`);
      await hands.superuser.query(
        sql`CREATE SCHEMA IF NOT EXISTS ${Ident.of(schema)} AUTHORIZATION ${Ident.of(this.builder)}`,
      );
    }
    const problem = await installExtension(hands.superuser, verbatim(text));
    if (problem === null) return;
    this.refused.push({ source, what: 'CREATE EXTENSION', reason: problem });
    this.withheld.push({ database, statement, source, reason: problem });
  }

  #holdBack(withheld: Withheld, what: string): void {
    const { source, reason } = withheld;
    this.heldBack.push({ source, what, reason });
    this.withheld.push(withheld);
  }

  /** By database. */
  readonly #actors = new Map<string, string | null>();

  async run(database: string, text: string, source: Source): Promise<void> {
    const parsed = await parseSql(text);
    const statement = parsed.ok ? parsed.value[0] : undefined;
    if (!parsed.ok || statement === undefined || parsed.value.length !== 1) {
      const reason = parsed.ok ? 'it is not one statement' : parsed.error.message;
      this.#holdBack(
        { database, statement: { kind: guessedKind(text), node: null }, source, reason },
        firstWords(text),
      );
      return;
    }
    const actor = sessionUser(statement);
    if (actor !== undefined) return void this.#actors.set(database, actor);
    if (!isOfCluster(statement)) this.filled.add(database);
    if (statement.kind === 'CreateExtensionStmt') return;
    const route = routeStatement(statement, this.#cluster.superuser, this.#data);
    if (route.by === 'nobody') {
      if (route.reason !== '') this.#holdBack({ database, statement, source, reason: route.reason }, firstWords(text));
      return;
    }
    const waiting = {
      text: this.#wording(database, statement) ?? verbatim(text),
      source,
      statement,
      route,
      database,
      actor: this.#actors.get(database) ?? null,
    };
    if (route.by === 'later') this.#later.push(waiting);
    else await this.#try(waiting);
  }

  /** In place of the file's own words. */
  #wording(database: string, statement: ParsedStatement): Sql | null {
    const schema = textAt(statement.node, 'schemaname');
    if (statement.kind !== 'CreateSchemaStmt' || !this.#early.delete(`${database}\0${schema}`))
      return saidInstead(statement);
    const owner = textAt(statement.node, 'authrole', 'rolename');
    return owner === '' ? sql`SELECT` : sql`ALTER SCHEMA ${Ident.of(schema)} OWNER TO ${Ident.of(owner)}`;
  }

  async #try(waiting: Waiting): Promise<boolean> {
    const hands = this.#hands.get(waiting.database);
    if (hands === undefined) return false;
    const problem = await this.#execute(waiting, hands);
    if (problem === null) return true;
    const missing =
      problem.sqlstate === '42704' ? /^role "(.*)" does not exist$/u.exec(problem.message)?.[1] : undefined;
    if (missing !== undefined && !this.assumedRoles.has(missing)) {
      await this.#assumeRole(missing, hands.superuser);
      return this.#try(waiting);
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
ALTER ROLE ${role} NOSUPERUSER; GRANT ${role} TO ${Ident.of(this.builder)}`);
    if (outcome.ok && superuser) this.#superusers.add(name);
    return outcome.ok ? null : outcome.error;
  }

  async #assumeRole(name: string, session: Session): Promise<void> {
    this.assumedRoles.add(name);
    await session.attempt(sql`CREATE ROLE ${Ident.of(name)}; GRANT ${Ident.of(name)} TO ${Ident.of(this.builder)}`);
  }

  async #retry(): Promise<void> {
    for (let before = -1; before !== this.#failed.length && this.#failed.length > 0;) {
      const waiting = this.#failed;
      before = waiting.length;
      this.#failed = [];
      for (const item of waiting) await this.#try(item);
    }
  }

  /** Rounds over what failed; then, with the builder's sessions closed, what had to wait and what waited for that. */
  async finish(): Promise<void> {
    await this.#retry();
    for (const { builder } of this.#hands.values()) await builder.close();
    for (const { superuser } of this.#hands.values()) await handOver(superuser, this.builder, this.#cluster);
    const ended = this.#failed.filter(({ route }) => route.by !== 'superuser');
    this.#failed = this.#failed.filter(({ route }) => route.by === 'superuser');
    for (const item of this.#later) await this.#try({ ...item, route: { by: 'superuser' } });
    await this.#retry();
    this.#failed.push(...ended);
    const last = [...this.#hands.values()].at(-1);
    for (const name of this.#superusers) await last?.superuser.attempt(sql`ALTER ROLE ${Ident.of(name)} SUPERUSER`);
    for (const { superuser } of this.#hands.values()) await superuser.close();
    await this.#asAdmin(sql`DROP ROLE ${Ident.of(this.builder)}`);
    for (const { source, text, problem, database, statement } of this.#failed) {
      const reason = describeProblem(problem);
      this.refused.push({ source, what: firstWords(text.text), reason });
      this.withheld.push({ database, statement, source, reason });
    }
  }
}
