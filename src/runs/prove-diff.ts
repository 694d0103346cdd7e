// `prove --diff OLD NEW`: what the policies of the newer inventory admit that those of the older did not.

import { writeFile } from 'node:fs/promises';
import { printable } from '../core/printable.js';
import { compareText } from '../core/order.js';
import { itemsOf, type Inventory } from '../inventory/index.js';
import { widening, type Widening } from '../isolation/difference.js';
import { reasonOf, ROW_COMMANDS } from '../isolation/rows-verdict.js';
import { openSolver, type Solver } from '../isolation/solver.js';
import { World } from '../isolation/world.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { pairDatabases } from './paired-databases.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export interface ProveDiffRun {
  readonly older: string;
  readonly newer: string;
  readonly databases: readonly string[];
  readonly roles: readonly string[];
  readonly format: string;
  readonly out?: string;
}

interface PolicyDifference {
  readonly relation: readonly [string, string];
  readonly database: string;
  readonly role: string;
  readonly command: string;
  readonly change: Widening;
}

interface PolicyComparison {
  readonly differences: readonly PolicyDifference[];
  /** What stands on one side only, so that nothing is said of it. */
  readonly notCompared: readonly NotCompared[];
}

interface NotCompared {
  readonly database: string;
  /** None: the whole database. */
  readonly relation?: readonly [string, string];
  readonly reason: string;
}

/** @throws InputError, OperationError */
export async function runProveDiff(
  run: ProveDiffRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const older = await readSource(run.older, { databases: run.databases }, progress);
  const newer = await readSource(run.newer, { databases: run.databases }, progress);
  const roles = run.roles.length > 0 ? run.roles : logins(newer.inventory);
  const { before } = pairDatabases(older.inventory, newer.inventory);
  const compared = await policyDifferences(before, newer.inventory, roles);
  const text =
    run.format === 'json' ? `${JSON.stringify({ formatVersion: '1.0', ...compared }, null, 2)}\n` : textOf(compared);
  if (run.out !== undefined) await writeFile(run.out, text);
  const wider = compared.differences.some((each) => each.change.kind !== 'none');
  return { exit: wider ? EXIT.findings : EXIT.clean, result: run.out === undefined ? text : '' };
}

async function policyDifferences(
  older: Inventory,
  newer: Inventory,
  roles: readonly string[],
): Promise<PolicyComparison> {
  const solver = openSolver();
  try {
    const differences: PolicyDifference[] = [];
    const notCompared: NotCompared[] = [];
    for (const database of newer.databases) {
      const former = older.databases.find(({ name }) => name === database.name);
      if (former === undefined) {
        notCompared.push({ database: database.name, reason: 'the older inventory has no database of that name' });
        continue;
      }
      const world = new World(newer, database);
      const worlds = { newer: world, older: new World(older, former, world) };
      differences.push(...(await inDatabase(solver, worlds, roles)));
      notCompared.push(...newRelations(worlds));
    }
    return { differences, notCompared };
  } finally {
    await solver.close();
  }
}

interface Worlds {
  readonly newer: World;
  readonly older: World;
}

function newRelations({ newer, older }: Worlds): readonly NotCompared[] {
  return itemsOf(newer.database.relations)
    .filter(({ schema, name }) => newer.policies(schema, name).length > 0 && older.relation(schema, name) === undefined)
    .map(({ schema, name }) => ({
      database: newer.database.name,
      relation: [schema, name],
      reason: 'the older inventory has no such relation',
    }));
}

async function inDatabase(
  solver: Solver,
  { newer, older }: Worlds,
  roles: readonly string[],
): Promise<readonly PolicyDifference[]> {
  const found: PolicyDifference[] = [];
  for (const relation of itemsOf(newer.database.relations)) {
    const { schema, name } = relation;
    const touched = newer.policies(schema, name).length + older.policies(schema, name).length > 0;
    if (!touched || older.relation(schema, name) === undefined) continue;
    for (const role of roles) {
      for (const command of ROW_COMMANDS) {
        const change = await judged(() => widening(solver, { older, newer, relation, role, command }));
        found.push({ relation: [schema, name], database: newer.database.name, role, command, change });
      }
    }
  }
  return found;
}

async function judged(work: () => Promise<Widening>): Promise<Widening> {
  try {
    return await work();
  } catch (error) {
    return { kind: 'unknown', reason: reasonOf(error) };
  }
}

function logins({ cluster }: Inventory): readonly string[] {
  return itemsOf(cluster.roles)
    .filter((role) => role.login && !role.superuser)
    .map((role) => role.name)
    .toSorted(compareText);
}

function textOf({ differences, notCompared }: PolicyComparison): string {
  const lines = differences.flatMap(differenceText);
  const left = notCompared.map(
    ({ database, relation, reason }) => `not compared: ${relation?.join('.') ?? `database ${database}`}, ${reason}`,
  );
  const none =
    differences.length === 0 ? 'no relation with policies was compared' : 'no policy admits more than before';
  return `${[...(lines.length === 0 ? [none] : lines), ...left].map(printable).join('\n')}\n`;
}

function differenceText({ relation, role, command, change }: PolicyDifference): readonly string[] {
  const where = `${relation.join('.')} ${command} as ${role}`;
  if (change.kind === 'none') return [];
  if (change.kind === 'unknown') return [`unknown  ${where}: ${change.reason}`];
  const doubt = change.certain ? '' : ` (not modelled: ${change.reason})`;
  const row = `row ${JSON.stringify(change.row)} with ${JSON.stringify(change.settings)}`;
  return [`${change.certain ? 'wider   ' : 'wider?  '} ${where}: ${row}${doubt}`];
}
