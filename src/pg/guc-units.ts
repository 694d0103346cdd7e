// One spelling for a setting's value, so that `1GB` in a file, `131072` with unit 8kB in pg_settings and
// `1048576kB` compare equal. Units are case-sensitive, as PostgreSQL's.
// https://www.postgresql.org/docs/current/config-setting.html#CONFIG-SETTING-NAMES-VALUES

/** `unit` as pg_settings gives it (`8kB`, `ms`, …), null when the setting has none. */
export interface GucType {
  readonly vartype: 'bool' | 'integer' | 'real' | 'string' | 'enum';
  readonly unit: string | null;
}

const BYTES: Readonly<Record<string, number>> = { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };
const MICROSECONDS: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1000,
  s: 1_000_000,
  min: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
};

/** The value as pg_settings.setting would show it; undefined when the server would not take it. */
export function normaliseGuc(value: string, type: GucType): string | undefined {
  switch (type.vartype) {
    case 'bool':
      return normaliseBoolean(value);
    case 'integer':
    case 'real':
      return normaliseNumber(value, type);
    case 'enum':
      return value.toLowerCase();
    case 'string':
      return value;
  }
}

/** `on` or `off`; unique prefixes count (`t`, `fal`, `of`), as in parse_bool. */
function normaliseBoolean(value: string): string | undefined {
  const word = value.trim().toLowerCase();
  if (word === '') return undefined;
  if (word === '1' || word === 'on' || 'true'.startsWith(word) || 'yes'.startsWith(word)) return 'on';
  const isOff =
    word === '0' || (word.length > 1 && 'off'.startsWith(word)) || 'false'.startsWith(word) || 'no'.startsWith(word);
  return isOff ? 'off' : undefined;
}

function normaliseNumber(value: string, { unit, vartype }: GucType): string | undefined {
  const match = /^\s*([-+]?(?:0x[0-9A-Fa-f]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?))\s*([A-Za-z]*)\s*$/u.exec(value);
  if (match === null) return undefined;
  const number = parseNumber(match[1] ?? '');
  const factor = unitFactor(match[2] ?? '', unit);
  if (factor === undefined || Number.isNaN(number)) return undefined;
  const scaled = number * factor;
  return String(vartype === 'integer' ? roundHalfEven(scaled) : scaled);
}

/** Integers may be hexadecimal or octal, as strtol reads them. */
function parseNumber(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/u, '');
  if (/^0[0-7]+$/u.test(digits)) return sign * Number.parseInt(digits, 8);
  return sign * Number(digits);
}

/** rint(): the server rounds to the nearest, ties to even. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** By what to multiply a number written with `given` to get the setting's own unit. */
function unitFactor(given: string, own: string | null): number | undefined {
  if (given === '') return 1;
  const base = /^(\d*)([A-Za-z]+)$/u.exec(own ?? '');
  if (base === null) return undefined;
  const count = base[1] === '' || base[1] === undefined ? 1 : Number(base[1]);
  const table = Object.hasOwn(BYTES, base[2] ?? '') ? BYTES : MICROSECONDS;
  const from = Object.hasOwn(table, given) ? table[given] : undefined;
  const to = Object.hasOwn(table, base[2] ?? '') ? table[base[2] ?? ''] : undefined;
  return from === undefined || to === undefined ? undefined : from / (to * count);
}
