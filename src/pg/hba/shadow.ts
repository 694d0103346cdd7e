// Lines that can never decide because one earlier line matches everything they match. Said only
// when certain: regular expressions, host names and memberships cover nothing but their equals.

import { numericRange, withinMask } from './address.js';
import type { HbaAddress, HbaDatabase, HbaRule, HbaType, HbaUser } from './rule.js';

export type ShadowedRule = { readonly rule: HbaRule; readonly by: HbaRule };

/** Every rule that is dead whatever connects, each with the first line that shadows it. */
export function shadowedRules(rules: readonly HbaRule[]): readonly ShadowedRule[] {
  const shadowed: ShadowedRule[] = [];
  for (const [index, rule] of rules.entries()) {
    const by = rules.slice(0, index).find((earlier) => covers(earlier, rule));
    if (by !== undefined) shadowed.push({ rule, by });
  }
  return shadowed;
}

/** True only when `wide` certainly matches every attempt that `narrow` matches. */
export function covers(wide: HbaRule, narrow: HbaRule): boolean {
  return (
    typeCovers(wide.type, narrow.type) &&
    addressCovers(wide.address, narrow.address) &&
    narrow.databases.every((each) => wide.databases.some((other) => databaseCovers(other, each))) &&
    narrow.users.every((each) => wide.users.some((other) => userCovers(other, each)))
  );
}

function typeCovers(wide: HbaType, narrow: HbaType): boolean {
  if (wide === narrow) return true;
  if (wide === 'host') return narrow !== 'local';
  // TLS and GSSAPI encryption exclude each other on one connection.
  if (wide === 'hostnogssenc') return narrow === 'hostssl';
  return wide === 'hostnossl' && narrow === 'hostgssenc';
}

function databaseCovers(wide: HbaDatabase, narrow: HbaDatabase): boolean {
  switch (wide.kind) {
    case 'all':
      return narrow.kind !== 'replication';
    case 'name':
      return narrow.kind === 'name' && narrow.name === wide.name;
    case 'regex':
      return narrow.kind === 'regex' && narrow.pattern === wide.pattern;
    case 'samerole':
      // A role is a member of itself only if it exists; a user who does not cannot log in, but is matched.
      return narrow.kind === 'samerole';
    case 'sameuser':
    case 'replication':
      return narrow.kind === wide.kind;
  }
}

function userCovers(wide: HbaUser, narrow: HbaUser): boolean {
  switch (wide.kind) {
    case 'all':
      return true;
    case 'name':
      return narrow.kind === 'name' && narrow.name === wide.name;
    case 'group':
      return narrow.kind === 'group' && narrow.name === wide.name;
    case 'regex':
      return narrow.kind === 'regex' && narrow.pattern === wide.pattern;
  }
}

function addressCovers(wide: HbaAddress | null, narrow: HbaAddress | null): boolean {
  if (wide === null || narrow === null) return wide === narrow;
  if (wide.kind === 'all') return true;
  if (wide.kind === 'samehost' || wide.kind === 'samenet') {
    // The machine's own addresses lie within its own networks.
    return narrow.kind === 'samehost' || narrow.kind === wide.kind;
  }
  if (wide.kind === 'host') return narrow.kind === 'host' && sameName(narrow.name, wide.name);
  if (wide.kind === 'suffix') {
    const name = narrow.kind === 'suffix' ? narrow.suffix : narrow.kind === 'host' ? narrow.name : undefined;
    return name !== undefined && name.toLowerCase().endsWith(wide.suffix.toLowerCase());
  }
  return rangeCovers(wide, narrow);
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function rangeCovers(wide: HbaAddress, narrow: HbaAddress): boolean {
  const outer = numericRange(wide);
  const inner = numericRange(narrow);
  if (outer === undefined || inner === undefined || outer.mask.length !== inner.mask.length) return false;
  const fixed = outer.mask.every((byte, index) => (byte & ~(inner.mask[index] ?? 0) & 0xff) === 0);
  return fixed && withinMask(inner.address, outer.address, outer.mask);
}
