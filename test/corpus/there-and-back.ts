// The commands of a team on a server of its own, as its account: `inventory`, `plan`, `apply`, a restart where the
// settings ask for one, `plan` again until it is empty, `undo`, `inventory`. Each is a process of the program itself.

import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeInventory } from '../../src/inventory/codec.js';
import { stableInventory, type Inventory } from '../../src/inventory/index.js';
import { inventoryDifferences } from '../../src/proof/laboratory/compare.js';
import { journalPath, readJournal, readSavedPlan } from '../../src/runs/saved-plan.js';
import { startOwnServer, type OwnServer } from './own-server.js';
import { runProgram, type Ended } from './program.js';
import type { Subject } from './subjects.js';

export interface ThereAndBack {
  readonly subject: string;
  readonly major: number;
  readonly steps: number;
  readonly applied: number;
  /** Why steps were not run, as the journals say it. */
  readonly notApplied: readonly string[];
  /** Exit codes of `plan`, `apply` and `undo`, in their order. */
  readonly exits: readonly string[];
  readonly restarts: number;
  /** Plans that had steps: a library's own settings take one more, after the restart. */
  readonly rounds: number;
  /** Titles of the last plan's steps. */
  readonly left: readonly string[];
  readonly differences: readonly string[];
  readonly seconds: number;
}

export interface ThereOptions {
  /** The compiled program's main file. */
  readonly program: string;
  readonly onStage?: (line: string) => void;
}

const ROUNDS = 3;

/** Null where nobody may become the account `postgres`. @throws when a command fails that others build on. */
export async function thereAndBack(subject: Subject, options: ThereOptions): Promise<ThereAndBack | null> {
  const server = await startOwnServer(subject.wish);
  if (server === null) return null;
  try {
    const refused = await subject.load(server);
    options.onStage?.(`loaded, ${refused} statements refused`);
    return await new Journey(subject, server, options).run();
  } finally {
    await server.stop();
  }
}

class Journey {
  readonly #subject: Subject;
  readonly #server: OwnServer;
  readonly #options: ThereOptions;
  readonly #begun: number = performance.now();
  readonly #exits: string[] = [];
  readonly #source: string;
  readonly #narrow: readonly string[];
  #restarts = 0;

  constructor(subject: Subject, server: OwnServer, options: ThereOptions) {
    this.#subject = subject;
    this.#server = server;
    this.#options = options;
    this.#source = `dbname=${subject.database}`;
    this.#narrow = ['--database', subject.database];
  }

  async run(): Promise<ThereAndBack> {
    const before = await this.#inventory('before');
    const docs = await this.#writeDocuments(before);
    const plans: string[] = [];
    let left = await this.#plan(docs, 1);
    while (left.titles.length > 0 && plans.length < ROUNDS) {
      plans.push(left.file);
      const applied = await this.#command('apply', left.file, '--to', this.#source, ...this.#narrow, ...APPLY);
      if (!(await this.#restartIfAsked(applied))) orThrow('apply', applied);
      left = await this.#plan(docs, plans.length + 1);
    }
    for (const plan of plans.toReversed()) {
      const undone = await this.#command('undo', plan, '--to', this.#source, '--yes', '--host-files');
      orThrow('undo', undone);
      await this.#restartIfAsked(undone);
    }
    const differences = differencesBetween(before, await this.#inventory('after'));
    return { ...(await this.#figures(before, plans)), left: left.titles, differences };
  }

  async #figures(before: Inventory, plans: readonly string[]): Promise<Omit<ThereAndBack, 'left' | 'differences'>> {
    const saved = await Promise.all(plans.map((plan) => readSavedPlan(plan)));
    const journals = await Promise.all(saved.map((each, place) => readJournal(journalPath(plans[place] ?? ''), each)));
    const entries = journals.flatMap((journal) => journal.entries);
    return {
      subject: this.#subject.name,
      major: before.server.major,
      steps: saved.reduce((sum, { plan }) => sum + plan.steps.length, 0),
      applied: entries.filter(({ status }) => status === 'applied').length,
      notApplied: entries.flatMap(({ status, reason }) => (status === 'applied' ? [] : [reason ?? status])),
      exits: this.#exits,
      restarts: this.#restarts,
      rounds: plans.length,
      seconds: Math.round((performance.now() - this.#begun) / 1000),
    };
  }

  async #plan(docs: string, round: number): Promise<{ readonly file: string; readonly titles: readonly string[] }> {
    const file = join(this.#server.folder, `plan-${round}.json`);
    const form = ['--format', 'json', '--out', file];
    orThrow('plan', await this.#command('plan', this.#source, '--docs', docs, ...this.#narrow, ...form));
    const { plan } = await readSavedPlan(file);
    return { file, titles: plan.steps.map(({ title }) => title) };
  }

  async #command(verb: string, ...words: readonly string[]): Promise<Ended> {
    const { account, environment } = this.#server;
    const ended = await runProgram([this.#options.program, verb, ...words, '--quiet'], {
      ...account,
      env: environment,
    });
    const at = Math.round((performance.now() - this.#begun) / 100) / 10;
    if (verb !== 'inventory') this.#exits.push(`${verb} ${ended.code}`);
    this.#options.onStage?.(`${at} s ${verb}: exit ${ended.code}`);
    return ended;
  }

  async #inventory(name: string): Promise<Inventory> {
    const file = join(this.#server.folder, `${name}.json`);
    orThrow('inventory', await this.#command('inventory', this.#source, ...this.#narrow, '--out', file));
    const decoded = decodeInventory(readFileSync(file, 'utf8'));
    if (!decoded.ok) throw new Error(`inventory wrote what it cannot read: ${decoded.error[0]?.what ?? ''}`);
    return decoded.value;
  }

  async #writeDocuments(inventory: Inventory): Promise<string> {
    const { account, folder, tlsFolder } = this.#server;
    const docs = join(folder, 'docs');
    mkdirSync(docs);
    for (const { name, text } of await this.#subject.documents(inventory, tlsFolder)) {
      writeFileSync(join(docs, name), text);
    }
    if (account.uid !== undefined && account.gid !== undefined) chownSync(docs, account.uid, account.gid);
    return docs;
  }

  /** What an operator does when `apply` or `undo` says that settings wait for it. */
  async #restartIfAsked({ out }: Ended): Promise<boolean> {
    if (!/^restart/mu.test(out)) return false;
    this.#restarts += 1;
    await this.#server.restart();
    return true;
  }
}

const APPLY = ['--yes', '--include-hand-off', '--pass-gate', '--host-files'] as const;

function orThrow(what: string, { code, out, err }: Ended): void {
  if (code === 0 || code === 3) return;
  throw new Error(`${what} ended with ${code}: ${`${err}\n${out}`.trim().split('\n').slice(0, 12).join(' | ')}`);
}

function differencesBetween(before: Inventory, after: Inventory): readonly string[] {
  const left = stableInventory(before);
  const right = stableInventory(after);
  return [
    ...inventoryDifferences(left.server, right.server),
    ...inventoryDifferences(left.cluster, right.cluster),
    ...left.databases.flatMap((each, index) => inventoryDifferences(each, right.databases[index])),
    ...(left.databases.length === right.databases.length ? [] : ['databases differ in number']),
  ];
}
