// Same value, same bytes: keys sorted by code point, no insignificant difference left.

import { createHash } from 'node:crypto';
import { compareText } from './order.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** JSON with sorted keys; `indent` as in `JSON.stringify`. `undefined` members are left out. */
export function canonicalJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, sortKeys, indent);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  if (isSorted(entries)) return value;
  return Object.fromEntries(entries.sort(([left], [right]) => compareText(left, right)));
}

function isSorted(entries: readonly (readonly [string, unknown])[]): boolean {
  return entries.every(([key], index) => index === 0 || compareText(entries[index - 1]?.[0] ?? '', key) < 0);
}

/** SHA-256 of the canonical JSON, in hexadecimal. */
export function canonicalHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
