// What a tenant key looks like: by its name, and by the shape of foreign keys (many tables point to
// the same root).

import { nameTokens } from './tokens.js';

const SURE: ReadonlySet<string> = new Set(['tenant', 'org', 'organization', 'organisation', 'workspace', 'mandant']);
const LIKELY: ReadonlySet<string> = new Set([
  'account',
  'clinic',
  'company',
  'team',
  'customer',
  'client',
  'shop',
  'store',
  'school',
  'practice',
  'firm',
  'agency',
  'group',
  'project',
  'site',
  'merchant',
  'business',
  'hospital',
]);
const SUFFIX: ReadonlySet<string> = new Set(['id', 'uuid', 'uid', 'key', 'ref', 'code']);

/** `sure`: the name says it. `likely`: only with a foreign key to a tenant root. Null: no tenant key by its name. */
export function tenantKeyName(column: string): 'sure' | 'likely' | null {
  const tokens = nameTokens(column);
  const [word, suffix] = tokens;
  if (word === undefined || tokens.length > 2) return null;
  if (suffix !== undefined && !SUFFIX.has(suffix)) return null;
  if (SURE.has(word) && (suffix !== undefined || word === 'tenant')) return 'sure';
  return LIKELY.has(word) && suffix !== undefined ? 'likely' : null;
}

/** `clinics`, `tenant`, `organizations`: a table whose rows are the tenants. */
export function isTenantTable(name: string): boolean {
  const tokens = nameTokens(name);
  const word = tokens.length === 1 ? (tokens[0] ?? '') : '';
  const singular = word.replace(/ies$/u, 'y').replace(/s$/u, '');
  return SURE.has(word) || SURE.has(singular) || LIKELY.has(singular);
}

/** One foreign key of one column. Tables by any unambiguous text. */
export interface KeyReference {
  readonly table: string;
  readonly column: string;
  readonly target: string;
}

/** The least number of tables that point to a root with a key that may be a tenant's. */
const MANY = 3;

/** Tables to which several others point with tenant-like keys: their rows are the tenants. */
export function tenantRoots(
  references: readonly KeyReference[],
  nameOf: (target: string) => string,
): ReadonlySet<string> {
  const pointing = new Map<string, Set<string>>();
  const sure = new Set<string>();
  for (const { table, column, target } of references) {
    const strength = tenantKeyName(column);
    if (strength === null || table === target) continue;
    if (strength === 'sure') sure.add(target);
    const tables = pointing.get(target) ?? new Set<string>();
    pointing.set(target, tables.add(table));
  }
  const roots = [...pointing].filter(
    ([target, tables]) => sure.has(target) || (tables.size >= MANY && isTenantTable(nameOf(target))),
  );
  return new Set(roots.map(([target]) => target));
}
