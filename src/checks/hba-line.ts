// Lines of pg_hba.conf as checks judge them: which admit, from where, and which an earlier line decides.

import { itemsOf, type HbaFileRule, type Inventory } from '../inventory/index.js';
import type { HbaRule } from '../pg/hba/rule.js';
import { addressBytes, maskOfPrefix, withinMask } from '../pg/hba/address.js';
import { covers, shadowedRules } from '../pg/hba/shadow.js';
import { shownRule } from '../pg/hba/shown.js';
import { objectRef, type ObjectRef } from '../pg/object.js';

export interface HbaLine {
  readonly rule: HbaFileRule;
  readonly object: ObjectRef;
  /** Null when the server refuses the line. */
  readonly parsed: HbaRule | null;
}

export function hbaLines(inventory: Inventory): readonly HbaLine[] {
  return itemsOf(inventory.cluster.hbaRules).map((rule) => ({
    rule,
    object: objectRef('hba-line', [rule.file, String(rule.line)]),
    parsed: parsed(rule, inventory.server.major),
  }));
}

/** A hostssl line while ssl is off gets an error in the view, yet the server loads it: it only warns. */
export function isRefused(rule: HbaFileRule): boolean {
  return rule.error !== null && !/record cannot match because/u.test(rule.error);
}

/** Lines that let somebody in. */
export function admits({ rule }: HbaLine): boolean {
  return !isRefused(rule) && rule.method !== null && rule.method !== 'reject';
}

/** Not the Unix socket, not the machine itself. */
export function overNetwork(line: HbaLine): boolean {
  return line.rule.type !== 'local' && !isLoopback(line);
}

export function isLoopback({ parsed: rule }: HbaLine): boolean {
  const address = rule?.address ?? null;
  if (address === null || address.kind === 'samehost') return address !== null;
  if (address.kind !== 'cidr') return address.kind === 'host' && address.name === 'localhost';
  const own = address.address.includes(':') ? '::1' : '127.0.0.1';
  const [mask, base, client] = [
    maskOfPrefix(own === '::1' ? 128 : 8, own === '::1' ? 16 : 4),
    addressBytes(own),
    addressBytes(address.address),
  ];
  return (
    base !== undefined &&
    client !== undefined &&
    address.prefix >= (own === '::1' ? 128 : 8) &&
    withinMask(client, base, mask)
  );
}

/** An earlier line decides every plaintext attempt that this one would match. */
export function plaintextRefusedBefore(lines: readonly HbaLine[], index: number): boolean {
  const own = lines[index]?.parsed;
  if (own === null || own === undefined) return false;
  const plain: HbaRule = { ...own, type: 'hostnossl' };
  return lines.slice(0, index).some(({ parsed: earlier }) => earlier !== null && covers(earlier, plain));
}

/** Lines that never decide, with the first line that decides for them. */
export function shadowedLines(lines: readonly HbaLine[]): readonly { readonly line: HbaLine; readonly by: HbaRule }[] {
  const byRule = new Map(lines.flatMap((line) => (line.parsed === null ? [] : [[line.parsed, line] as const])));
  return shadowedRules([...byRule.keys()]).flatMap(({ rule, by }) => {
    const line = byRule.get(rule);
    return line === undefined ? [] : [{ line, by }];
  });
}

/** Bits that are fixed; 0 is everybody; null for names. */
export function prefixOf({ parsed: rule }: HbaLine): number | null {
  const address = rule?.address ?? null;
  if (address === null) return null;
  if (address.kind === 'all') return 0;
  return address.kind === 'cidr' ? address.prefix : null;
}

function parsed(rule: HbaFileRule, major: number): HbaRule | null {
  const read = isRefused(rule) ? null : shownRule(rule, major);
  return read === null ? null : { ...read, file: rule.file, line: rule.line };
}
