// What is wrong with an open port, each with what it lets an eavesdropper or an impostor do. A severity is that of
// the weakest link: a password that is asked for in the clear is lost whatever TLS would have offered.

import type { Severity } from '../core/severity.js';
import type { CertificateChain, Entrance, Probed, VersionOffer } from '../wire/index.js';

export interface ProbeFinding {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly detail: string;
}

export function probeFindings(probed: Probed): readonly ProbeFinding[] {
  const { plaintext, encrypted, tls } = probed;
  return [
    ...inTheClear(plaintext),
    ...(encrypted === null ? [] : underTls(encrypted)),
    ...(tls === null ? [NO_TLS] : tls.versions.flatMap(ofVersion)),
    ...(tls === null || tls.certificate === null ? [] : ofCertificate(tls.certificate)),
  ];
}

const NO_TLS = finding(
  'no-tls',
  'high',
  'the server offers no TLS',
  'whatever a session says can be read and changed on the way; turn on ssl and admit with hostssl only',
);
const PLAINTEXT_ADMITTED = finding(
  'plaintext-admitted',
  'critical',
  'a session without TLS and without proof',
  'trust or its like: reject, or hostssl with scram-sha-256',
);
const NO_PROOF = finding(
  'no-proof-asked',
  'critical',
  'a session under TLS without proof of who it is',
  'trust or its like: ask for scram-sha-256 or cert',
);
const PASSWORD = finding(
  'password-method',
  'medium',
  'the server asks for the password itself',
  'whoever answers in its place has it: scram-sha-256 instead of password, ldap, pam or radius',
);
const MD5 = finding(
  'md5-method',
  'medium',
  'md5 is asked for',
  'the stored verifier is enough to log in: re-set passwords under scram-sha-256',
);
const NO_BINDING = finding(
  'no-channel-binding',
  'low',
  'SCRAM without channel binding',
  'no client can ask for channel_binding=require; something in between may end TLS',
);

function inTheClear(entrance: Entrance): readonly ProbeFinding[] {
  if (entrance.kind === 'admitted') return [PLAINTEXT_ADMITTED];
  if (entrance.kind !== 'challenge') return [];
  const severity = entrance.method === 'password' ? 'critical' : 'high';
  const title = `a session without TLS is offered (${entrance.method})`;
  return [finding('plaintext-offered', severity, title, 'only hostssl lines, or hostnossl … reject before the others')];
}

function underTls(entrance: Entrance): readonly ProbeFinding[] {
  if (entrance.kind === 'admitted') return [NO_PROOF];
  if (entrance.kind !== 'challenge') return [];
  if (entrance.method === 'password') return [PASSWORD];
  if (entrance.method === 'md5') return [MD5];
  const bound = entrance.method !== 'scram-sha-256' || entrance.mechanisms.includes('SCRAM-SHA-256-PLUS');
  return bound ? [] : [NO_BINDING];
}

function ofVersion(offer: VersionOffer): readonly ProbeFinding[] {
  if (offer.kind !== 'accepted') return [];
  const old = offer.version === 'TLSv1' || offer.version === 'TLSv1.1';
  const weak = offer.ciphers.filter(isWeak);
  const oldRemedy = 'RFC 8996 forbids it: ssl_min_protocol_version = TLSv1.2 or TLSv1.3';
  const weakTitle = `weak ciphers in ${offer.version}: ${weak.join(', ')}`;
  return [
    ...(old ? [finding('old-tls', 'high', `${offer.version} is accepted`, oldRemedy)] : []),
    ...(weak.length === 0
      ? []
      : [
          finding(
            'weak-cipher',
            'medium',
            weakTitle,
            'no forward secrecy, or a cipher of the past: narrow ssl_ciphers',
          ),
        ]),
  ];
}

/** No ephemeral key exchange, or a cipher that RFC 9325 section 4 advises against. */
function isWeak(cipher: string): boolean {
  if (cipher.startsWith('TLS_')) return false;
  return (
    !/^(?:ECDHE|DHE)-/u.test(cipher) || /NULL|RC4|DES|MD5|SEED|IDEA|CAMELLIA|ARIA|-SHA\d*$/u.test(withoutAead(cipher))
  );
}

/** GCM suites end in the hash of their key derivation, which says nothing about the cipher. */
function withoutAead(cipher: string): string {
  return cipher.replace(/(GCM|POLY1305)-SHA\d+$/u, '$1');
}

function ofCertificate(chain: CertificateChain): readonly ProbeFinding[] {
  const [leaf] = chain.shown;
  if (leaf === undefined) return [];
  const { bits, validFrom, validTo, names, subject } = leaf;
  const untrusted = 'the certificate leads to no trusted root';
  const named = `it names ${names ?? subject}: verify-full fails`;
  const short = bits !== null && bits < 2048;
  return [
    ...(chain.expired
      ? [
          finding(
            'certificate-expired',
            'high',
            'the certificate is not valid today',
            `from ${validFrom} to ${validTo}`,
          ),
        ]
      : []),
    ...(chain.untrusted === null
      ? []
      : [finding('certificate-untrusted', 'medium', untrusted, `${chain.untrusted}; a CA of your own: --ca FILE`)]),
    ...(chain.forHost ? [] : [finding('certificate-name', 'medium', 'the certificate is for another name', named)]),
    ...(short ? [finding('weak-key', 'high', `the key has ${bits} bits`, 'at least 2048 (NIST SP 800-57)')] : []),
  ];
}

function finding(id: string, severity: Severity, title: string, detail: string): ProbeFinding {
  return { id, severity, title, detail };
}
