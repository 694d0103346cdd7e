// Which TLS versions a server accepts and which ciphers in each: one handshake a cipher, each time without
// those it chose before, until it refuses. Own limits of OpenSSL are told apart from the server's refusal.

import type { TLSSocket } from 'node:tls';
import { encrypt, type Handshake, type Negotiation } from './encryption.js';
import type { Endpoint } from './endpoint.js';

export const TLS_VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof TLS_VERSIONS)[number];

export type VersionOffer =
  /** `ciphers` in the server's order of choice, in OpenSSL's names. */
  | { readonly version: TlsVersion; readonly kind: 'accepted'; readonly ciphers: readonly string[] }
  | { readonly version: TlsVersion; readonly kind: 'refused'; readonly reason: string }
  /** Not asked: this machine's OpenSSL cannot speak it. */
  | { readonly version: TlsVersion; readonly kind: 'untested'; readonly reason: string };

/** TLS 1.3 names its suites one by one; below, OpenSSL's own list with everything it would hide. */
const SUITES_1_3 = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_128_CCM_SHA256',
  'TLS_AES_128_CCM_8_SHA256',
];
const EVERYTHING_ELSE = 'ALL:COMPLEMENTOFALL:@SECLEVEL=0';

/** A server that never repeats itself and never refuses is no server. */
const MOST_CIPHERS = 120;

const OURS = new Set(['LOCAL', 'ERR_SSL_NO_PROTOCOLS_AVAILABLE', 'ERR_SSL_NO_CIPHERS_AVAILABLE']);

/** @throws OperationError when the server is gone */
export async function offerOf(
  endpoint: Endpoint,
  negotiation: Negotiation,
  version: TlsVersion,
): Promise<VersionOffer> {
  const ciphers: string[] = [];
  while (ciphers.length < MOST_CIPHERS) {
    const done = await encrypt(endpoint, negotiation, {
      minVersion: version,
      maxVersion: version,
      ciphers: cipherList(version, ciphers),
    });
    const cipher = chosen(done);
    if (cipher === null || ciphers.includes(cipher)) {
      return ciphers.length > 0 ? { version, kind: 'accepted', ciphers } : refusalOf(version, done);
    }
    ciphers.push(cipher);
  }
  return { version, kind: 'accepted', ciphers };
}

function cipherList(version: TlsVersion, without: readonly string[]): string {
  if (version === 'TLSv1.3') return SUITES_1_3.filter((suite) => !without.includes(suite)).join(':') || 'NONE';
  return [EVERYTHING_ELSE, ...without.map((cipher) => `!${cipher}`)].join(':');
}

function chosen(handshake: Handshake): string | null {
  return handshake.kind === 'done' ? closed(handshake.socket) : null;
}

function closed(socket: TLSSocket): string {
  const { name } = socket.getCipher();
  socket.destroy();
  return name;
}

function refusalOf(version: TlsVersion, handshake: Handshake): VersionOffer {
  if (handshake.kind !== 'failed') return { version, kind: 'refused', reason: 'the server offers no TLS' };
  const { code, reason } = handshake;
  return OURS.has(code) ? { version, kind: 'untested', reason } : { version, kind: 'refused', reason: code };
}
