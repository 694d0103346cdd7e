// What a role learns: the same question asked with and without the target row. Two different answers tell it.

import type { Candidate, Observe } from '../../isolation/verdict.js';
import type { Column } from '../../inventory/index.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import type { Filler } from './filler.js';
import { insertSql, valueOf } from './plant.js';

/** Everything of the answer that the role sees. */
export async function answerOf(session: Session, statement: Sql): Promise<string> {
  const outcome = await session.attempt(statement);
  if (!outcome.ok) return `refused ${outcome.error.sqlstate ?? ''}`;
  return JSON.stringify(outcome.value.rows.map((row) => JSON.stringify(row)).toSorted());
}

/** `stored` is the target row as the server printed it, for keys that are to collide. */
export function observation(
  observe: Exclude<Observe, { readonly kind: 'decode' }>,
  candidate: Candidate,
  stored: ReadonlyMap<string, string | null>,
  columns: (relation: readonly [string, string]) => readonly Column[],
  filler: Filler,
): Sql {
  switch (observe.kind) {
    case 'read':
      return sql`SELECT * FROM ${qualified(...observe.relation)}`;
    case 'call': {
      const args = observe.args.map(({ type, text }) =>
        text === null ? sql`NULL::${verbatim(type)}` : sql`${Literal.of(text)}::${verbatim(type)}`,
      );
      return sql`SELECT * FROM ${qualified(...observe.routine)}(${join(args, sql`, `)})`;
    }
    case 'sequence':
      return sql`SELECT last_value, is_called FROM ${qualified(...observe.sequence)}`;
    case 'truncate':
      return sql`TRUNCATE ${qualified(...candidate.relation)}`;
    case 'leak':
      return leak(observe.relation, stored);
    case 'statistics':
      return sql`SELECT c.reltuples FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ${Literal.of(candidate.relation[0])} AND c.relname = ${Literal.of(candidate.relation[1])}`;
    case 'collide':
      return insertOf(candidate.relation, observe.columns, observe.columns, stored, columns, filler, ownKey(candidate));
    case 'refer':
      return insertOf(observe.relation, observe.columns, observe.to, stored, columns, filler, {});
  }
}

/** The session's own tenant, so that the check of the policy is passed and the key alone decides. */
function ownKey(candidate: Candidate): Readonly<Record<string, string>> {
  const [key] = Object.keys(candidate.rows[candidate.target ?? 0]?.values ?? {});
  const text = Object.values(candidate.session.settings)[0];
  return key === undefined || text === undefined ? {} : { [key]: tenantIn(text) };
}

function tenantIn(text: string): string {
  if (!text.startsWith('{')) return text;
  const claims: unknown = JSON.parse(text);
  const first: unknown = typeof claims === 'object' && claims !== null ? Object.values(claims)[0] : '';
  return typeof first === 'string' ? first : '';
}

function insertOf(
  relation: readonly [string, string],
  into: readonly string[],
  from: readonly string[],
  stored: ReadonlyMap<string, string | null>,
  columns: (relation: readonly [string, string]) => readonly Column[],
  filler: Filler,
  own: Readonly<Record<string, string>>,
): Sql {
  const taken = into.map((name, index): [string, string | null] => [name, stored.get(from[index] ?? '') ?? null]);
  const values = { ...own, ...Object.fromEntries(taken) };
  const given = columns(relation)
    .filter((column) => column.generated === null && (column.notNull || values[column.name] !== undefined))
    .map((column) => ({ column, value: valueOf(column, values, filler, 'filled') }));
  return insertSql(qualified(...relation), given);
}

/** Cheaper than every condition of a view, so that the planner asks it first; it shouts what it was looking for. */
export function leakyFunction(): Sql {
  return sql`CREATE FUNCTION pg_temp.pgrampart_leak(shown text, wanted text) RETURNS boolean
    LANGUAGE plpgsql COST 0.0000001 AS
    'BEGIN IF strpos(shown, wanted) > 0 THEN RAISE EXCEPTION USING ERRCODE = ''PG001''; END IF; RETURN true; END'`;
}

/** The whole row as the view has it, looked through for the longest value of the target. */
function leak(relation: readonly [string, string], stored: ReadonlyMap<string, string | null>): Sql {
  const [longest = ''] = [...stored.values()].flatMap((text) => text ?? []).toSorted((a, b) => b.length - a.length);
  return sql`SELECT 1 FROM ${qualified(...relation)} seen WHERE pg_temp.pgrampart_leak(seen::text, ${Literal.of(longest)})`;
}

/** Whether the two answers betray the row; a mere difference in refusals of TRUNCATE says nothing. */
export function betrays(observe: Observe, without: string, withRow: string): boolean {
  if (observe.kind === 'truncate') return !withRow.startsWith('refused');
  if (observe.kind === 'collide') return withRow === 'refused 23505' && without !== 'refused 23505';
  if (observe.kind === 'refer') return without === 'refused 23503' && withRow !== 'refused 23503';
  if (observe.kind === 'leak') return without !== withRow && withRow === 'refused PG001';
  return without !== withRow && !withRow.startsWith('refused');
}

export function refresh(relation: readonly [string, string]): Sql {
  return sql`REFRESH MATERIALIZED VIEW ${qualified(...relation)}`;
}

export function settingsOf(candidate: Candidate): readonly Sql[] {
  const settings = Object.entries(candidate.session.settings).map(
    ([name, value]) => sql`SELECT pg_catalog.set_config(${Literal.of(name)}, ${Literal.of(value)}, true)`,
  );
  return candidate.session.setRole === null
    ? settings
    : [...settings, sql`SET LOCAL ROLE ${Ident.of(candidate.session.setRole)}`];
}
