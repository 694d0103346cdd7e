// The program itself is killed between a statement and its note: the journal stands still while the server goes on or not.
// Undo asks the server what became of it, says so, and the cluster is the former one.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, undoPlan, type ApplyEvent, type ApplyOptions } from '../../../src/apply/index.js';
import type { Fact } from '../../../src/demand/model.js';
import type { Inventory } from '../../../src/inventory/index.js';
import { MAJORS } from '../../../src/pg/version.js';
import { encodePlan } from '../../../src/plan/codec.js';
import { planOf, type Plan } from '../../../src/plan/index.js';
import { JournalWriter } from '../../../src/runs/journal-writer.js';
import { readJournal, readSavedPlan } from '../../../src/runs/saved-plan.js';
import { runUndo } from '../../../src/runs/undo.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { demandsOf, expectSame } from '../plan/laws.js';

const LONG = process.env['PGRAMPART_LONG'] === '1';
const FACTS: readonly Fact[] = [
  { kind: 'role', role: 'rw', attributes: {} },
  { kind: 'membership', role: 'rw', member: 'web', present: true },
  { kind: 'role', role: 'web', attributes: { createDb: false } },
  { kind: 'setting', name: 'log_disconnections', value: 'on' },
];

describe.each(MAJORS.filter((major) => LONG || major === 18))('cut off on PostgreSQL %i', (major) => {
  let bench: Bench;
  let former: Inventory;
  const place = mkdtempSync(join(tmpdir(), 'pgrampart-cut-'));
  const planFile = join(place, 'plan.json');
  const journal = join(place, 'plan.journal.json');
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`there is no server of major ${major}`);
    bench = started;
    await bench.run('postgres', 'CREATE ROLE web LOGIN CREATEDB');
    former = await bench.inventory();
    writeFileSync(planFile, encodePlan(await planOf(demandsOf(FACTS), former, bench.planOptions)));
  });
  afterAll(async () => {
    await bench.cluster.stop();
    rmSync(place, { recursive: true });
  });

  /** Notes what happens until the COMMIT of a segment: before the server hears of it, or before anybody notes its answer. */
  function dying(writer: JournalWriter, plan: Plan, segment: number, when: 'unsent' | 'unnoted'): ApplyOptions {
    let commits = 0;
    const events = (event: ApplyEvent): void => {
      if (commits > segment) throw new Error('killed');
      writer.note(event, plan, () => undefined);
      if (event.kind === 'segment-committing') commits += 1;
      if (commits > segment && when === 'unsent') throw new Error('killed');
    };
    return { ...bench.applyOptions, events };
  }

  async function killed(segment: number, when: 'unsent' | 'unnoted'): Promise<void> {
    const { plan, sha256 } = await readSavedPlan(planFile);
    const options = dying(new JournalWriter(journal, { plan: sha256 }), plan, segment, when);
    await expect(applyPlan(plan, options)).rejects.toThrow('killed');
  }

  async function undo(yes: boolean): Promise<{ readonly exit: number; readonly lines: readonly string[] }> {
    const { host, port, user, password } = bench.cluster.connection;
    const to = `host=${host} port=${port} user=${user} password=${password.reveal()} dbname=postgres`;
    const run = { plan: planFile, to, yes, databases: [], hostFiles: false };
    const { exit, result } = await runUndo(run, () => undefined);
    return { exit, lines: result.split('\n').map((line) => line.trim()) };
  }

  test('committed and not noted: it is told, and goes back with the rest', async () => {
    await killed(2, 'unnoted');
    const told = await undo(false);
    expect(told.lines.slice(0, 2)).toEqual([
      'apply was cut off before it could note what became of 1 step. The server was asked:',
      expect.stringMatching(/^is there .* Alter role web: NOCREATEDB: transaction \d+ was committed; it goes back/u),
    ]);
    expect((await undo(true)).exit).toBe(0);
    expectSame(await bench.inventory(), former);
  });

  test('killed before COMMIT was sent: there is nothing to take back', async () => {
    await killed(1, 'unsent');
    expect((await undo(false)).lines[1]).toMatch(
      /^is not .* a member of rw: it was never committed; there is nothing/u,
    );
    expect((await undo(true)).exit).toBe(0);
    expectSame(await bench.inventory(), former);
  });

  test('an undo that was cut off goes on where it was; a third has nothing left to do', async () => {
    const saved = await readSavedPlan(planFile);
    const started = '2026-01-01T00:00:00Z';
    const { plan } = saved;
    const whole = new JournalWriter(journal, { plan: saved.sha256, started });
    const noting = { ...bench.applyOptions, events: (event: ApplyEvent) => whole.note(event, plan, () => undefined) };
    expect((await applyPlan(plan, noting)).failure).toBeNull();
    const { sha256: undoes } = await readJournal(journal, saved);
    const writer = new JournalWriter(join(place, 'plan.undo.json'), { plan: saved.sha256, undoes });
    await expect(undoPlan(plan, dying(writer, plan, 1, 'unnoted'))).rejects.toThrow('killed');
    const { lines } = await undo(false);
    expect(lines.slice(0, 3)).toEqual([
      'undo was cut off before it could note what became of 1 step. The server was asked:',
      expect.stringMatching(/^is there .* a member of rw: transaction \d+ was committed$/u),
      '2 steps were undone before',
    ]);
    expect((await undo(true)).exit).toBe(0);
    expectSame(await bench.inventory(), former);
    expect((await undo(false)).lines).toEqual([
      '4 steps were undone before',
      '0 steps would be undone',
      expect.any(String),
      '',
    ]);
  });
});
