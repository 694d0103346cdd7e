// What can be in a column of a type, roughly: a birth date is no boolean, an e-mail address no timestamp.

export type TypeFamily =
  | 'text'
  | 'number'
  | 'time'
  | 'boolean'
  | 'uuid'
  | 'network'
  | 'document'
  | 'bytes'
  | 'place'
  | 'other';

const FAMILIES: readonly (readonly [RegExp, TypeFamily])[] = [
  [/^(?:text|character|char|varchar|citext|name|bpchar)\b/u, 'text'],
  [/^(?:smallint|integer|bigint|numeric|decimal|real|double precision|money|oid|int\d?)\b/u, 'number'],
  [/^(?:date|timestamp|time|interval)\b/u, 'time'],
  [/^bool/u, 'boolean'],
  [/^uuid\b/u, 'uuid'],
  [/^(?:inet|cidr|macaddr)/u, 'network'],
  [/^(?:jsonb?|xml|hstore)\b/u, 'document'],
  [/^bytea\b/u, 'bytes'],
  [/^(?:point|geometry|geography)\b/u, 'place'],
];

/** `other` for types of the user's own (domains, enums): nothing can be ruled out from their name. */
export function typeFamily(type: string): TypeFamily {
  const before = known.get(type);
  if (before !== undefined) return before;
  if (known.size >= MOST) known.clear();
  const family = familyOf(type);
  known.set(type, family);
  return family;
}

const MOST = 10_000;
const known = new Map<string, TypeFamily>();

function familyOf(type: string): TypeFamily {
  const bare = type.toLowerCase().replace(/^(?:pg_catalog|public|extensions)\./u, '');
  return FAMILIES.find(([pattern]) => pattern.test(bare))?.[1] ?? 'other';
}
