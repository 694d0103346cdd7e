// Isolation verdicts per relation, role and command: decided by the solver, refuted only by a replay.

import { writeFile } from 'node:fs/promises';
import { InputError } from '../core/input-error.js';
import { compareText, sortBy } from '../core/order.js';
import { readCarrier } from '../intent/words/carrier.js';
import { itemsOf, type Inventory } from '../inventory/index.js';
import type { CarrierModel } from '../isolation/identity.js';
import { judgeChannels } from '../isolation/channels.js';
import { judgeRows } from '../isolation/rows-verdict.js';
import { openSolver, type Solver } from '../isolation/solver.js';
import type { Verdict } from '../isolation/verdict.js';
import { World } from '../isolation/world.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { relationsByColumn, relationsByDocuments, type ToProve } from './prove-relations.js';
import { openReplays, type Replays } from './prove-replay.js';
import { proveDocument, proveText } from './prove-document.js';
import { boundDocuments } from './prove-documents.js';
import { readSource } from './source.js';

export interface ProveRun {
  readonly source: string;
  readonly databases: readonly string[];
  readonly docs: readonly string[];
  readonly tenantColumn?: string;
  readonly carrier?: string;
  readonly roles: readonly string[];
  readonly model: CarrierModel;
  readonly scratch: string;
  readonly format: string;
  readonly out?: string;
}

/** @throws InputError, OperationError */
export async function runProve(
  run: ProveRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const { inventory } = await readSource(run.source, { databases: run.databases }, progress);
  const { subjects, extra } = await subjectsOf(run, inventory, progress);
  const roles = rolesOf(run, inventory);
  const verdicts = [...extra, ...(await proveAll(inventory, subjects, roles, run.scratch, progress))];
  const document = proveDocument(verdicts);
  const text = run.format === 'json' ? `${JSON.stringify(document, null, 2)}\n` : proveText(document);
  if (run.out !== undefined) await writeFile(run.out, text);
  const leaks = verdicts.some((each) => each.verdict === 'refuted');
  return { exit: leaks ? EXIT.findings : EXIT.clean, result: run.out === undefined ? text : '' };
}

export async function proveAll(
  inventory: Inventory,
  subjects: readonly ToProve[],
  roles: readonly string[],
  scratch: string,
  progress: Progress,
): Promise<readonly Verdict[]> {
  progress({ stage: 'prove', state: 'start', text: `${subjects.length} relations, ${roles.length} roles` });
  const solver = openSolver();
  const replays = await openReplays(inventory, scratch);
  try {
    const verdicts: Verdict[] = [];
    for (const [, group] of byDatabase(subjects))
      verdicts.push(...(await proveDatabase(inventory, group, roles, solver, replays)));
    progress({ stage: 'prove', state: 'done', text: `${verdicts.length} verdicts` });
    return sortBy(verdicts, (each) => [each.database, ...each.relation, each.role, each.command, each.channel]);
  } finally {
    await replays.close();
    await solver.close();
  }
}

async function proveDatabase(
  inventory: Inventory,
  subjects: readonly ToProve[],
  roles: readonly string[],
  solver: Solver,
  replays: Replays,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  const [first] = subjects;
  if (first === undefined) return [];
  const world = new World(inventory, first.database);
  for (const role of roles) {
    for (const { relation, ownership, channel } of subjects) {
      const subject = { world, relation, role, ownership, channel };
      for (const judged of await judgeRows(solver, subject)) verdicts.push(await replays.settle(judged));
      for (const judged of await judgeChannels(solver, subject)) verdicts.push(await replays.settle(judged));
    }
  }
  return verdicts;
}

function byDatabase(subjects: readonly ToProve[]): ReadonlyMap<string, readonly ToProve[]> {
  const found = new Map<string, ToProve[]>();
  for (const subject of subjects)
    found.set(subject.database.name, [...(found.get(subject.database.name) ?? []), subject]);
  return found;
}

async function subjectsOf(
  run: ProveRun,
  inventory: Inventory,
  progress: Progress,
): Promise<{ readonly subjects: readonly ToProve[]; readonly extra: readonly Verdict[] }> {
  if (run.docs.length > 0) {
    const bound = await boundDocuments(run.docs, inventory, progress);
    const parts = inventory.databases.map((database) => ({
      database,
      ...relationsByDocuments(database, bound, run.model),
    }));
    const extra = parts.flatMap(({ database, keyless }) =>
      keyless.map((relation) => keylessVerdict(database.name, relation)),
    );
    return { subjects: parts.flatMap((part) => part.found), extra };
  }
  const { tenantColumn } = run;
  const carrier = run.carrier === undefined ? null : readCarrier(run.carrier);
  if (tenantColumn === undefined || carrier === null) throw unstated(run);
  return {
    subjects: inventory.databases.flatMap((database) => relationsByColumn(database, tenantColumn, carrier, run.model)),
    extra: [],
  };
}

function keylessVerdict(database: string, relation: readonly [string, string]): Verdict {
  const reason = 'the relation has no tenant key of its own: its rows are judged only through their parent’s';
  return {
    relation,
    database,
    role: '*',
    command: 'select',
    channel: 'table',
    verdict: 'unknown',
    assumptions: [],
    reason,
  };
}

/** Named ones, else every login that is no superuser. */
function rolesOf(run: ProveRun, inventory: Inventory): readonly string[] {
  const known = itemsOf(inventory.cluster.roles);
  const missing = run.roles.find((name) => !known.some((role) => role.name === name));
  if (missing !== undefined) {
    throw InputError.of(
      'no-such-role',
      `there is no role ${JSON.stringify(missing)}`,
      'the inventory does not hold it',
      'give a role of the cluster with --role',
    );
  }
  if (run.roles.length > 0) return run.roles;
  return known
    .filter((role) => role.login && !role.superuser)
    .map((role) => role.name)
    .toSorted(compareText);
}

function unstated(run: ProveRun): InputError {
  const what =
    run.tenantColumn === undefined
      ? 'no tenant key is stated'
      : `the carrier ${JSON.stringify(run.carrier ?? '')} is not understood`;
  return InputError.of(
    'no-tenant-key',
    what,
    'whose a row is, and how the session says whose it is, is never guessed',
    "give --docs, or --tenant-column tenant_id --carrier 'setting app.tenant_id'",
  );
}
