// The certificates a server shows: what each says, whether the chain leads to a trusted root and whether the
// first is for the name we asked for (RFC 5280, RFC 6125).

import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';

export interface ShownCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** As `DNS:db.example, IP Address:10.0.0.1`. */
  readonly names: string | null;
  /** ISO 8601. */
  readonly validFrom: string;
  readonly validTo: string;
  /** `rsa 2048`, `ec prime256v1`, `ed25519` … */
  readonly key: string;
  /** Bits, where the kind of key has a size that counts. */
  readonly bits: number | null;
  readonly sha256: string;
}

export interface CertificateChain {
  /** Leaf first, as far as the server sent it or it could be completed. */
  readonly shown: readonly ShownCertificate[];
  /** Null: it leads to a trusted root. Else OpenSSL's reason. */
  readonly untrusted: string | null;
  /** Whether the leaf is for the host that was asked for. */
  readonly forHost: boolean;
  readonly expired: boolean;
}

/** Reads it off a finished handshake. Null when the server showed none (anonymous ciphers). */
export function chainOf(socket: TLSSocket, host: string, now: Date): CertificateChain | null {
  const leaf = socket.getPeerX509Certificate();
  if (leaf === undefined) return null;
  return {
    shown: links(leaf).map(shownOf),
    untrusted: socket.authorized ? null : String(socket.authorizationError),
    forHost: (isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host)) !== undefined,
    expired: Date.parse(leaf.validTo) < now.getTime() || Date.parse(leaf.validFrom) > now.getTime(),
  };
}

/** A root names itself as issuer: the chain ends there. */
function links(leaf: X509Certificate): readonly X509Certificate[] {
  const all: X509Certificate[] = [];
  let next: X509Certificate | undefined = leaf;
  while (next !== undefined && !all.some((each) => each.fingerprint256 === next?.fingerprint256)) {
    all.push(next);
    next = next.issuerCertificate;
  }
  return all;
}

function shownOf(certificate: X509Certificate): ShownCertificate {
  const { asymmetricKeyType: kind = 'unknown', asymmetricKeyDetails: details } = certificate.publicKey;
  const size = details?.namedCurve ?? details?.modulusLength;
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: certificate.subjectAltName ?? null,
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    key: size === undefined ? kind : `${kind} ${size}`,
    bits: details?.modulusLength ?? null,
    sha256: certificate.fingerprint256,
  };
}

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ');
}
