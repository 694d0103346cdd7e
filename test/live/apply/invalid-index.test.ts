// An index that could not be built: the failure names what is left of it, undo takes it away, and a new plan builds it
// once the cause is gone. An index of the same name that somebody else made is left alone.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPlan, undoPlan } from '../../../src/apply/index.js';
import type { Fact } from '../../../src/demand/model.js';
import { itemsOf } from '../../../src/inventory/index.js';
import { objectRef } from '../../../src/pg/index.js';
import { encodePlan } from '../../../src/plan/codec.js';
import { MAJORS } from '../../../src/pg/version.js';
import { planOf, type Plan } from '../../../src/plan/index.js';
import { JournalWriter } from '../../../src/runs/journal-writer.js';
import { silent } from '../../../src/runs/progress.js';
import { remainingUndo } from '../../../src/runs/remaining-undo.js';
import { journalPath, readSavedPlan } from '../../../src/runs/saved-plan.js';
import type { Session } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { demandsOf, expectSame } from '../plan/laws.js';

const FACT: Fact = {
  kind: 'index',
  relation: objectRef('table', ['app', 'docs'], 'postgres'),
  columns: ['tenant'],
  name: 'docs tenant',
};

const majors = MAJORS.filter((major) => process.env['PGRAMPART_LONG'] === '1' || major === 18);

describe.each(majors)('an index that fails on PostgreSQL %i', (major) => {
  let bench: Bench;
  const folder = mkdtempSync(join(tmpdir(), 'pgrampart-index-'));
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = started;
    await bench.run('postgres', 'CREATE SCHEMA app; CREATE TABLE app.docs (tenant text)');
    // Longer than an entry of an index may be.
    await bench.run(
      'postgres',
      "INSERT INTO app.docs SELECT string_agg(md5(n::text), '') FROM generate_series(1, 600) AS n",
    );
  });
  afterEach(() => bench.run('postgres', 'DROP INDEX IF EXISTS app."docs tenant"'));
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await bench.cluster.stop();
  });

  const planned = async (): Promise<Plan> => planOf(demandsOf([FACT]), await bench.inventory(), bench.planOptions);
  const validity = async (): Promise<readonly boolean[]> => {
    const { databases } = await bench.inventory();
    const indexes = databases.flatMap((database) => itemsOf(database.indexes));
    return indexes.filter(({ name }) => name === 'docs tenant').map(({ valid }) => valid);
  };

  test('what is left is named, and undo takes it away', async () => {
    const before = await bench.inventory();
    const plan = await planned();
    const result = await applyPlan(plan, bench.applyOptions);
    expect(result.failure?.message).toMatch(/INVALID index "app"\."docs tenant" is left/u);
    expect(result.failure?.fix).toContain('DROP INDEX CONCURRENTLY "app"."docs tenant"');
    expect(result.journal.map(({ status, leftover }) => [status, leftover])).toEqual([['unapplied', true]]);
    expect(await validity()).toEqual([false]);
    const undone = await undoPlan(plan, bench.applyOptions, result.journal);
    expect(undone.failure).toBeNull();
    expectSame(await bench.inventory(), before);
  });

  test('the journal tells undo in another process', async () => {
    const path = join(folder, 'plan.json');
    const plan = await planned();
    writeFileSync(path, encodePlan(plan));
    const saved = await readSavedPlan(path);
    const journal = new JournalWriter(journalPath(path), { plan: saved.sha256 });
    const events = (event: Parameters<JournalWriter['note']>[0]): void => journal.note(event, plan, silent);
    await applyPlan(plan, { ...bench.applyOptions, events });
    const left = await remainingUndo(saved, journalPath(path), () => bench.session('postgres'));
    expect([...left.steps]).toEqual(plan.steps.map(({ id }) => id));
  });

  test('a new plan drops it first, and builds it once it can be', async () => {
    await applyPlan(await planned(), bench.applyOptions);
    await bench.run('postgres', 'CREATE TABLE app.kept AS TABLE app.docs; TRUNCATE app.docs');
    const result = await applyPlan(await planned(), bench.applyOptions);
    expect([result.failure, await validity()]).toEqual([null, [true]]);
    await bench.run(
      'postgres',
      'DROP INDEX app."docs tenant"; INSERT INTO app.docs TABLE app.kept; DROP TABLE app.kept',
    );
  });

  test('one that is there is applied, even if the session is lost right after', async () => {
    await bench.run('postgres', 'ALTER TABLE app.docs RENAME TO kept; CREATE TABLE app.docs (tenant text)');
    const plan = await planned();
    const result = await applyPlan(plan, { ...bench.applyOptions, connect: lostAfterIndex });
    expect([result.journal.map(({ status }) => status), await validity()]).toEqual([['applied'], [true]]);
    expect((await undoPlan(plan, bench.applyOptions, result.journal)).failure).toBeNull();
    expect(await validity()).toEqual([]);
    await bench.run('postgres', 'DROP TABLE app.docs; ALTER TABLE app.kept RENAME TO docs');
  });

  /** Its backend ends before the first statement that follows the index. */
  async function lostAfterIndex(database: string): Promise<Session> {
    const session = await bench.session(database);
    const { rows } = await session.query(sql`SELECT pg_catalog.pg_backend_pid()`);
    let built = false;
    const query: Session['query'] = async (text, parameters) => {
      if (built) await bench.run('postgres', `SELECT pg_terminate_backend(${rows[0]?.[0] ?? 0}, 5000)`);
      const answer = await session.query(text, parameters);
      built ||= text.text.startsWith('CREATE INDEX');
      return answer;
    };
    return {
      target: session.target,
      tlsVersion: session.tlsVersion,
      query,
      attempt: (text, parameters) => session.attempt(text, parameters),
      copy: (text, take) => session.copy(text, take),
      transaction: (work) => session.transaction(work),
      onNotice: (listener) => session.onNotice(listener),
      close: () => session.close(),
    };
  }

  test('an index of that name that somebody made meanwhile is not ours', async () => {
    const plan = await planned();
    await bench.run('postgres', 'CREATE INDEX "docs tenant" ON app.docs (left(tenant, 9))');
    const result = await applyPlan(plan, bench.applyOptions);
    expect([result.failure?.sqlstate, result.journal[0]?.leftover]).toEqual(['42P07', undefined]);
    expect((await undoPlan(plan, bench.applyOptions, result.journal)).failure).toBeNull();
    expect(await validity()).toEqual([true]);
  });
});
