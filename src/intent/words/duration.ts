// Periods as people write them: `≤ 90 days`, `90d`, `1 h`, `every two weeks`, `quarterly`.

const UNITS: ReadonlyMap<string, number> = new Map([
  ['min', 1 / 1440],
  ['mins', 1 / 1440],
  ['minute', 1 / 1440],
  ['minutes', 1 / 1440],
  ['h', 1 / 24],
  ['hr', 1 / 24],
  ['hrs', 1 / 24],
  ['hour', 1 / 24],
  ['hours', 1 / 24],
  ['d', 1],
  ['day', 1],
  ['days', 1],
  ['w', 7],
  ['week', 7],
  ['weeks', 7],
  ['month', 30],
  ['months', 30],
  ['quarter', 90],
  ['quarters', 90],
  ['y', 365],
  ['year', 365],
  ['years', 365],
]);

const ADVERBS: ReadonlyMap<string, number> = new Map([
  ['hourly', 1 / 24],
  ['daily', 1],
  ['weekly', 7],
  ['monthly', 30],
  ['quarterly', 90],
  ['yearly', 365],
  ['annually', 365],
]);

const NUMBERS: readonly string[] = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
];

/** Days; a month counts 30, a quarter 90, a year 365. Null when no single period is stated. */
export function readDays(text: string): number | null {
  const lower = text.toLowerCase();
  const found = new Set<number>();
  const tokens = lower.match(/\d{1,6}(?:\.\d{1,4})?|[a-z]+/gu) ?? [];
  tokens.forEach((token, index) => {
    const unit = UNITS.get(token);
    const count = countOf(tokens[index - 1] ?? '');
    if (unit !== undefined && count !== null) found.add(count * unit);
  });
  for (const word of lower.split(/[^a-z]+/u)) {
    const days = ADVERBS.get(word);
    if (days !== undefined) found.add(days);
  }
  const only = [...found];
  return only.length === 1 ? (only[0] ?? null) : null;
}

function countOf(word: string): number | null {
  if (word === '') return null;
  if (word === 'every' || word === 'each' || word === 'per') return 1;
  const named = NUMBERS.indexOf(word);
  if (named >= 0) return named;
  const value = Number(word);
  return Number.isFinite(value) ? value : null;
}
