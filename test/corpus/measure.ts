// One schema through the main job: loaded, described, inventory, assess, plan, proof, undo; and what of it
// was not read, not cloned, not seeded, not attacked.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itemsOf, type Inventory } from '../../src/inventory/index.js';
import type { Major } from '../../src/pg/index.js';
import type { Progress } from '../../src/runs/progress.js';
import { runHarden, type HardenOutcome } from '../../src/runs/harden.js';
import { readTarget } from '../../src/runs/source.js';
import { runCommands, type CommandFigures } from './commands.js';
import { descriptionFolder, readDescription, type Description } from './description.js';
import { writeDocuments } from './documents.js';
import { isTable, nameOf, tenantTables } from './facts.js';
import { DATABASE, loadSource } from './source.js';

export interface Measurement {
  readonly schema: string;
  readonly major: number;
  /** Statements of the file that the source refused to load. */
  readonly refused: readonly string[];
  readonly relations: number;
  readonly tables: number;
  readonly cloned: number;
  readonly cloneable: number;
  readonly notCloned: readonly Remark[];
  readonly heldBack: readonly Remark[];
  readonly notRead: readonly string[];
  readonly tenants: TenantFigures;
  readonly findings: number;
  readonly controls: number;
  readonly steps: number;
  readonly blocked: number;
  readonly attacks: AttackFigures;
  /** Attacks that are broken, vacuous or not run, by reason. */
  readonly trouble: readonly { readonly status: string; readonly reason: string; readonly count: number }[];
  readonly ran: boolean;
  readonly remarks: readonly string[];
  readonly secondPlan: number | null;
  readonly undoDifferences: readonly string[];
  readonly candidates: readonly string[];
  readonly posture: string;
  readonly exit: number;
  readonly seconds: number;
  /** `inventory`, `assess` and `plan`, each by itself. */
  readonly commands: CommandFigures;
  readonly stages: readonly { readonly stage: string; readonly text: string; readonly at: number }[];
}

export interface Remark {
  readonly object: string;
  readonly reason: string;
}

export interface TenantFigures {
  readonly stated: number;
  readonly seeded: number;
  /** With at least one attack that was refused with the control and leaked without it. */
  readonly attacked: number;
  readonly missed: readonly Remark[];
}

export interface AttackFigures {
  readonly all: number;
  readonly holds: number;
  readonly broken: number;
  readonly vacuous: number;
  readonly notRun: number;
}

export interface MeasureOptions {
  readonly folder: string;
  readonly major: Major;
  /** Keeps documents and report here; else they are thrown away. */
  readonly keep?: string;
  readonly onStage?: (line: string) => void;
}

/** @throws when a step of the run fails: the run did not come to its end. */
export async function measureSchema(schema: string, options: MeasureOptions): Promise<Measurement> {
  const started = performance.now();
  const description = await readDescription(descriptionFolder(), schema);
  const { cluster, target, refused } = await loadSource(options.folder, schema, options.major);
  const place = options.keep ?? (await mkdtemp(join(tmpdir(), 'pgrampart-corpus-')));
  const begun = performance.now();
  const stages: { stage: string; text: string; at: number }[] = [];
  const progress: Progress = ({ stage, state, text }) => {
    if (state !== 'done') return;
    const at = Math.round((performance.now() - begun) / 100) / 10;
    stages.push({ stage, text, at });
    options.onStage?.(`${at} s ${stage}: ${text}`);
  };
  options.onStage?.(`loaded in ${Math.round((begun - started) / 1000)} s, ${refused.length} statements refused`);
  try {
    const wish = { databases: [DATABASE], hbaLinesToSkip: cluster.harnessHbaLines.length };
    const source = await readTarget(target, wish, progress);
    const docs = await writeFolder(join(place, 'docs'), schema, description, source.inventory);
    const out = join(place, 'out');
    const run = { source, docs: [docs], out, databases: [], scratch: 'auto', substrate: null, force: true };
    const outcome = await runHarden(run, progress);
    const seconds = Math.round((performance.now() - begun) / 100) / 10;
    const commands = await runCommands(target, docs);
    return { ...measured(schema, description, source.inventory, outcome), refused, seconds, commands, stages };
  } finally {
    await cluster.stop();
    if (options.keep === undefined) await rm(place, { recursive: true, force: true });
  }
}

