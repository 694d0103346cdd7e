// Loads SQL files into a scratch cluster statement by statement, without psql and without giving their code
// our superuser: the builder (an ordinary role) runs what creates or evaluates, superuser only kinds that
// run nothing; whatever makes a role powerful is stripped at once and given back when all code has run.

import { randomBytes } from 'node:crypto';
import type { Source } from '../../core/index.js';
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
import { openHands } from './hands.js';
import { saidInstead } from './instead.js';
import { firstWords, withoutStrings, type LoadRemark } from './remark.js';
import { isOfCluster, routeStatement, sessionUser } from './route.js';
import { StatementRunner, type Waiting } from './statement-runner.js';
import type { Withheld } from './withheld.js';

export class Loader {
  readonly heldBack: LoadRemark[] = [];
  /** Refused by the server to the end. */
  readonly refused: LoadRemark[] = [];
  readonly databases: Set<string> = new Set();
  /** Databases with a statement that is not about the whole cluster. */
  readonly filled: Set<string> = new Set();
  /** Of what was held back or refused, what could be parsed. */
  readonly withheld: Withheld[] = [];
  readonly builder: string = `pgrampart_loader_${randomBytes(6).toString('hex')}`;
  readonly #cluster: ScratchCluster;
  readonly #data: boolean;
  readonly #runner: StatementRunner = new StatementRunner(this.builder);
  /** Made for an extension before their CREATE SCHEMA came; `database\0schema`. */
  readonly #early = new Set<string>();
  readonly #later: Waiting[] = [];

  constructor(cluster: ScratchCluster, data: boolean) {
    this.#cluster = cluster;
    this.#data = data;
  }

  /** Roles that the files use and never create; made here, without any right. */
  get assumedRoles(): ReadonlySet<string> {
    return this.#runner.assumedRoles;
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
    this.#runner.hands.set(name, await openHands(this.#cluster, name, this.builder));
  }

  async createExtension(database: string, text: string, source: Source): Promise<void> {
    const parsed = await parseSql(text);
    const statement = parsed.ok ? parsed.value[0] : undefined;
    const hands = this.#runner.hands.get(database);
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
      const reason = parsed.ok ? 'it is not one statement' : withoutStrings(parsed.error.message);
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
    else await this.#runner.run(waiting);
  }

  /** In place of the file's own words. */
  #wording(database: string, statement: ParsedStatement): Sql | null {
    const schema = textAt(statement.node, 'schemaname');
    if (statement.kind !== 'CreateSchemaStmt' || !this.#early.delete(`${database}\0${schema}`))
      return saidInstead(statement);
    const owner = textAt(statement.node, 'authrole', 'rolename');
    return owner === '' ? sql`SELECT` : sql`ALTER SCHEMA ${Ident.of(schema)} OWNER TO ${Ident.of(owner)}`;
  }

  /** Rounds over what failed; then, with the builder's sessions closed, what had to wait and what waited for that. */
  async finish(): Promise<void> {
    const runner = this.#runner;
    await runner.retry();
    for (const { builder } of runner.hands.values()) await builder.close();
    for (const { superuser } of runner.hands.values()) await handOver(superuser, this.builder, this.#cluster);
    const ended = runner.giveUp();
    for (const item of this.#later) await runner.run({ ...item, route: { by: 'superuser' } });
    await runner.retry();
    await runner.empower([...runner.hands.values()].at(-1)?.superuser);
    for (const { superuser } of runner.hands.values()) await superuser.close();
    await this.#asAdmin(sql`DROP ROLE ${Ident.of(this.builder)}`);
    for (const { source, text, problem, database, statement } of [...runner.failed, ...ended]) {
      const reason = describeProblem(problem);
      this.refused.push({ source, what: firstWords(text.text), reason });
      this.withheld.push({ database, statement, source, reason });
    }
  }
}
