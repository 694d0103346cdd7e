// Judges each stated policy: proved, refuted (replayed), or unknown with the reason; and how long the solver took.
// One server for a source. Where the application's schema has the table, one inventory serves all its policies.
import { attack } from './attack.mjs';
import { sample } from './corpus.mjs';
import { load } from './program.mjs';
import { SourceServer } from './source.mjs';

const { ReplayGround } = await load('proof/replay/index.js');
const { judgeRows } = await load('isolation/rows-verdict.js');
const { openSolver } = await load('isolation/solver.js');
const { World } = await load('isolation/world.js');
const { readCarrier } = await load('intent/words/carrier.js');

/** With `attacks`, what is proved meets random rows and sessions. */
export async function judgeCorpus(wanted, onPolicy, attacks = false) {
  const solver = await openSolver();
  const results = [];
  try {
    const policies = sample().filter(wanted);
    for (const source of new Set(policies.map((each) => each.source))) {
      const own = policies.filter((each) => each.source === source);
      const server = await SourceServer.start(source, own);
      try {
        for (const policy of own) {
          const started = performance.now();
          const result = await judgePolicy(server, solver, policy, attacks);
          results.push({ ...policy, ...result, milliseconds: performance.now() - started });
          onPolicy?.(results.at(-1));
        }
      } finally {
        await server.stop();
      }
    }
  } finally {
    await solver.close();
  }
  return results;
}

async function judgePolicy(server, solver, policy, attacks) {
  const placed = await server.place(policy);
  try {
    if (placed.refused !== undefined) return { verdict: 'unknown', reason: placed.refused };
    const { inventory } = placed;
    const database = inventory.databases.find((each) => each.name === 'app');
    server.world = new World(inventory, database, server.world);
    const started = performance.now();
    const subject = subjectOf(policy, server.world);
    const all = await judgeRows(solver, subject, commandsOf(policy));
    const judged = all.filter((each) => each.verdict.channel !== 'set-role');
    const solving = performance.now() - started;
    const ground = await ReplayGround.open(server.cluster, inventory, 'app');
    try {
      const verdicts = [];
      const tries = [];
      for (const each of judged) {
        const settled = await settle(ground, each);
        verdicts.push(settled);
        if (attacks && settled.verdict === 'proved')
          tries.push(await attack(ground, subject, each.verdict.command, policy.row));
      }
      const leak = tries.find((each) => each.leak !== null)?.leak ?? null;
      return {
        ...overall(verdicts),
        tried: tries.reduce((sum, each) => sum + each.tried, 0),
        leak,
        solving: solving / Math.max(1, all.length),
        made: placed.made,
      };
    } finally {
      await ground.close();
    }
  } finally {
    await server.remove(policy);
  }
}

export function subjectOf(policy, world) {
  return {
    world,
    relation: world.relation(policy.schema, policy.name),
    role: policy.roles.includes('service_role') ? 'service_role' : 'bench_app',
    channel: 'table',
    ownership: { key: policy.key, carrier: readCarrier(policy.carrier), model: 'honest' },
  };
}

export function commandsOf({ command }) {
  return command === 'ALL' || command === '' ? ['select', 'insert', 'update', 'delete'] : [command.toLowerCase()];
}

async function settle(ground, { verdict, candidates, search }) {
  let observed = null;
  for await (const candidate of likeliestFirst(candidates, search)) {
    const replay = await ground.replay(candidate);
    if (replay.leaked) return { verdict: 'refuted', reason: verdict.reason, edit: verdict.edit, candidate };
    observed ??= replay.observed;
  }
  return {
    verdict: verdict.verdict,
    reason: observed === null ? verdict.reason : `not replayed (${observed}): ${verdict.reason}`,
    candidate: candidates[0],
  };
}

async function* likeliestFirst(candidates, search) {
  yield* candidates;
  if (search !== undefined) yield* await search();
}

/** One leak refutes the policy; one open command leaves it open. */
function overall(verdicts) {
  const kinds = ['refuted', 'unknown', 'no-access', 'proved'];
  return (
    kinds.map((kind) => verdicts.find((each) => each.verdict === kind)).find((each) => each !== undefined) ?? {
      verdict: 'unknown',
      reason: 'nothing was judged',
    }
  );
}
