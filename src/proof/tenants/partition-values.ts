// Values that fall into a partition: the lower edge of a range, a member of a list. For hash partitions and
// the default one there is nothing to read; other values are tried there.
// https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARTITION

const ITEM = /'((?:[^']|'')*)'|(MINVALUE|MAXVALUE|NULL)|(-?[\d.]+|true|false)/gu;

/** The plain columns of `RANGE (a, b)`; null where the key is an expression. */
export function partitionColumns(key: string): readonly (string | null)[] {
  const inside = /^\w+ \((.*)\)$/su.exec(key)?.[1] ?? '';
  return inside.split(/,\s*/u).map((part) => {
    const quoted = /^"((?:[^"]|"")*)"/u.exec(part)?.[1]?.replaceAll('""', '"');
    return quoted ?? /^[a-z_][a-z0-9_$]*(?=$|\s)/u.exec(part)?.[0] ?? null;
  });
}

/** Guesses for the key column at `index`; empty when the bound names none. */
export function boundGuesses(bound: string, index: number): readonly string[] {
  const list = /^FOR VALUES IN \((.*)\)$/su.exec(bound)?.[1];
  if (list !== undefined) return itemsOf(list).flatMap((item) => item ?? []);
  const range = /^FOR VALUES FROM \((.*)\) TO \((.*)\)$/su.exec(bound);
  if (range === null) return [];
  const from = itemsOf(range[1] ?? '')[index];
  if (from !== null && from !== undefined) return [from];
  const to = itemsOf(range[2] ?? '')[index];
  return to === null || to === undefined ? [] : [below(to)];
}

function itemsOf(text: string): readonly (string | null)[] {
  return [...text.matchAll(ITEM)].map(([, quoted, word, plain]) =>
    word === undefined ? (quoted?.replaceAll("''", "'") ?? plain ?? null) : null,
  );
}

/** Something below an upper edge: a number less one, a date of long ago, the empty text. */
function below(edge: string): string {
  if (/^-?\d+(\.\d+)?$/u.test(edge)) return String(Number(edge) - 1);
  return /^\d{4,}-\d\d-\d\d/u.test(edge) ? '1900-01-01' : '';
}
