// One row before it is inserted: per column the guesses that are left, best first. A refusal of the server
// says which columns to guess again.

import type { Column } from '../../inventory/index.js';
import { guessesOf } from './check-values.js';
import type { TenantLabel } from './model.js';
import { boundGuesses, partitionColumns } from './partition-values.js';
import type { TablePlan } from './plan.js';
import { resolveDomain, splitModifier, type TypeInfos } from './type-facts.js';
import { canaryText, makeValue } from './values.js';

/** A guess of `null` is SQL NULL. A column without an entry is left to its default. */
export interface Draft {
  readonly guesses: Map<string, { readonly options: readonly (string | null)[]; at: number }>;
  /** Columns whose value is prescribed (tenant key, foreign key): never guessed again. */
  readonly fixed: ReadonlySet<string>;
  serial: number;
}

export interface DraftWish {
  readonly plan: TablePlan;
  readonly types: TypeInfos;
  readonly tenant: TenantLabel;
  readonly serial: number;
  readonly fixed: ReadonlyMap<string, string | null>;
  /** First guesses that may be given up: the tenant's key where nobody fixed it yet. */
  readonly preferred: ReadonlyMap<string, string>;
  /** `rich` puts canaries into every free text column; `bare` fills only what must be. */
  readonly fill: 'rich' | 'bare';
  /** Bounds of the partitions that the row may go to, each with its own key. */
  readonly bounds: readonly { readonly key: string; readonly bound: string }[];
}

export function draftRow(wish: DraftWish): Draft {
  const guesses: Draft['guesses'] = new Map();
  for (const column of wish.plan.columns) {
    const prescribed = wish.fixed.get(column.name);
    const preferred = wish.preferred.get(column.name);
    if (prescribed !== undefined) guesses.set(column.name, { options: [prescribed], at: 0 });
    else if (preferred !== undefined)
      guesses.set(column.name, { options: [preferred, ...optionsFor(wish, column)], at: 0 });
    else if (isFilled(wish, column)) guesses.set(column.name, { options: optionsFor(wish, column), at: 0 });
  }
  return { guesses, fixed: new Set(wish.fixed.keys()), serial: wish.serial };
}

function isFilled({ plan, types, fill, bounds }: DraftWish, column: Column): boolean {
  if (column.generated !== null || column.identity !== null) return false;
  const referencing = plan.foreignKeys.some((foreign) => foreign.columns.includes(column.name));
  const checked = plan.constraints.some((item) => item.kind === 'check' && item.columns.includes(column.name));
  if (plan.classified.has(column.name) && !referencing) return true;
  if (inPartitionKey(bounds, column.name)) return true;
  const inKey = plan.constraints.some((item) => isKey(item.kind) && item.columns.includes(column.name));
  if (inKey && column.notNull && !referencing) return true;
  if (column.notNull && column.default === null) return true;
  return fill === 'rich' && !referencing && !checked && column.default === null && isText(column.type, types);
}

export function isKey(kind: string): boolean {
  return kind === 'primary-key' || kind === 'unique';
}

function inPartitionKey(bounds: DraftWish['bounds'], column: string): boolean {
  return bounds.some(({ key }) => partitionColumns(key).includes(column));
}

function isText(type: string, types: TypeInfos): boolean {
  const made = makeValue(type, types, 'a', 1);
  return made !== null && made.text.startsWith('canary-') && made.unique;
}

/** Guesses for one column, without repetition. Patterns and bounds come before a value that knows nothing. */
export function optionsFor(wish: DraftWish, column: Column): readonly (string | null)[] {
  const { plan, types, tenant, serial } = wish;
  const domain = resolveDomain(column.type, types);
  const checks = [
    ...domain.checks,
    ...plan.constraints
      .filter((item) => item.kind === 'check' && item.columns.includes(column.name))
      .map((item) => item.definition),
  ];
  const marked = canaryText(tenant, serial);
  const made = [serial, serial + 1, serial + 2].flatMap(
    (number) => makeValue(column.type, types, tenant, number)?.text ?? [],
  );
  const readable = splitModifier(domain.type).name.endsWith('[]') ? /^\{.*\}$/u : /^/u;
  const guessed = checks.flatMap((check) => guessesOf(check, serial, marked)).filter((guess) => readable.test(guess));
  const bounded = wish.bounds.flatMap(({ key, bound }) => {
    const index = partitionColumns(key).indexOf(column.name);
    return index < 0 ? [] : boundGuesses(bound, index);
  });
  const strict = checks.some((check) => /~| ANY |ARRAY|length\(/u.test(check));
  const ordered = strict ? [...bounded, ...guessed, ...made] : [...bounded, ...made, ...guessed];
  const optional = column.notNull || domain.notNull ? [] : [null];
  return [...new Set([...ordered, ...enumLabels(domain.type, types, serial), ...optional])];
}

/** Its default is the same for every row, so that a key of it can hold one row only. */
export function hasSameDefault({ default: value, generated, identity }: Column): boolean {
  if (value === null || generated !== null || identity !== null) return false;
  return !/nextval\(|gen_random_uuid|uuid_generate/u.test(value);
}

function enumLabels(type: string, types: TypeInfos, serial: number): readonly string[] {
  const labels = types.get(type)?.labels ?? [];
  const shift = labels.length === 0 ? 0 : serial % labels.length;
  return [...labels.slice(shift), ...labels.slice(0, shift)];
}

/** The next combination over the columns, as an odometer; false when all were tried. */
export function nextGuess(draft: Draft, columns: readonly string[]): boolean {
  for (const column of columns) {
    const entry = draft.guesses.get(column);
    if (entry === undefined || draft.fixed.has(column) || entry.options.length < 2) continue;
    entry.at += 1;
    if (entry.at < entry.options.length) return true;
    entry.at = 0;
  }
  return false;
}

export function currentValues(draft: Draft): ReadonlyMap<string, string | null> {
  return new Map([...draft.guesses].map(([column, entry]) => [column, entry.options[entry.at] ?? null]));
}