async function writeFolder(
  folder: string,
  product: string,
  description: Description,
  inventory: Inventory,
): Promise<string> {
  const database = inventory.databases.find(({ name }) => name === DATABASE);
  if (database === undefined) throw new Error(`the inventory has no database ${DATABASE}`);
  await mkdir(folder, { recursive: true });
  for (const { name, text } of writeDocuments(product, description, database)) {
    await writeFile(join(folder, name), text);
  }
  return folder;
}

function measured(
  schema: string,
  description: Description,
  inventory: Inventory,
  { document, exit }: HardenOutcome,
): Omit<Measurement, 'refused' | 'seconds' | 'commands' | 'stages'> {
  const { proof, evidence } = document;
  const clones = proof.clones.filter(({ database }) => database === DATABASE);
  const relations = inventory.databases.flatMap((database) => itemsOf(database.relations));
  const count = (status: string): number => evidence.filter((row) => row.status === status).length;
  return {
    schema,
    major: inventory.server.major,
    relations: relations.length,
    tables: relations.filter(isTable).length,
    cloned: clones.reduce((sum, each) => sum + each.cloned, 0),
    cloneable: clones.reduce((sum, each) => sum + each.relations, 0),
    notCloned: clones.flatMap((each) => each.notCloned),
    heldBack: clones.flatMap((each) => each.heldBack),
    notRead: document.run.unreadable.map(({ section, reason }) => `${section}: ${reason}`),
    tenants: tenantFigures(description, inventory, document),
    findings: document.findings.length,
    controls: document.controls.length,
    steps: document.plan.steps.length,
    blocked: document.plan.blocked.length + document.blocked.length,
    attacks: {
      all: evidence.length,
      holds: count('holds'),
      broken: count('broken'),
      vacuous: count('vacuous'),
      notRun: count('not-run'),
    },
    trouble: troubleOf(evidence),
    ran: proof.ran,
    remarks: proof.remarks,
    secondPlan: proof.secondPlanSteps,
    undoDifferences: proof.undoDifferences,
    candidates: document.candidates.map(({ id }) => id),
    posture: document.posture,
    exit,
  };
}

function tenantFigures(
  description: Description,
  inventory: Inventory,
  { evidence, proof }: HardenOutcome['document'],
): TenantFigures {
  const database = inventory.databases.find(({ name }) => name === DATABASE);
  const tables = database === undefined ? [] : tenantTables(description, database).map(nameOf);
  const notSeeded = new Map(proof.notSeeded.map(({ object, reason }) => [object, reason]));
  const tried = evidence.flatMap((row) => (row.attack.kind === 'tenant' ? [{ row, attack: row.attack }] : []));
  const shown = new Set(tried.filter(({ row }) => row.status === 'holds').map(({ attack }) => pathOf(attack)));
  const missed = tables.filter((table) => !shown.has(table));
  return {
    stated: tables.length,
    seeded: tables.filter((table) => !notSeeded.has(table)).length,
    attacked: tables.length - missed.length,
    missed: missed.map((object) => {
      const first = tried.find(({ attack }) => pathOf(attack) === object)?.row;
      const reason = notSeeded.get(object) ?? first?.reason ?? 'no attack was designed';
      return { object, reason: `${first === undefined ? '' : `${first.status}: `}${reason}` };
    }),
  };
}

function pathOf(attack: { readonly relation: { readonly path: readonly string[] } }): string {
  return attack.relation.path.join('.');
}

function troubleOf(evidence: HardenOutcome['document']['evidence']): Measurement['trouble'] {
  const groups = new Map<string, { status: string; reason: string; count: number }>();
  for (const { status, reason, control } of evidence) {
    if (status === 'holds') continue;
    const text = `${control}: ${reason ?? ''}`;
    const known = groups.get(`${status} ${text}`) ?? { status, reason: text, count: 0 };
    groups.set(`${status} ${text}`, { ...known, count: known.count + 1 });
  }
  return [...groups.values()].toSorted((left, right) => right.count - left.count);
}
