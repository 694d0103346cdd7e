// A value for every built-in type, different for every serial number, that marks where it came from: text
// carries the canary itself, other types a number or time derived from the serial.

import { resolveDomain, splitModifier, type TypeInfos } from './type-facts.js';
import type { TenantLabel } from './model.js';

export interface MadeValue {
  readonly text: string;
  /** No other row of the cluster holds this text by chance. */
  readonly unique: boolean;
}

/** `serial` is fresh for every row; `tenant` marks it. Null: no value of this type is known to us. */
export function makeValue(type: string, types: TypeInfos, tenant: TenantLabel, serial: number): MadeValue | null {
  const resolved = resolveDomain(type, types).type;
  const { name, modifier } = splitModifier(resolved);
  const info = types.get(name);
  if (info?.kind === 'enum') return weak(info.labels[serial % Math.max(1, info.labels.length)] ?? null);
  if (info?.kind === 'composite') return null;
  if (name.endsWith('[]')) return arrayOf(resolved, types, tenant, serial);
  const maker = MAKERS[name];
  if (maker !== undefined) return maker({ tenant, serial, modifier });
  if (info?.category === 'S') return textOf({ tenant, serial, modifier });
  if (info?.kind === 'range') return rangeOf(name, serial);
  return weak(OTHERS[name] ?? null);
}

interface Wish {
  readonly tenant: TenantLabel;
  readonly serial: number;
  readonly modifier: readonly number[];
}

function weak(text: string | null): MadeValue | null {
  return text === null ? null : { text, unique: false };
}

export function canaryText(tenant: TenantLabel, serial: number): string {
  return `canary-${tenant}-${serial.toString(36).padStart(5, '0')}`;
}

function textOf({ tenant, serial, modifier }: Wish): MadeValue {
  const limit = modifier[0] ?? Number.POSITIVE_INFINITY;
  const full = canaryText(tenant, serial);
  if (limit >= full.length) return { text: full, unique: true };
  const short = `${tenant}${serial.toString(36)}`;
  return { text: short.length <= limit ? short : short.slice(-limit), unique: false };
}

const DAY_MS = 86_400_000;
const EPOCH = Date.UTC(2001, 0, 1);

function instant(serial: number): string {
  return new Date(EPOCH + serial * 61_000).toISOString().replace('T', ' ').replace('Z', '');
}

function numeric({ serial, modifier }: Wish): MadeValue {
  const [precision, scale] = [modifier[0] ?? 12, modifier[1] ?? 0];
  const whole = Math.max(0, precision - scale);
  const limit = 10 ** Math.min(whole, 12);
  const value = limit <= 1 ? 0 : serial % limit;
  return { text: String(value === 0 ? (whole > 0 ? 1 : 0) : value), unique: false };
}

function bits({ serial, modifier }: Wish): MadeValue {
  const length = modifier[0] ?? 1;
  return { text: serial.toString(2).padStart(length, '0').slice(-length), unique: false };
}

function hex(serial: number, digits: number): string {
  return serial.toString(16).padStart(digits, '0');
}

