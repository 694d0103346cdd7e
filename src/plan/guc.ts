// Values of settings as SQL and for comparison. Settings that are lists of names must be written as lists:
// one literal 'a, b' would be stored as the single name "a, b". https://www.postgresql.org/docs/current/config-setting.html

import { join, sql, type Sql } from '../sql/sql.js';
import { Literal } from '../sql/literal.js';
import { Ident } from '../sql/ident.js';

/** GUC_LIST_QUOTE in guc_tables.c. */
const LIST_SETTINGS: ReadonlySet<string> = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

export function settingName(name: string): Sql {
  return join(
    name.split('.').map((part) => Ident.of(part)),
    sql`.`,
  );
}

export function settingValue(name: string, value: string): Sql {
  if (!LIST_SETTINGS.has(name)) return sql`${Literal.of(value)}`;
  return join(
    listItems(value).map((each) => Literal.of(each)),
    sql`, `,
  );
}

/** `a, "B c"` → [a, B c]; the empty text is the empty name, which is how an empty search_path is written. */
export function listItems(value: string): readonly string[] {
  const items = [...value.matchAll(/"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([^,\s"']+)/gu)].map((match) =>
    match[1] !== undefined
      ? match[1].replaceAll('""', '"')
      : match[2] !== undefined
        ? match[2].replaceAll("''", "'")
        : (match[3] ?? '').toLowerCase(),
  );
  return items.length === 0 ? [''] : items;
}

/** `unit` is that of pg_settings, in which a bare number is understood. */
export function sameValue(name: string, left: string, right: string, unit: string | null): boolean {
  if (LIST_SETTINGS.has(name)) return JSON.stringify(listItems(left)) === JSON.stringify(listItems(right));
  return comparable(left, unit) === comparable(right, unit);
}

const BOOLEANS: Readonly<Record<string, string>> = {
  on: 'on',
  true: 'on',
  yes: 'on',
  off: 'off',
  false: 'off',
  no: 'off',
};

/** Milliseconds or bytes. */
const FACTORS: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  B: 1,
  kB: 1024,
  '8kB': 8192,
  MB: 1024 ** 2,
  '16MB': 16 * 1024 ** 2,
  GB: 1024 ** 3,
  TB: 1024 ** 4,
};

function comparable(value: string, unit: string | null): string {
  const text = value.trim();
  const word = BOOLEANS[text.toLowerCase()];
  if (word !== undefined) return word;
  const number = /^(-?\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d|B|kB|MB|GB|TB)?$/u.exec(text);
  if (number === null) return text.toLowerCase();
  const amount = Number(number[1]);
  if (amount <= 0) return String(amount);
  const factor = FACTORS[number[2] ?? unit ?? ''];
  return String(factor === undefined ? amount : amount * factor);
}
