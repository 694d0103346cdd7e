// What the logic needs to know of a type: which types share one equality, and whether equality is exact
// (equal values are indistinguishable for the casts that are modelled).
// https://www.postgresql.org/docs/current/datatype.html

const ALIASES: ReadonlyMap<string, string> = new Map([
  ['int4', 'integer'],
  ['int', 'integer'],
  ['int8', 'bigint'],
  ['int2', 'smallint'],
  ['bool', 'boolean'],
  ['varchar', 'character varying'],
  ['bpchar', 'character'],
  ['timestamptz', 'timestamp with time zone'],
  ['timestamp', 'timestamp without time zone'],
  ['timetz', 'time with time zone'],
  ['decimal', 'numeric'],
  ['float8', 'double precision'],
  ['float4', 'real'],
]);

const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying', 'unknown', 'name']);
const INTEGERS: ReadonlySet<string> = new Set(['integer', 'bigint', 'smallint', 'oid']);
const NUMBERS: ReadonlySet<string> = new Set([...INTEGERS, 'numeric']);
const EXACT: ReadonlySet<string> = new Set([
  'uuid',
  'bytea',
  'date',
  'timestamp with time zone',
  'timestamp without time zone',
  'time without time zone',
  'inet',
  'macaddr',
]);

/** Without modifier, in one spelling: `varchar(40)` is `character varying`. */
export function baseType(type: string): string {
  const bare = type.replace(/\(\d+(,\s*-?\d+)?\)/gu, '').trim();
  return ALIASES.get(bare) ?? bare;
}

export function isText(type: string): boolean {
  return TEXTS.has(type);
}

export function isNumber(type: string): boolean {
  return NUMBERS.has(type);
}

export function isInteger(type: string): boolean {
  return INTEGERS.has(type);
}

/** Types of one family are compared by value; null when equality of the type is not modelled. */
export function family(type: string, enums: ReadonlySet<string>): string | null {
  if (TEXTS.has(type)) return 'text';
  if (NUMBERS.has(type)) return 'number';
  return EXACT.has(type) || enums.has(type) ? type : null;
}

/** Whether the type's text is a function of its value that can be inverted: `uuid`, integers, enums. */
export function hasExactText(type: string, enums: ReadonlySet<string>): boolean {
  return type === 'uuid' || INTEGERS.has(type) || enums.has(type) || type === 'date';
}

/** A modifier may cut or round the value. */
export function isLossy(type: string): boolean {
  return /\(\d/u.test(type) || baseType(type) === 'name' || baseType(type) === 'character';
}
