// In what two stable inventories differ, as sentences for a report: which section, which items.

import { canonicalJson } from '../../core/canonical-json.js';

const SHOWN = 160;

/** Empty when they are equal. */
export function inventoryDifferences(before: unknown, after: unknown): readonly string[] {
  return differences(before, after, []);
}

function differences(before: unknown, after: unknown, path: readonly string[]): readonly string[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
    return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(before, after, path);
  return [`${path.join('.')}: ${shown(before)} became ${shown(after)}`];
}

function listDifferences(
  before: readonly unknown[],
  after: readonly unknown[],
  path: readonly string[],
): readonly string[] {
  const former = new Set(before.map((item) => canonicalJson(item)));
  const latter = new Set(after.map((item) => canonicalJson(item)));
  const gone = [...former].filter((item) => !latter.has(item)).map((item) => `${path.join('.')}: gone: ${shown(item)}`);
  const added = [...latter].filter((item) => !former.has(item)).map((item) => `${path.join('.')}: new: ${shown(item)}`);
  return [...gone, ...added];
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (canonicalJson(value) ?? 'nothing');
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
