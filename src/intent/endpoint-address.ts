// The addresses that the documents give the server itself: endpoints of Network Exposure without what stands in front
// of it. A name may stand for a proxy or for several addresses, so that it says no address.

import ipaddr from 'ipaddr.js';
import type { Endpoint } from './operations.js';

/** Poolers and proxies aside, by their own words. */
export function serverEndpoints(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  return endpoints.filter(({ endpoint }) => !/pooler|bouncer|proxy/iu.test(endpoint));
}

/** Null: none is stated, or one of them is a name. */
export function addressesOf(endpoints: readonly Endpoint[]): readonly string[] | null {
  const hosts = endpoints.map(({ endpoint }) => hostOf(endpoint));
  return hosts.length > 0 && hosts.every((host) => ipaddr.isValid(host)) ? hosts : null;
}

/** `10.0.0.5:5432`, `[fd00::5]:5432`, `db.example` */
export function hostOf(endpoint: string): string {
  const bracketed = /^\[([^\]]+)\]/u.exec(endpoint)?.[1];
  if (bracketed !== undefined) return bracketed;
  return ipaddr.IPv6.isValid(endpoint) ? endpoint : (endpoint.split(':')[0] ?? endpoint);
}

/** The value of listen_addresses for these: the machine itself, which nobody else reaches, and each once. */
export function listeningOn(addresses: readonly string[]): string {
  return [...new Set(['localhost', ...addresses.filter((each) => !LOCALHOST.includes(each))])].join(', ');
}

/** What `localhost` is already: bound twice, the server warns of an address in use. */
const LOCALHOST: readonly string[] = ['127.0.0.1', '::1'];
