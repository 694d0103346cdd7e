// Judges policies one after another and takes the time of each: first every source's states are collected from a
// server, then everything is judged in one run of one process, without a server.
import { sample } from './corpus.mjs';
import { commandsOf, subjectOf } from './judge.mjs';
import { load } from './program.mjs';
import { SourceServer } from './source.mjs';

const { judgeRows } = await load('isolation/rows-verdict.js');
const { openSolver } = await load('isolation/solver.js');
const { World } = await load('isolation/world.js');

/** Twice: as `prove` does it, where no question is put twice in a run, and with nothing kept from one policy to the next. */
export async function timePolicies(count) {
  const states = await collectStates(count);
  return [
    // The corpus again from its first: nothing of the former round helps.
    { kept: 'answers of the round', ...(await timeRun(states, count, (number) => Math.floor(number / states.length))) },
    { kept: 'nothing', ...(await timeRun(states, count, (number) => number)) },
  ];
}

/** Questions of different eras are different questions: what one era asked is not remembered in the next. */
async function timeRun(states, count, eraOf) {
  const solver = await openSolver();
  const rows = [];
  // Loaded before the first policy is timed.
  await solver.ask('(assert true)', []);
  const [began, used] = [performance.now(), process.cpuUsage()];
  try {
    for (let number = 0; number < count && states.length > 0; number += 1) {
      const { policy, inventory } = states[number % states.length];
      const asking = { ...solver, ask: (text, ...rest) => solver.ask(`${text}\n; ${eraOf(number)}`, ...rest) };
      const started = performance.now();
      const world = new World(
        inventory,
        inventory.databases.find((each) => each.name === 'app'),
      );
      const verdicts = await judgeRows(asking, subjectOf(policy, world), commandsOf(policy));
      rows.push({ row: policy.row, milliseconds: performance.now() - started, verdicts: verdicts.length });
    }
  } finally {
    await solver.close();
  }
  const cpu = process.cpuUsage(used);
  return {
    rows,
    seconds: (performance.now() - began) / 1000,
    processor: (cpu.user + cpu.system) / 1_000_000,
    memory: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function collectStates(count) {
  const states = [];
  const policies = sample().slice(0, count);
  for (const source of new Set(policies.map((each) => each.source))) {
    const own = policies.filter((each) => each.source === source);
    const server = await SourceServer.start(source, own);
    try {
      for (const policy of own) {
        const placed = await server.place(policy);
        if (placed.inventory !== undefined) states.push({ policy, inventory: placed.inventory });
        await server.remove(policy);
      }
    } finally {
      await server.stop();
    }
  }
  return states;
}
