// What the note on the planner's statistics says, asked of the servers: SET STATISTICS 0 takes nothing away.

import { describe, expect, test } from 'vitest';
import { MAJORS } from '../../../src/pg/version.js';
import { sql, type Sql } from '../../../src/sql/sql.js';
import { startBench } from '../plan/cluster.js';

const KEPT = sql`SELECT tablename || '.' || attname FROM pg_catalog.pg_stats
  WHERE histogram_bounds::text LIKE '%canary%' ORDER BY 1`;

const majors = process.env['PGRAMPART_LONG'] === '1' ? MAJORS : ([14, 18] as const);

describe.each(majors)('statistics of a restricted column on PostgreSQL %i', (major) => {
  test('are kept by ANALYZE, stay after SET STATISTICS 0, and go with the type or by name', async () => {
    const bench = await startBench(major);
    if (bench === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    try {
      const session = await bench.session('postgres');
      const run = async (...texts: readonly Sql[]): Promise<void> => {
        for (const text of texts) await session.query(text);
      };
      const kept = async (): Promise<readonly (string | null)[]> => (await session.query(KEPT)).rows.flat();
      const analyze = sql`ANALYZE public.people`;
      const none = sql`ALTER TABLE public.people ALTER COLUMN ssn SET STATISTICS 0`;
      await run(
        sql`CREATE TABLE public.people (id int, ssn text)`,
        sql`INSERT INTO public.people SELECT i, 'canary ' || i FROM pg_catalog.generate_series(1, 500) i`,
        analyze,
      );
      expect(await kept()).toEqual(['people.ssn']);
      await run(none, analyze);
      expect(await kept()).toEqual(['people.ssn']);
      await run(sql`ALTER TABLE public.people ALTER COLUMN ssn TYPE text`);
      expect(await kept()).toEqual([]);
      await run(analyze);
      expect(await kept()).toEqual([]);
      await run(sql`CREATE INDEX lowered ON public.people (pg_catalog.lower(ssn))`, analyze);
      expect(await kept()).toEqual(['lowered.lower']);
      await run(sql`DROP INDEX public.lowered`);
      await run(sql`ALTER TABLE public.people ALTER COLUMN ssn SET STATISTICS -1`, analyze, none);
      expect(await kept()).toEqual(['people.ssn']);
      const cleared = await session.attempt(
        sql`SELECT pg_catalog.pg_clear_attribute_stats('public', 'people', 'ssn', false)`,
      );
      expect([cleared.ok, await kept()]).toEqual(major >= 18 ? [true, []] : [false, ['people.ssn']]);
      const viewed = await session.attempt(sql`CREATE VIEW public.v AS SELECT ssn FROM public.people`);
      const typed = await session.attempt(sql`ALTER TABLE public.people ALTER COLUMN ssn TYPE text`);
      expect([viewed.ok, typed.ok ? null : typed.error.sqlstate]).toEqual([true, '0A000']);
      await session.close();
    } finally {
      await bench.cluster.stop();
    }
  });
});
