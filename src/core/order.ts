// One order for everything that is written: by code point, independent of locale and input order.

export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

/** UTF-16 units in the order of the code points they belong to: surrogates stand for the highest ones. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** A sorted copy; `key` gives the text, or the parts compared in turn. */
export function sortBy<T>(items: Iterable<T>, key: (item: T) => string | readonly string[]): readonly T[] {
  const keyed = [...items].map((item) => ({ item, parts: toParts(key(item)) }));
  keyed.sort((left, right) => compareParts(left.parts, right.parts));
  return keyed.map((entry) => entry.item);
}

function toParts(key: string | readonly string[]): readonly string[] {
  return typeof key === 'string' ? [key] : key;
}

function compareParts(left: readonly string[], right: readonly string[]): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = compareText(left[index] ?? '', right[index] ?? '');
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export function uniqueSorted(items: Iterable<string>): readonly string[] {
  return sortBy(new Set(items), (item) => item);
}