const MAKERS: { readonly [type: string]: (wish: Wish) => MadeValue } = {
  text: textOf,
  'character varying': textOf,
  character: textOf,
  citext: textOf,
  name: textOf,
  '"char"': ({ tenant }) => ({ text: tenant, unique: false }),
  uuid: ({ tenant, serial }) => ({ text: `${tenant.repeat(8)}-0000-4000-9000-${hex(serial, 12)}`, unique: true }),
  smallint: ({ serial }) => ({ text: String(1 + (serial % 32_000)), unique: false }),
  integer: ({ serial }) => ({ text: String(700_000_000 + serial), unique: true }),
  bigint: ({ serial }) => ({ text: String(700_000_000_000 + serial), unique: true }),
  oid: ({ serial }) => ({ text: String(1_000_000 + serial), unique: false }),
  numeric,
  real: ({ serial }) => ({ text: String(serial % 10_000), unique: false }),
  'double precision': ({ serial }) => ({ text: String(700_000_000 + serial), unique: true }),
  money: ({ serial }) => ({ text: String(serial), unique: false }),
  boolean: ({ serial }) => ({ text: serial % 2 === 0 ? 'true' : 'false', unique: false }),
  date: ({ serial }) => ({
    text: new Date(EPOCH + (serial % 7_000) * DAY_MS).toISOString().slice(0, 10),
    unique: false,
  }),
  'timestamp without time zone': ({ serial }) => ({ text: instant(serial), unique: false }),
  'timestamp with time zone': ({ serial }) => ({ text: `${instant(serial)}+00`, unique: false }),
  'time without time zone': ({ serial }) => ({
    text: new Date((serial % 86_400) * 1000).toISOString().slice(11, 19),
    unique: false,
  }),
  'time with time zone': ({ serial }) => ({
    text: `${new Date((serial % 86_400) * 1000).toISOString().slice(11, 19)}+00`,
    unique: false,
  }),
  interval: ({ serial }) => ({ text: `${serial} seconds`, unique: false }),
  json: ({ tenant, serial }) => ({ text: JSON.stringify({ canary: canaryText(tenant, serial) }), unique: true }),
  jsonb: ({ tenant, serial }) => ({ text: JSON.stringify({ canary: canaryText(tenant, serial) }), unique: true }),
  xml: ({ tenant, serial }) => ({ text: `<canary>${canaryText(tenant, serial)}</canary>`, unique: true }),
  bytea: ({ tenant, serial }) => ({
    text: `\\x${Buffer.from(canaryText(tenant, serial)).toString('hex')}`,
    unique: true,
  }),
  inet: ({ serial }) => ({ text: `198.18.${Math.floor(serial / 256) % 256}.${serial % 256}`, unique: false }),
  cidr: ({ serial }) => ({ text: `198.18.${Math.floor(serial / 256) % 256}.${serial % 256}/32`, unique: false }),
  macaddr: ({ serial }) => ({ text: (hex(serial, 12).match(/../gu) ?? []).join(':'), unique: false }),
  macaddr8: ({ serial }) => ({ text: (hex(serial, 16).match(/../gu) ?? []).join(':'), unique: false }),
  bit: bits,
  'bit varying': bits,
};

const OTHERS: { readonly [type: string]: string } = {
  point: '(1,2)',
  line: '{1,2,3}',
  lseg: '[(0,0),(1,1)]',
  box: '(1,1),(0,0)',
  path: '[(0,0),(1,1)]',
  polygon: '((0,0),(1,1),(1,0))',
  circle: '<(0,0),1>',
  tsvector: 'canary',
  tsquery: 'canary',
  hstore: '"canary"=>"1"',
  ltree: 'canary',
  pg_lsn: '0/1',
  cube: '(1)',
};

const RANGES: { readonly [type: string]: (serial: number) => string } = {
  int4range: (serial) => `[${serial * 2},${serial * 2 + 1})`,
  int8range: (serial) => `[${serial * 2},${serial * 2 + 1})`,
  numrange: (serial) => `[${serial * 2},${serial * 2 + 1})`,
  daterange: (serial) => `[${dayText(serial * 2)},${dayText(serial * 2 + 1)})`,
  tsrange: (serial) => `[${instant(serial)},${instant(serial + 1)})`,
  tstzrange: (serial) => `["${instant(serial)}+00","${instant(serial + 1)}+00")`,
};

function dayText(serial: number): string {
  return new Date(EPOCH + (serial % 14_000) * DAY_MS).toISOString().slice(0, 10);
}

function rangeOf(name: string, serial: number): MadeValue {
  return { text: RANGES[name]?.(serial) ?? 'empty', unique: false };
}

function arrayOf(type: string, types: TypeInfos, tenant: TenantLabel, serial: number): MadeValue {
  const element = makeValue(type.slice(0, -2), types, tenant, serial);
  if (element === null) return { text: '{}', unique: false };
  const quoted = element.text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return { text: `{"${quoted}"}`, unique: element.unique };
}
