// A scratch database on which counterexamples are replayed, one after another: plant, attempt, take away.

import type { Inventory } from '../../inventory/index.js';
import type { Candidate, Replay } from '../../isolation/verdict.js';
import type { ScratchCluster } from '../scratch/index.js';
import { act } from './act.js';
import { compare } from './compare.js';
import { decode } from './decode.js';
import { NoSession, same, Stage, type Name } from './stage.js';

export class ReplayGround {
  readonly #stage: Stage;

  private constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** `inventory` describes the scratch database. @throws OperationError */
  static async open(cluster: ScratchCluster, inventory: Inventory, database: string): Promise<ReplayGround> {
    return new ReplayGround(await Stage.open(cluster, inventory, database));
  }

  async replay(candidate: Candidate): Promise<Replay> {
    const stored = candidate.rows.filter((row) => !row.temporary);
    const tables = distinct([...stored.map((row) => row.relation), candidate.relation, ...readBy(candidate)]);
    try {
      for (const table of tables) await this.#stage.prepare(table);
      return await this.#observed(candidate, tables);
    } catch (error) {
      if (!(error instanceof NoSession)) throw error;
      return { ran: false, leaked: false, observed: `the session could not be opened: ${error.message}` };
    } finally {
      for (const table of tables) await this.#stage.clean(table);
    }
  }

  close(): Promise<void> {
    return this.#stage.close();
  }

  #observed(candidate: Candidate, tables: readonly Name[]): Promise<Replay> {
    const { observe } = candidate;
    if (observe === undefined) return act(this.#stage, candidate, tables);
    return observe.kind === 'decode'
      ? decode(this.#stage, candidate, observe)
      : compare(this.#stage, candidate, observe, tables);
  }
}

/** Tables besides those of the rows that the seeder or a trigger must be able to write. */
function readBy({ observe, copiesTo }: Candidate): readonly Name[] {
  if (observe?.kind === 'refer') return [observe.relation];
  return copiesTo === undefined ? [] : [copiesTo];
}

function distinct(tables: readonly Name[]): readonly Name[] {
  return tables.filter((table, index) => tables.findIndex((each) => same(each, table)) === index);
}
