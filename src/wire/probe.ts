// Everything a PostgreSQL server tells a stranger at its port: how it encrypts, what certificate it shows, and
// what it asks of one role in the clear and under TLS. Some dozens of short connections, no secret in any.

import { encrypt, offersGss, type Handshake } from './encryption.js';
import { openSocket, type Endpoint } from './endpoint.js';
import type { Answer } from './message.js';
import { Interrupted } from './reader.js';
import { chainOf, type CertificateChain } from './certificate.js';
import { askToEnter, type Asker } from './startup.js';
import { offerOf, TLS_VERSIONS, type VersionOffer } from './versions.js';

export interface TlsOffer {
  readonly versions: readonly VersionOffer[];
  readonly certificate: CertificateChain | null;
  /** TLS from the first byte, without PostgreSQL's own request (17 and later). */
  readonly direct: boolean;
}

/** `answer`, or why there was none. */
export type Entrance = Answer | { readonly kind: 'no-answer'; readonly reason: string };

export interface Probed {
  /** Null: the server does no TLS. */
  readonly tls: TlsOffer | null;
  /** Whether it would encrypt with GSSAPI. */
  readonly gss: boolean;
  readonly plaintext: Entrance;
  /** Null without TLS. */
  readonly encrypted: Entrance | null;
}

export interface ProbeWish {
  readonly endpoint: Endpoint;
  readonly asker: Asker;
  /** PEM; without it the roots that Node brings. */
  readonly ca?: string;
  readonly now: Date;
}

/** @throws OperationError `connect` when no PostgreSQL answers */
export async function probe(wish: ProbeWish): Promise<Probed> {
  const { endpoint, asker } = wish;
  const plaintext = await entrance(async () => askToEnter(await openSocket(endpoint), asker, endpoint.timeout));
  const gss = await offersGss(endpoint);
  const first = await encrypt(endpoint, 'request', trusting(wish));
  if (first.kind === 'not-offered') return { tls: null, gss, plaintext, encrypted: null };
  const certificate = first.kind === 'done' ? chainOf(first.socket, endpoint.host, wish.now) : null;
  const encrypted = await entranceUnder(first, wish);
  const versions = await versionsOf(endpoint);
  return { tls: { versions, certificate, direct: await direct(wish) }, gss, plaintext, encrypted };
}

async function entranceUnder(handshake: Handshake, { asker, endpoint }: ProbeWish): Promise<Entrance> {
  if (handshake.kind !== 'done') {
    const reason = handshake.kind === 'failed' ? handshake.reason : 'TLS is not offered';
    return { kind: 'no-answer', reason };
  }
  return entrance(() => askToEnter(handshake.socket, asker, endpoint.timeout));
}

async function entrance(ask: () => Promise<Answer>): Promise<Entrance> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Interrupted) return { kind: 'no-answer', reason: error.message };
    throw error;
  }
}

async function versionsOf(endpoint: Endpoint): Promise<readonly VersionOffer[]> {
  const offers: VersionOffer[] = [];
  for (const version of TLS_VERSIONS) offers.push(await offerOf(endpoint, 'request', version));
  return offers;
}

async function direct(wish: ProbeWish): Promise<boolean> {
  const handshake = await encrypt(wish.endpoint, 'direct', trusting(wish));
  if (handshake.kind !== 'done') return false;
  const agreed = handshake.socket.alpnProtocol === 'postgresql';
  handshake.socket.destroy();
  return agreed;
}

function trusting({ ca }: ProbeWish): { readonly ca?: string } {
  return ca === undefined ? {} : { ca };
}
