// The law of mutation: every attack of every control runs in the hardened state, and again with only that
// control's own facts taken away. A test that stays green without its control shows nothing.

import type { Attack } from '../attack/model.js';
import type { Control } from '../controls/model.js';
import type { Run } from './attacks/observed.js';
import { runAttack, runsForeignCode } from './attacks/table.js';
import { dangerousRole } from './danger.js';
import { evidenceOf, skipped } from './evidence.js';
import type { Evidence } from './model.js';
import { Mutation } from './mutation.js';
import { prepareGround, type ProvingCluster, type ProvingGround } from './proving-ground.js';

export interface ProofInput {
  readonly controls: readonly Control[];
  readonly main: ProvingCluster;
  /** A second cluster for attacks on pgaudit, when the first lacks it; or why there is none and what would give one. */
  readonly pgaudit: ProvingCluster | { readonly missing: string } | null;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Proof {
  readonly evidence: readonly Evidence[];
}

interface Task {
  readonly control: string;
  readonly attack: Attack;
}

/** @throws OperationError when a control that was taken away could not be put back. */
export async function proveControls(input: ProofInput): Promise<Proof> {
  const tasks = input.controls.flatMap(({ id, attacks }) => attacks.map((attack) => ({ control: id, attack })));
  const places = tasks.map((task) => placeOf(task.attack, input));
  let done = 0;
  const tick = (): void => {
    done += 1;
    input.onProgress?.(done, tasks.length);
  };
  const found = new Map<Task, Evidence>();
  const clusters = [...new Set(places.filter((place) => place !== null))];
  await Promise.all(
    clusters.map(async (cluster) => {
      const here = tasks.filter((_, index) => places[index] === cluster);
      for (const [task, evidence] of await proveOn(cluster, input.controls, here, tick)) found.set(task, evidence);
    }),
  );
  return { evidence: tasks.map((task) => found.get(task) ?? withoutPgaudit(task, input)) };
}

function placeOf(attack: Attack, { main, pgaudit }: ProofInput): ProvingCluster | null {
  if (attack.kind !== 'audit' || attack.through !== 'pgaudit') return main;
  if (pgaudit !== null && !('missing' in pgaudit)) return pgaudit;
  return main.cluster.server.pgaudit ? main : null;
}

function withoutPgaudit({ control, attack }: Task, { main, pgaudit }: ProofInput): Evidence {
  const missing = pgaudit !== null && 'missing' in pgaudit ? pgaudit.missing : 'no server with pgaudit was found';
  const run = skipped(`pgaudit: ${missing}`);
  return evidenceOf(control, attack, run, run, { major: main.cluster.major, origin: main.cluster.server.origin });
}

async function proveOn(
  place: ProvingCluster,
  controls: readonly Control[],
  tasks: readonly Task[],
  tick: () => void,
): Promise<ReadonlyMap<Task, Evidence>> {
  const attacks = tasks.map(({ attack }) => attack);
  const prepared = await prepareGround(place, controls, attacks);
  const { ground } = prepared;
  try {
    const held = await runAll(tasks, prepared);
    const found = new Map<Task, Evidence>();
    const { major, server } = place.cluster;
    for (const control of controls) {
      const own = tasks.filter((task) => task.control === control.id);
      const bare = await runWithout(control.id, own, prepared);
      for (const task of own) {
        const none = skipped('it was not run');
        found.set(
          task,
          evidenceOf(task.control, task.attack, held.get(task) ?? none, bare.get(task) ?? none, {
            major,
            origin: server.origin,
          }),
        );
        tick();
      }
    }
    return found;
  } finally {
    await ground.close();
  }
}

/** Every attack of the control again, with the control taken away and put back. */
async function runWithout(
  control: string,
  tasks: readonly Task[],
  prepared: ProvingGround,
): Promise<ReadonlyMap<Task, Run>> {
  if (tasks.length === 0) return new Map();
  const steps = prepared.removals.get(control) ?? [];
  const mutation = new Mutation(prepared.ground);
  try {
    const removed = await mutation.apply(steps);
    if (!removed.ok) return new Map(tasks.map((task) => [task, skipped(removed.error)]));
    return await runAll(tasks, prepared);
  } finally {
    await mutation.takeBack();
  }
}

async function runAll(tasks: readonly Task[], prepared: ProvingGround): Promise<ReadonlyMap<Task, Run>> {
  const dangerous = await dangerousRole(prepared.ground);
  const runs = new Map<Task, Run>();
  for (const task of tasks) runs.set(task, await runOne(task.attack, prepared, dangerous));
  return runs;
}

function runOne(attack: Attack, { ground, noEntrance }: ProvingGround, dangerous: string | null): Promise<Run> {
  const reason = noEntrance(attack);
  if (reason !== null) return Promise.resolve(skipped(reason));
  if (attack.kind === 'password' && !ground.hasRole(attack.role))
    return Promise.resolve(skipped(`${attack.role} is not there yet: no control of this run makes it`));
  if (dangerous !== null && runsForeignCode(attack)) {
    return Promise.resolve(
      skipped(`it could run code of the database while ${dangerous} may run programs on the server`),
    );
  }
  return runAttack(attack, ground);
}
