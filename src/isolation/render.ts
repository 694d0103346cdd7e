// Values of PostgreSQL's types as text, numbered: the same number is the same value, and for ordered types
// a larger number of the logic is a larger value where the type allows it.

const DAY = 86_400_000;

export function renderValue(type: string, number: number, index: number): string {
  switch (type) {
    case 'uuid':
      return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
    case 'integer':
    case 'bigint':
    case 'smallint':
    case 'oid':
      return Number.isInteger(number) && number >= 0 && number < 30_000 ? String(number) : String(100 + index);
    case 'numeric':
    case 'double precision':
    case 'real':
      return Number.isFinite(number) ? String(number) : String(index);
    case 'date':
      return new Date(Date.UTC(2030, 0, 1) + Math.round(clamp(number)) * DAY).toISOString().slice(0, 10);
    case 'timestamp with time zone':
    case 'timestamp without time zone':
      return new Date(Date.UTC(2030, 0, 1) + Math.round(clamp(number) * DAY)).toISOString();
    case 'time without time zone':
    case 'time with time zone':
      return `${String(8 + (Math.abs(Math.round(number)) % 12)).padStart(2, '0')}:00`;
    case 'inet':
      return `192.0.2.${index % 250}`;
    case 'interval':
      return `${index} hours`;
    case 'json':
    case 'jsonb':
      return `{"v": ${index}}`;
    case 'bytea':
      return `\\x${index.toString(16).padStart(8, '0')}`;
    case 'boolean':
      return 'true';
    default:
      return type.endsWith('range') ? '(,)' : `v${index}`;
  }
}

function clamp(number: number): number {
  return Math.max(-10_000, Math.min(10_000, number));
}
