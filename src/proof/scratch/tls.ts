// TLS of a scratch cluster: certificates beside the configuration and the settings that name them.
// The certificate library loads only when a cluster asks for TLS.

import { invariant } from '../../core/index.js';
import type { Authority, Certificate } from './certificates.js';
import { writeConfFile, type Layout } from './layout.js';
import type { Settings } from './settings.js';

/** `ready`: certificate, key and CA exist and are named in the settings, but ssl = off. */
export type TlsWish = 'off' | 'ready' | 'on';

export interface ScratchTls {
  /** What a client with sslmode=verify-full trusts. */
  readonly caPem: string;
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  /** A certificate for `cert` authentication as this common name. */
  issueClient(commonName: string): Promise<Certificate>;
}

export async function createAuthority(name?: string): Promise<Authority> {
  const { createAuthority: create } = await import('./certificates.js');
  return create(name);
}

export async function createTls(
  layout: Layout,
  wish: TlsWish,
  hostNames: readonly string[],
): Promise<{ readonly tls: ScratchTls; readonly settings: Settings } | undefined> {
  if (wish === 'off') return undefined;
  const authority = await createAuthority();
  const server = await authority.issueServer(hostNames);
  const tls: ScratchTls = {
    caPem: authority.caPem,
    caFile: writeConfFile(layout, 'ca.crt', authority.caPem),
    certFile: writeConfFile(layout, 'server.crt', server.certPem),
    keyFile: writeConfFile(layout, 'server.key', server.keyPem.reveal()),
    issueClient: (commonName) => {
      invariant(commonName !== '', 'a client certificate needs a common name');
      return authority.issueClient(commonName);
    },
  };
  const settings = {
    ssl: wish === 'on' ? 'on' : 'off',
    ssl_cert_file: tls.certFile,
    ssl_key_file: tls.keyFile,
    ssl_ca_file: tls.caFile,
  };
  return { tls, settings };
}
