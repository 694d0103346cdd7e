// What a value of a type looks like, asked from the scratch server: base types of domains with their checks,
// labels of enums, elements of arrays. https://www.postgresql.org/docs/current/catalog-pg-type.html

import type { Session } from '../../session/index.js';
import { sql } from '../../sql/sql.js';

export interface TypeInfo {
  readonly name: string;
  readonly kind: 'base' | 'composite' | 'domain' | 'enum' | 'pseudo' | 'range' | 'multirange';
  /** pg_type.typcategory: N numbers, S strings, D dates, A arrays, … */
  readonly category: string;
  /** Domains: what they are made of, with its modifier. */
  readonly base: string | null;
  readonly notNull: boolean;
  readonly checks: readonly string[];
  readonly labels: readonly string[];
}

export type TypeInfos = ReadonlyMap<string, TypeInfo>;

const KINDS: { readonly [letter: string]: TypeInfo['kind'] } = {
  b: 'base',
  c: 'composite',
  d: 'domain',
  e: 'enum',
  p: 'pseudo',
  r: 'range',
  m: 'multirange',
};

export async function readTypes(session: Session): Promise<TypeInfos> {
  const { rows } = await session.query(sql`
    SELECT pg_catalog.format_type(t.oid, NULL), t.typtype, t.typcategory, t.typnotnull,
      CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END,
      (SELECT pg_catalog.json_agg(pg_catalog.pg_get_constraintdef(c.oid) ORDER BY c.conname)
       FROM pg_catalog.pg_constraint c WHERE c.contypid = t.oid),
      (SELECT pg_catalog.json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)
    FROM pg_catalog.pg_type t WHERE t.typtype <> 'p' AND NOT (t.typtype = 'c' AND t.typrelid IN (
      SELECT oid FROM pg_catalog.pg_class WHERE relkind <> 'c'))`);
  return new Map(
    rows.map(([name, kind, category, notNull, base, checks, labels]) => [
      name ?? '',
      {
        name: name ?? '',
        kind: KINDS[kind ?? ''] ?? 'base',
        category: category ?? '',
        notNull: notNull === 't',
        base: base ?? null,
        checks: texts(checks ?? null),
        labels: texts(labels ?? null),
      },
    ]),
  );
}

function texts(json: string | null): readonly string[] {
  const value: unknown = json === null ? [] : JSON.parse(json);
  return Array.isArray(value) ? value.map(String) : [];
}

/** `character varying(40)` → its name and the numbers in parentheses. */
export function splitModifier(type: string): { readonly name: string; readonly modifier: readonly number[] } {
  const match = /^(.*?)\(([\d,-]+)\)(.*)$/u.exec(type);
  if (match === null) return { name: type, modifier: [] };
  return { name: `${match[1] ?? ''}${match[3] ?? ''}`, modifier: (match[2] ?? '').split(',').map(Number) };
}

/** The type below all domains, and every check on the way down. */
export function resolveDomain(
  type: string,
  types: TypeInfos,
): { readonly type: string; readonly checks: readonly string[]; readonly notNull: boolean } {
  let at = type;
  let notNull = false;
  const checks: string[] = [];
  for (;;) {
    const info = types.get(splitModifier(at).name);
    if (info === undefined || info.kind !== 'domain' || info.base === null) return { type: at, checks, notNull };
    checks.push(...info.checks);
    notNull ||= info.notNull;
    at = info.base;
  }
}
