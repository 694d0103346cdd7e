// The source ranges of the file as found, against the trust zones of the documents: a range that no zone
// contains goes with the file. Zones are taken over from the platform’s owner, never written by us.

import ipaddr from 'ipaddr.js';
import { itemsOf } from '../../inventory/index.js';
import { uniqueSorted } from '../../core/order.js';
import type { ControlContext, DesignNote } from '../model.js';

export function zoneNotes(context: ControlContext): readonly DesignNote[] {
  const zones = context.bound.intent.zones;
  if (zones.length === 0) return [];
  const ranges = zones.flatMap((zone) => zone.ranges);
  const outside = itemsOf(context.inventory.cluster.hbaRules)
    .filter((rule) => rule.type !== 'local' && rule.address !== null)
    .filter((rule) => !ranges.some((range) => isWithin(range, rule.address ?? '', rule.netmask)))
    .map((rule) => `line ${rule.line} (${rule.address ?? ''}${rule.netmask === null ? '' : ` ${rule.netmask}`})`);
  if (outside.length === 0) return [];
  return [
    {
      title: 'Ranges outside every trust zone are withdrawn',
      text: uniqueSorted(outside).join(', '),
      sources: zones.map((zone) => zone.source).slice(0, 1),
    },
  ];
}

/** The range contains every address of the rule. Words (all, samenet, host names) lie in no zone. */
export function isWithin(range: string, address: string, netmask: string | null): boolean {
  const zone = parse(range);
  const rule = parse(address.includes('/') ? address : `${address}/${prefixOf(address, netmask)}`);
  if (zone === null || rule === null || zone[0].kind() !== rule[0].kind()) return false;
  return rule[1] >= zone[1] && rule[0].match(zone[0], zone[1]);
}

function parse(cidr: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  return ipaddr.isValidCIDR(cidr) ? ipaddr.parseCIDR(cidr) : null;
}

function prefixOf(address: string, netmask: string | null): number {
  const full = address.includes(':') ? 128 : 32;
  if (netmask === null || !ipaddr.isValid(netmask)) return full;
  return ipaddr.parse(netmask).prefixLengthFromSubnetMask() ?? full;
}
