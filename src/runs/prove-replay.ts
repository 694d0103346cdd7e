// Candidates become refutations only here: replayed on a scratch cluster that was rebuilt from the inventory.

import type { Inventory } from '../inventory/index.js';
import { mapSection } from '../inventory/section.js';
import type { Judged } from '../isolation/rows-verdict.js';
import type { Candidate, Replay, Verdict } from '../isolation/verdict.js';
import { cloneInventory } from '../proof/clone/index.js';
import { chooseServers } from '../proof/laboratory/servers.js';
import { collectLaboratory } from '../proof/laboratory/collect.js';
import { ReplayGround } from '../proof/replay/index.js';
import { discoverServers, startScratch, type ScratchCluster } from '../proof/scratch/index.js';

export interface Replays {
  settle(judged: Judged): Promise<Verdict>;
  close(): Promise<void>;
}

/** Without a server every candidate stays unknown, with the reason. @throws OperationError */
export async function openReplays(inventory: Inventory, scratch: string): Promise<Replays> {
  if (scratch === 'none') return unreplayed('no scratch cluster was wanted (--scratch none)');
  const servers = chooseServers(await discoverServers(), scratch, inventory.server.major, false);
  if (!servers.ok) return unreplayed(`${servers.error.what}: ${servers.error.fix}`);
  // So that a role with REPLICATION can be shown what is sent to it.
  const settings = { wal_level: 'logical' };
  return new ScratchReplays(inventory, await startScratch({ server: servers.value.main, settings }));
}

/** The scratch cluster reaches no other: an ordinary table stands for what the far side shows its user mapping. */
function withFarSides(inventory: Inventory): Inventory {
  const databases = inventory.databases.map((database) => ({
    ...database,
    relations: mapSection(database.relations, (each) =>
      each.kind === 'foreign-table' ? ({ ...each, kind: 'table', foreignServer: null } as const) : each,
    ),
  }));
  return { ...inventory, databases };
}

function unreplayed(reason: string): Replays {
  return {
    settle: ({ verdict, candidates }) =>
      Promise.resolve(
        candidates.length === 0 ? verdict : withReplay(verdict, { ran: false, leaked: false, observed: reason }),
      ),
    close: () => Promise.resolve(),
  };
}

function withReplay(verdict: Verdict, replay: Replay): Verdict {
  if (replay.leaked) return { ...verdict, verdict: 'refuted', replay };
  const reason = `a counterexample was found and not confirmed (${replay.observed}): ${verdict.reason}`;
  return { ...verdict, verdict: 'unknown', reason, replay };
}

/** The random search is made only when nothing before it was confirmed. */
async function* both(candidates: readonly Candidate[], search: Judged['search']): AsyncGenerator<Candidate> {
  yield* candidates;
  if (search !== undefined) yield* await search();
}

class ScratchReplays implements Replays {
  readonly #inventory: Inventory;
  readonly #cluster: ScratchCluster;
  readonly #grounds = new Map<string, ReplayGround>();
  #cloned: Promise<Inventory> | null = null;

  constructor(inventory: Inventory, cluster: ScratchCluster) {
    this.#inventory = withFarSides(inventory);
    this.#cluster = cluster;
  }

  async settle({ verdict, candidates, search }: Judged): Promise<Verdict> {
    let last: Replay | null = null;
    for await (const candidate of both(candidates, search)) {
      const ground = await this.#ground(verdict.database);
      const replay = await ground.replay(candidate);
      if (replay.leaked) return withReplay({ ...verdict, counterexample: candidate }, replay);
      last ??= replay;
    }
    return last === null ? verdict : withReplay(verdict, last);
  }

  async close(): Promise<void> {
    for (const ground of this.#grounds.values()) await ground.close();
    await this.#cluster.stop();
  }

  async #ground(database: string): Promise<ReplayGround> {
    this.#cloned ??= cloneInventory(this.#inventory, this.#cluster).then(() => collectLaboratory(this.#cluster));
    const inventory = await this.#cloned;
    const found = this.#grounds.get(database) ?? (await ReplayGround.open(this.#cluster, inventory, database));
    this.#grounds.set(database, found);
    return found;
  }
}
