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

interface Keyed<T> {
  readonly item: T;
  readonly parts: readonly string[];
}

/** A sorted copy; `key` gives the text, or the parts compared in turn. Equal keys keep their order. */
export function sortBy<T>(items: Iterable<T>, key: (item: T) => string | readonly string[]): readonly T[] {
  const keyed = [...items].map((item) => ({ item, parts: toParts(key(item)) }));
  const sorted: T[] = [];
  pushSorted(keyed, 0, sorted);
  return sorted;
}

function toParts(key: string | readonly string[]): readonly string[] {
  return typeof key === 'string' ? [key] : key;
}

/** So many are compared one by one; of more, those that share a part are sorted apart, since most of a long list do. */
const FEW = 32;

function pushSorted<T>(keyed: Keyed<T>[], depth: number, sorted: T[]): void {
  if (keyed.length <= FEW || keyed[0]?.parts.length === depth + 1) {
    keyed.sort((left, right) => compareParts(left.parts, right.parts, depth));
    for (const { item } of keyed) sorted.push(item);
    return;
  }
  const groups = grouped(keyed, depth);
  // Those that end here come first.
  for (const { item } of groups.get(undefined) ?? []) sorted.push(item);
  groups.delete(undefined);
  const ordered = [...groups].toSorted(([left = ''], [right = '']) => compareText(left, right));
  for (const [, group] of ordered) pushSorted(group, depth + 1, sorted);
}

function grouped<T>(keyed: readonly Keyed<T>[], depth: number): Map<string | undefined, Keyed<T>[]> {
  const groups = new Map<string | undefined, Keyed<T>[]>();
  let part: string | undefined;
  let group: Keyed<T>[] | undefined;
  for (const each of keyed) {
    const next = each.parts[depth];
    if (group === undefined || next !== part) {
      part = next;
      group = groups.get(part) ?? [];
      if (group.length === 0) groups.set(part, group);
    }
    group.push(each);
  }
  return groups;
}

function compareParts(left: readonly string[], right: readonly string[], depth: number): number {
  const shared = Math.min(left.length, right.length);
  for (let index = depth; index < shared; index += 1) {
    const difference = compareText(left[index] ?? '', right[index] ?? '');
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

export function uniqueSorted(items: Iterable<string>): readonly string[] {
  return sortBy(new Set(items), (item) => item);
}
