// Throwaway certificates: an authority, a server certificate for the scratch cluster, client certificates
// for `cert` authentication. ECDSA P-256, valid for two days; keys exist in this process and in files of
// the server's account only. https://www.postgresql.org/docs/current/ssl-tcp.html

import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type Extension,
  type JsonGeneralName,
} from '@peculiar/x509';
import { Secret } from '../../core/index.js';

export interface Certificate {
  readonly certPem: string;
  readonly keyPem: Secret;
}

export interface Authority {
  readonly caPem: string;
  /** Valid for localhost, 127.0.0.1, ::1 and the given names. */
  issueServer(hostNames: readonly string[]): Promise<Certificate>;
  /** PostgreSQL compares the common name with the role, or maps it (auth-cert.html). */
  issueClient(commonName: string): Promise<Certificate>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

interface Signer {
  readonly subject: string;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** Another authority of the same name is the wrong one: its certificates verify against its own `caPem` only. */
export async function createAuthority(name = 'pgrampart scratch CA'): Promise<Authority> {
  const ca: Signer = { subject: commonNameOf(name), keys: await generateKeys() };
  const caPem = await sign(ca.subject, ca.keys.publicKey, ca, [
    new BasicConstraintsExtension(true, 0, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ]);
  return {
    caPem,
    issueServer: (hostNames) =>
      issue(ca, hostNames[0] ?? 'localhost', ExtendedKeyUsage.serverAuth, serverNames(hostNames)),
    issueClient: (commonName) => issue(ca, commonName, ExtendedKeyUsage.clientAuth, []),
  };
}

function serverNames(hostNames: readonly string[]): JsonGeneralName[] {
  const dns = [...new Set(['localhost', ...hostNames])].map((value) => ({ type: 'dns' as const, value }));
  return [...dns, { type: 'ip', value: '127.0.0.1' }, { type: 'ip', value: '::1' }];
}

async function issue(
  ca: Signer,
  commonName: string,
  usage: ExtendedKeyUsage,
  names: JsonGeneralName[],
): Promise<Certificate> {
  const keys = await generateKeys();
  const extensions: Extension[] = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([usage]),
  ];
  if (names.length > 0) extensions.push(new SubjectAlternativeNameExtension(names));
  const certPem = await sign(commonNameOf(commonName), keys.publicKey, ca, extensions);
  return { certPem, keyPem: new Secret(await exportKey(keys.privateKey)) };
}

async function sign(
  subject: string,
  publicKey: webcrypto.CryptoKey,
  ca: Signer,
  extensions: readonly Extension[],
): Promise<string> {
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: `01${randomBytes(15).toString('hex')}`,
      subject,
      issuer: ca.subject,
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + 2 * DAY_MS),
      signingAlgorithm: ALGORITHM,
      publicKey,
      signingKey: ca.keys.privateKey,
      extensions: [
        ...extensions,
        await SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
        await AuthorityKeyIdentifierExtension.create(ca.keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return `${certificate.toString('pem')}\n`;
}

/** Backslash escapes of RFC 4514, for a role whose name holds a comma or the like. */
function commonNameOf(name: string): string {
  return `CN=${name.replaceAll(/[\\",+<>;=#]/g, (character) => `\\${character}`)}`;
}

async function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}
