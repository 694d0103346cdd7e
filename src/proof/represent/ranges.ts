// Loopback stands in for the networks of the documents: every range gets a block of 127.0.0.0/8, so that a
// client on this machine can come from it. Containment and disjointness of the given ranges are kept exactly:
// a block lies in another one only if its range does, and every range that holds others keeps a part that
// none of them covers. 127.0.0.0/10 is left to the harness and the server, 127.64.0.0/10 stands for all of
// IPv4 and 127.128.0.0/10 for all of IPv6. Linux owns all of 127.0.0.0/8 without set-up.

import { err, ok, type Result } from '../../core/result.js';
import { sortBy, uniqueSorted } from '../../core/order.js';
import { addressBytes, canonicalAddress, maskOfPrefix } from '../../pg/hba/address.js';

export interface Block {
  /** First address as a 32-bit number. */
  readonly base: number;
  readonly prefix: number;
}

interface Node {
  readonly range: string;
  readonly bits: string;
  readonly family: 4 | 6;
  readonly children: Node[];
}

export interface Ranges {
  /** The stand-in of a range of the set: a CIDR. */
  readonly cidrOf: (range: string) => string | null;
  /** An address in the range and in none of the ranges within it. */
  readonly addressIn: (range: string) => string | null;
  /** An IPv4 address in no range of the set but those that hold all of IPv4. */
  readonly outside: string;
  /** One address for each range of the set. */
  readonly addresses: readonly string[];
}

export const ALL_IPV4 = '0.0.0.0/0';
export const ALL_IPV6 = '::/0';
const IPV4_BLOCK: Block = { base: blockBase(64), prefix: 10 };
const IPV6_BLOCK: Block = { base: blockBase(128), prefix: 10 };
const LONGEST_PREFIX = 30;

/** `10.1.2.3/16` → `10.1.0.0/16`; null when it is no CIDR. A bare address is its own range. */
export function canonicalRange(text: string): string | null {
  const [address = '', length] = text.split('/');
  const bytes = addressBytes(address);
  if (bytes === undefined) return null;
  const prefix = length === undefined ? bytes.length * 8 : Number(length);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > bytes.length * 8) return null;
  const mask = maskOfPrefix(prefix, bytes.length);
  return `${canonicalAddress(bytes.map((byte, index) => byte & (mask[index] ?? 0)))}/${prefix}`;
}

/** Fails when the ranges are too many or too deep for the 22 bits of a family. */
export function representRanges(given: Iterable<string>): Result<Ranges, string> {
  const canonical = [...given].map((text) => canonicalRange(text)).filter((range) => range !== null);
  const ranges = uniqueSorted([...canonical, ALL_IPV4, ALL_IPV6]);
  const nodes = sortBy(ranges.map(nodeOf), (node) => [String(node.family), node.bits]);
  const blocks = new Map<string, Block>();
  const spare = new Map<string, string>();
  for (const [family, block] of [
    [4, IPV4_BLOCK],
    [6, IPV6_BLOCK],
  ] as const) {
    const root = treeOf(nodes.filter((node) => node.family === family));
    if (root !== null && !place(root, block, blocks, spare)) {
      return err('the networks are nested too deeply for loopback addresses to stand for them');
    }
  }
  return ok({
    cidrOf: (range) => cidr(blocks.get(known(range))),
    addressIn: (range) => spare.get(known(range)) ?? null,
    outside: spare.get(ALL_IPV4) ?? '',
    addresses: ranges.flatMap((range) => spare.get(range) ?? []),
  });
}

function known(range: string): string {
  return canonicalRange(range) ?? range;
}

function nodeOf(range: string): Node {
  const [address = '', length = '0'] = range.split('/');
  const bytes = addressBytes(address) ?? [];
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return { range, bits: bits.slice(0, Number(length)), family: bytes.length === 4 ? 4 : 6, children: [] };
}

/** Nodes come sorted by bits, so a range stands right before what it holds; the first is the whole family. */
function treeOf(nodes: readonly Node[]): Node | null {
  const open: Node[] = [];
  for (const node of nodes) {
    while (open.length > 0 && !node.bits.startsWith(open.at(-1)?.bits ?? '')) open.pop();
    open.at(-1)?.children.push(node);
    open.push(node);
  }
  return nodes[0] ?? null;
}

/** Splits the block into equal parts: the first is the range's own, the others its children's. */
function place(node: Node, block: Block, blocks: Map<string, Block>, spare: Map<string, string>): boolean {
  blocks.set(node.range, block);
  spare.set(node.range, dotted(block.base + 1));
  const bits = Math.ceil(Math.log2(node.children.length + 1));
  const prefix = block.prefix + bits;
  if (prefix > LONGEST_PREFIX) return false;
  const size = 2 ** (32 - prefix);
  return node.children.every((child, index) =>
    place(child, { base: block.base + (index + 1) * size, prefix }, blocks, spare),
  );
}

function cidr(block: Block | undefined): string | null {
  return block === undefined ? null : `${dotted(block.base)}/${block.prefix}`;
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

function blockBase(second: number): number {
  return (127 * 256 + second) * 65_536;
}
