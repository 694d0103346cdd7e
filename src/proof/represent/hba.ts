// The rules of a pg_hba.conf with every network replaced by its loopback stand-in, so that real connections
// from this machine are judged by them. `samehost`, `samenet` and host names get a stand-in of their own,
// since on loopback they would mean every client. Authentication methods that need an outside service stay.

import { err, ok, type Result } from '../../core/result.js';
import { memoryReader } from '../../pg/config-reader.js';
import { canonicalAddress, maskOfPrefix, numericRange, prefixOfMask } from '../../pg/hba/address.js';
import { parseHba } from '../../pg/hba/parse.js';
import { renderHba, type RenderableRule } from '../../pg/hba/render.js';
import type { HbaAddress, HbaRule } from '../../pg/hba/rule.js';
import type { Ranges } from './ranges.js';

/** Documentation addresses (RFC 5737, 192.0.2.0/24) that stand for what only the real host knows. */
const OWN_HOST = '192.0.2.1/32';
const OWN_NETWORK = '192.0.2.0/29';

const FILE = '/pg_hba.conf';

export function readRules(text: string, major: number): Result<readonly HbaRule[], string> {
  const parsed = parseHba(memoryReader({ [FILE]: text }), FILE, { major });
  const [problem] = parsed.errors;
  return problem === undefined ? ok(parsed.rules) : err(`line ${problem.line}: ${problem.message}`);
}

/** The networks that the rules speak of. */
export function rangesOf(rules: readonly HbaRule[]): readonly string[] {
  return rules.map((rule) => rangeOf(rule.address, rules)).filter((range) => range !== null);
}

export function representRules(rules: readonly HbaRule[], ranges: Ranges, major: number): Result<string, string> {
  const represented: RenderableRule[] = [];
  for (const rule of rules) {
    const address = standIn(rule.address, rules, ranges);
    if (address === undefined) return err(`${rule.file}:${rule.line}: its network has no stand-in`);
    represented.push({ ...rule, address });
  }
  const rendered = renderHba(represented, major);
  return rendered.ok ? rendered : err(rendered.error.map((each) => each.what).join('; '));
}

function standIn(address: HbaAddress | null, rules: readonly HbaRule[], ranges: Ranges): HbaAddress | null | undefined {
  if (address === null || address.kind === 'all') return address;
  const range = rangeOf(address, rules);
  const [base, prefix] = (range === null ? null : ranges.cidrOf(range))?.split('/') ?? [];
  return base === undefined ? undefined : { kind: 'cidr', address: base, prefix: Number(prefix) };
}

function rangeOf(address: HbaAddress | null, rules: readonly HbaRule[]): string | null {
  switch (address?.kind) {
    case undefined:
    case 'all':
      return null;
    case 'cidr':
    case 'masked':
      return numeric(address);
    case 'samehost':
      return OWN_HOST;
    case 'samenet':
      return OWN_NETWORK;
    case 'host':
    case 'suffix':
      return `192.0.2.${8 + namesOf(rules).indexOf(nameOf(address))}/32`;
  }
}

/** A mask with holes is widened to its leading ones: more is admitted, never less. */
function numeric(address: HbaAddress): string | null {
  const range = numericRange(address);
  if (range === undefined) return null;
  const ones = prefixOfMask(range.mask) ?? leadingOnes(range.mask);
  const mask = maskOfPrefix(ones, range.mask.length);
  return `${canonicalAddress(range.address.map((byte, index) => byte & (mask[index] ?? 0)))}/${ones}`;
}

function leadingOnes(mask: readonly number[]): number {
  const bits = mask.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const end = bits.indexOf('0');
  return end === -1 ? bits.length : end;
}

function nameOf(address: HbaAddress): string {
  return address.kind === 'host' ? address.name : address.kind === 'suffix' ? address.suffix : '';
}

function namesOf(rules: readonly HbaRule[]): readonly string[] {
  return [
    ...new Set(
      rules.flatMap(({ address }) => (address?.kind === 'host' || address?.kind === 'suffix' ? [nameOf(address)] : [])),
    ),
  ];
}
