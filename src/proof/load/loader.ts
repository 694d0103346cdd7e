// Loads SQL files into a scratch cluster statement by statement, without psql and without giving their code
// our superuser: the builder (an ordinary role) runs what creates or evaluates, superuser only kinds that
// run nothing; whatever makes a role powerful is stripped at once and given back when all code has run.

import { randomBytes } from 'node:crypto';
import type { Source } from '../../core/index.js';
import { formatSource } from '../../core/index.js';
import type { ServerProblem, Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { parseSql } from '../../sql/parse.js';
import { textAt } from '../../sql/parse-tree.js';
import { sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { openAs, openAsSuperuser } from '../clone/door.js';
import { describeProblem } from '../clone/task.js';
import type { ScratchCluster } from '../scratch/index.js';
import { routeStatement, type Route } from './route.js';

export interface LoadRemark {
  readonly source: Source;
  readonly what: string;
  readonly reason: string;
}

interface Hands {
  readonly superuser: Session;
  readonly builder: Session;
}

interface Waiting {
  readonly text: Sql;
  readonly source: Source;
  readonly kind: string;
  readonly route: Route;
  readonly database: string;
}

export class Loader {
  readonly heldBack: LoadRemark[] = [];
  /** Refused by the server to the end. */
  readonly refused: LoadRemark[] = [];
  /** Roles that the files use and never create; made here, without any right. */
  readonly assumedRoles: Set<string> = new Set();
  readonly databases: Set<string> = new Set();
  readonly builder: string = `pgrampart_loader_${randomBytes(6).toString('hex')}`;
  readonly #cluster: ScratchCluster;
  readonly #data: boolean;
  readonly #hands = new Map<string, Hands>();
  readonly #superusers = new Set<string>();
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
    const admin = await openAsSuperuser(this.#cluster, 'postgres');
    await admin.attempt(sql`CREATE DATABASE ${Ident.of(name)} TEMPLATE template0 ENCODING 'UTF8'`);
    await admin.query(sql`GRANT ALL ON DATABASE ${Ident.of(name)} TO ${Ident.of(this.builder)}`);
    await admin.close();
    const superuser = await openAsSuperuser(this.#cluster, name);
    await superuser.query(sql`ALTER SCHEMA public OWNER TO ${Ident.of(this.builder)}`);
    const builder = await openAs(this.#cluster, name, this.builder);
    await builder.query(sql`SET search_path = public`);
    await superuser.query(sql`SET search_path = public`);
    this.#hands.set(name, { superuser, builder });
  }

  /** Before anything of the files is there: no object of theirs can stand in an extension script's way. */
  async createExtension(database: string, text: string, source: Source): Promise<void> {
    const parsed = await parseSql(text);
    const statement = parsed.ok ? parsed.value[0] : undefined;
    const hands = this.#hands.get(database);
    if (statement === undefined || hands === undefined) return;
    const route = routeStatement(statement, this.#cluster.superuser, false);
    if (route.by === 'nobody') return;
    const schema = schemaOption(statement.node);
    if (schema !== '') {
      await hands.superuser.query(
        sql`CREATE SCHEMA IF NOT EXISTS ${Ident.of(schema)} AUTHORIZATION ${Ident.of(this.builder)}`,
      );
    }
    const outcome = await hands.superuser.attempt(verbatim(text));
    if (!outcome.ok) this.refused.push({ source, what: 'CREATE EXTENSION', reason: describeProblem(outcome.error) });
  }

  async run(database: string, text: string, source: Source): Promise<void> {
    const parsed = await parseSql(text);
    const statement = parsed.ok ? parsed.value[0] : undefined;
    if (!parsed.ok || statement === undefined || parsed.value.length !== 1) {
      const reason = parsed.ok ? 'it is not one statement' : parsed.error.message;
      this.heldBack.push({ source, what: firstWords(text), reason });
      return;
    }
    if (statement.kind === 'CreateExtensionStmt') return;
    const route = routeStatement(statement, this.#cluster.superuser, this.#data);
    if (route.by === 'nobody') {
      if (route.reason !== '') this.heldBack.push({ source, what: firstWords(text), reason: route.reason });
      return;
    }
    const waiting = { text: verbatim(text), source, kind: statement.kind, route, database };
    if (route.by === 'later') this.#later.push(waiting);
    else await this.#try(waiting);
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

  async #execute({ text, route, kind }: Waiting, hands: Hands): Promise<ServerProblem | null> {
    if (route.by === 'role') return this.#createRole(text, route.name, route.superuser, hands.superuser);
    const session = route.by === 'builder' ? hands.builder : hands.superuser;
    const outcome = await session.attempt(text);
    // The builder is a member of the files' roles, and their code may have left it as one of them.
    await session.query(sql`RESET ROLE`);
    if (outcome.ok && kind === 'VariableSetStmt') await this.#follow(text, hands.superuser);
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

  /** Rounds over what failed; then, with the builder's sessions closed, what had to wait. */
  async finish(): Promise<void> {
    let waiting = this.#failed;
    for (let before = -1; before !== waiting.length && waiting.length > 0; waiting = this.#failed) {
      before = waiting.length;
      this.#failed = [];
      for (const item of waiting) await this.#try(item);
      if (this.#failed.length === before) break;
    }
    for (const { builder } of this.#hands.values()) await builder.close();
    for (const { superuser } of this.#hands.values()) await this.#handOver(superuser);
    for (const item of this.#later) {
      const problem = await this.#hands.get(item.database)?.superuser.attempt(item.text);
      if (problem !== undefined && !problem.ok) this.#failed.push({ ...item, problem: problem.error });
    }
    const last = [...this.#hands.values()].at(-1);
    for (const name of this.#superusers) await last?.superuser.attempt(sql`ALTER ROLE ${Ident.of(name)} SUPERUSER`);
    for (const { superuser } of this.#hands.values()) await superuser.close();
    await this.#asAdmin(sql`DROP ROLE ${Ident.of(this.builder)}`);
    for (const { source, text, problem } of this.#failed) {
      this.refused.push({ source, what: firstWords(text.text), reason: describeProblem(problem) });
    }
  }

  /** What no statement gave to anybody belongs to whoever loads the files: the superuser. */
  async #handOver(superuser: Session): Promise<void> {
    const builder = Ident.of(this.builder);
    await superuser.query(sql`SET search_path = ''`);
    const { rows } = await superuser.query(sql`SELECT FROM pg_catalog.pg_namespace
      WHERE nspname = 'public' AND nspowner = ${Literal.of(this.builder)}::pg_catalog.regrole`);
    const initial = this.#cluster.major >= 15 ? 'pg_database_owner' : this.#cluster.superuser;
    if (rows.length > 0) await superuser.query(sql`ALTER SCHEMA public OWNER TO ${Ident.of(initial)}`);
    await superuser.query(sql`REASSIGN OWNED BY ${builder} TO ${Ident.of(this.#cluster.superuser)}`);
    await superuser.query(sql`DROP OWNED BY ${builder}`);
  }
}

function schemaOption(node: unknown): string {
  const options = textAt(node, 'extname') === '' ? undefined : node;
  const found = JSON.stringify(options ?? null).match(/"defname":"schema","arg":\{"String":\{"sval":"([^"\\]*)"/u);
  return found?.[1] ?? '';
}

export function firstWords(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim().split(' ').slice(0, 4).join(' ').slice(0, 80);
}

export function describeRemark(remark: LoadRemark): string {
  return `${formatSource(remark.source)} ${remark.what}: ${remark.reason}`;
}
