// A ground made ready for the attacks that will run on it: networks represented, carriers known, and the
// removals of all controls computed for exactly this cluster.

import type { Attack, ConnectSource } from '../attack/model.js';
import type { Control } from '../controls/model.js';
import type { Inventory } from '../inventory/index.js';
import { memberOf } from '../inventory/member-of.js';
import type { HbaMethod } from '../pg/hba/index.js';
import type { PlanOptions, Step } from '../plan/index.js';
import { Ground } from './attacks/ground.js';
import { openNetwork } from './attacks/network.js';
import { removalsOf } from './removal.js';
import type { ScratchCluster } from './scratch/index.js';
import type { Seeds } from './tenants/model.js';

/** A scratch cluster that was brought into the hardened state and seeded. Dangerous rights are withheld. */
export interface ProvingCluster {
  readonly cluster: ScratchCluster;
  readonly seeds: Seeds;
  /** Read from this cluster after hardening. */
  readonly hardened: Inventory;
  /** Read from this cluster before; null when not at hand. */
  readonly former: Inventory | null;
  /** Any database in which the harness may run cluster-wide statements and attacks without an object. */
  readonly database: string;
  /** pg_hba.conf of the hardened state without the harness's lines, with the documents' own networks. */
  readonly hba: string;
  readonly planOptions: PlanOptions;
  /** Methods that the server's build does not have: their lines were never in force here. */
  readonly lacking: readonly HbaMethod[];
}

export interface ProvingGround {
  readonly ground: Ground;
  readonly removals: ReadonlyMap<string, readonly Step[]>;
  /** Why an attack that connects cannot run here; null when it can. */
  readonly noEntrance: (attack: Attack) => string | null;
}

/** `attacks` are those that will run here. Close the ground afterwards. */
export async function prepareGround(
  given: ProvingCluster,
  controls: readonly Control[],
  attacks: readonly Attack[],
): Promise<ProvingGround> {
  const { cluster, seeds, hardened, former, database, planOptions } = given;
  const here = controls.map((control) => withoutLacking(control, given.lacking));
  const removals = await removalsOf({ controls: here, hardened, former, options: planOptions });
  const ground = new Ground({ cluster, seeds, inventory: hardened, database, attacks });
  if (!attacks.some(needsNetwork)) return { ground, removals, noEntrance: () => null };
  const steps = [...removals.values()].flat();
  const otherHba = steps.flatMap((step) =>
    step.action === 'file' && step.file === 'pg_hba.conf' ? [step.content, step.inverse ?? step.content] : [],
  );
  const ranges = attacks.flatMap(rangesOf);
  const isMember = memberOf(hardened);
  const network = await openNetwork(ground, { hba: given.hba, otherHba, ranges, isMember });
  if (network.ok) ground.network = network.value;
  const unable = unableRoles(controls, given.lacking);
  const noEntrance = (attack: Attack): string | null => {
    if (attack.kind !== 'connect' && attack.kind !== 'wire') return null;
    if (!network.ok) return network.error;
    const method = attack.kind === 'connect' ? unable.get(attack.role) : undefined;
    return method === undefined ? null : `this server is built without ${method}, by which ${attack.role} comes`;
  };
  return { ground, removals, noEntrance };
}

/** Logins with no line that this server can take, and the method of theirs. */
function unableRoles(controls: readonly Control[], lacking: readonly HbaMethod[]): ReadonlyMap<string, HbaMethod> {
  const lines = controls.flatMap(({ demands }) =>
    demands.flatMap(({ fact }) => (fact.kind === 'hba-admit' ? [fact] : [])),
  );
  const able = new Set(lines.filter(({ method }) => !lacking.includes(method)).map(({ role }) => role));
  return new Map(lines.filter(({ role }) => !able.has(role)).map(({ role, method }) => [role, method]));
}

function withoutLacking(control: Control, lacking: readonly HbaMethod[]): Control {
  if (lacking.length === 0) return control;
  const demands = control.demands.filter(({ fact }) => fact.kind !== 'hba-admit' || !lacking.includes(fact.method));
  return { ...control, demands };
}

function needsNetwork(attack: Attack): boolean {
  return attack.kind === 'connect' || attack.kind === 'wire' || attack.kind === 'password' || attack.kind === 'audit';
}

function rangesOf(attack: Attack): readonly string[] {
  const from: ConnectSource | null = attack.kind === 'connect' || attack.kind === 'wire' ? attack.from : null;
  return from?.kind === 'range' ? [from.range] : [];
}
