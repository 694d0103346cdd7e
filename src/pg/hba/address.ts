// Knows the address field of a rule (numeric address, CIDR suffix or separate netmask, host name)
// and whether an address lies within it. Families never mix: an IPv4 rule does not match an IPv6
// client (hba.c: check_ip).

import ipaddr from 'ipaddr.js';
import type { HbaAddress } from './rule.js';

type Bytes = readonly number[];

/** Bytes of a numeric address (inet_aton spellings such as `127.1` included), or undefined. */
export function addressBytes(text: string): Bytes | undefined {
  const bare = text.replace(/%.*$/u, '');
  if (ipaddr.IPv4.isValid(bare)) return ipaddr.IPv4.parse(bare).toByteArray();
  return ipaddr.IPv6.isValid(bare) ? ipaddr.IPv6.parse(bare).toByteArray() : undefined;
}

/** The canonical spelling of a numeric address: dotted quad or RFC 5952. */
export function canonicalAddress(bytes: Bytes): string {
  return bytes.length === 4 ? new ipaddr.IPv4([...bytes]).toString() : new ipaddr.IPv6([...bytes]).toRFC5952String();
}

/** The prefix length whose mask these bytes are, or undefined when the mask has holes. */
export function prefixOfMask(mask: Bytes): number | undefined {
  const bits = mask.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/u.test(bits) ? bits.lastIndexOf('1') + 1 : undefined;
}

/** `length` is 4 or 16 bytes. */
export function maskOfPrefix(prefix: number, length: number): Bytes {
  return Array.from({ length }, (_, index) => {
    const bits = Math.min(8, Math.max(0, prefix - index * 8));
    return (0xff << (8 - bits)) & 0xff;
  });
}

/** An address with a mask as the closed union says it. */
export function maskedAddress(address: Bytes, mask: Bytes): HbaAddress {
  const prefix = prefixOfMask(mask);
  return prefix === undefined
    ? { kind: 'masked', address: canonicalAddress(address), netmask: canonicalAddress(mask) }
    : { kind: 'cidr', address: canonicalAddress(address), prefix };
}

/** True when the masked bits agree (pg_range_sockaddr); false across families. */
export function withinMask(client: Bytes, address: Bytes, mask: Bytes): boolean {
  if (client.length !== address.length || mask.length !== address.length) return false;
  return client.every((byte, index) => ((byte ^ (address[index] ?? 0)) & (mask[index] ?? 0)) === 0);
}

/** Address and mask bytes of a numeric rule address; undefined for keywords and names. */
export function numericRange(rule: HbaAddress): { readonly address: Bytes; readonly mask: Bytes } | undefined {
  if (rule.kind !== 'cidr' && rule.kind !== 'masked') return undefined;
  const address = addressBytes(rule.address);
  const mask = rule.kind === 'cidr' ? maskOfPrefix(rule.prefix, address?.length ?? 0) : addressBytes(rule.netmask);
  return address === undefined || mask === undefined ? undefined : { address, mask };
}
