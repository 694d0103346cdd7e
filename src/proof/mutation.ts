// Taking one control away and putting it back: the steps that `plan` found, run by the harness on the scratch
// cluster. Only DDL; a step without a way back is never run. What was done is undone in reverse, also when
// something failed halfway.

import { err, ok, type Result } from '../core/result.js';
import type { FileStep, SqlStep, Step } from '../plan/model.js';
import { Ident } from '../sql/ident.js';
import { join, sql, type Sql } from '../sql/sql.js';
import type { Statement } from '../sql/statement.js';
import type { Ground } from './attacks/ground.js';

type Reversible = (SqlStep & { readonly inverse: readonly Statement[] }) | (FileStep & { readonly inverse: string });

export class Mutation {
  readonly #ground: Ground;
  readonly #done: Reversible[] = [];

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Not ok: the control is still (partly) in force; `takeBack` is due all the same. */
  async apply(steps: readonly Step[]): Promise<Result<null, string>> {
    const reversible = steps.filter((step): step is Reversible => step.inverse !== null);
    if (reversible.length === 0) return err('nothing of it can be taken away alone');
    try {
      for (const step of reversible) {
        // Noted first: a step that failed in its midst is taken back too.
        if (step.action === 'file' || step.statements.some((each) => !each.transactional)) this.#done.push(step);
        await this.#run(step, 'forward');
        if (!this.#done.includes(step)) this.#done.push(step);
      }
      await this.#activate(reversible, 'forward');
      return ok(null);
    } catch (error) {
      return err(`the control could not be taken away: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** @throws OperationError when the hardened state does not come back: nothing after it would be evidence. */
  async takeBack(): Promise<void> {
    const steps = this.#done.splice(0).reverse();
    for (const step of steps) await this.#run(step, 'back');
    if (steps.length > 0) await this.#activate(steps, 'back');
  }

  async #run(step: Reversible, way: 'forward' | 'back'): Promise<void> {
    if (step.action === 'file') return;
    const statements = way === 'forward' ? step.statements : step.inverse;
    const session = await this.#ground.admin.in(step.database ?? this.#ground.database);
    const transactional = statements.every((each) => each.transactional);
    const texts = statements.map((each) => each.sql);
    if (!transactional) {
      for (const text of texts) await session.query(text);
      return;
    }
    await session.query(oneTransaction(texts, step.asRole));
  }

  /** Files are written and read again once; a restart only where a setting needs it. */
  async #activate(steps: readonly Reversible[], way: 'forward' | 'back'): Promise<void> {
    const { cluster, network } = this.#ground;
    const restart = steps.some((step) => step.activation === 'restart' || (way === 'back' && hidesReload(step)));
    const hba = steps.findLast((step) => step.action === 'file' && step.file === 'pg_hba.conf');
    if (restart) {
      await this.#ground.disconnect();
      await cluster.restart();
    }
    const ident = steps.findLast((step) => step.action === 'file' && step.file === 'pg_ident.conf');
    if (ident?.action === 'file') cluster.writeIdent(way === 'forward' ? ident.content : ident.inverse);
    if (hba?.action === 'file' && network !== null) {
      const installed = await network.install(way === 'forward' ? hba.content : hba.inverse);
      if (!installed.ok) throw new Error(installed.error);
    } else if (!restart && steps.some((step) => step.activation === 'reload')) {
      await cluster.reload();
    }
  }
}

/** While log_min_messages is that high, the server does not say that it read its files again. */
function hidesReload(step: Reversible): boolean {
  return step.kind === 'setting' && step.object?.path[0] === 'log_min_messages';
}

/** One message: a simple query of several statements commits or fails as a whole. */
function oneTransaction(statements: readonly Sql[], asRole: string | null): Sql {
  const before = asRole === null ? [] : [sql`SET LOCAL ROLE ${Ident.of(asRole)}`];
  return join([sql`BEGIN`, ...before, ...statements, sql`COMMIT`], sql`; `);
}
