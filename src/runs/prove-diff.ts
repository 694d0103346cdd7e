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

export interface PolicyDifference {
  readonly relation: readonly [string, string];
  readonly database: string;
  readonly role: string;
  readonly command: string;
  readonly change: Widening;
}

/** @throws InputError, OperationError */
export async function runProveDiff(
  run: ProveDiffRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const older = await readSource(run.older, { databases: run.databases }, progress);
  const newer = await readSource(run.newer, { databases: run.databases }, progress);
  const roles = run.roles.length > 0 ? run.roles : logins(newer.inventory);
  const differences = await policyDifferences(older.inventory, newer.inventory, roles);
  const text =
    run.format === 'json' ? `${JSON.stringify({ formatVersion: '1.0', differences }, null, 2)}\n` : textOf(differences);
  if (run.out !== undefined) await writeFile(run.out, text);
  const wider = differences.some((each) => each.change.kind !== 'none');
  return { exit: wider ? EXIT.findings : EXIT.clean, result: run.out === undefined ? text : '' };
}

export async function policyDifferences(
  older: Inventory,
  newer: Inventory,
  roles: readonly string[],
): Promise<readonly PolicyDifference[]> {
  const solver = await openSolver();
  try {
    const found: PolicyDifference[] = [];
    for (const database of newer.databases) {
      const former = older.databases.find((each) => each.name === database.name);
      if (former === undefined) continue;
      const world = new World(newer, database);
      found.push(...(await inDatabase(solver, world, new World(older, former, world), roles)));
    }
    return found;
  } finally {
    await solver.close();
  }
}

async function inDatabase(
  solver: Solver,
  newer: World,
  older: World,
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

function textOf(differences: readonly PolicyDifference[]): string {
  const lines = differences.flatMap(({ relation, role, command, change }) => {
    const where = `${relation.join('.')} ${command} as ${role}`;
    if (change.kind === 'none') return [];
    if (change.kind === 'unknown') return [`unknown  ${where}: ${change.reason}`];
    const sure = change.certain ? 'wider  ' : 'wider? ';
    return [
      `${sure}  ${where}: row ${JSON.stringify(change.row)} with ${JSON.stringify(change.settings)}${change.certain ? '' : ` (not modelled: ${change.reason})`}`,
    ];
  });
  return `${(lines.length === 0 ? ['no policy admits more than before'] : lines).map(printable).join('\n')}\n`;
}
