// SSLRequest and a TLS handshake with a chosen protocol version, and no step further: whether the server
// speaks that version is decided before any authentication.
// https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL

import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type SecureVersion } from 'node:tls';

export type Handshake =
  | { readonly kind: 'done'; readonly protocol: string }
  | { readonly kind: 'no-tls' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

export interface HandshakeWish {
  readonly host: string;
  readonly port: number;
  readonly localAddress: string;
  readonly version?: SecureVersion;
  readonly verify?: { readonly authority: string; readonly serverName: string };
}

const TIMEOUT_MS = 5000;
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

export async function handshake(wish: HandshakeWish): Promise<Handshake> {
  const { host, port, localAddress } = wish;
  const socket = connectTcp({ host, port, localAddress });
  try {
    const answer = await firstByte(socket);
    if (answer !== 'S') return { kind: 'no-tls' };
    return await upgrade(socket, wish);
  } catch (error) {
    return failed(error);
  } finally {
    socket.destroy();
  }
}

function firstByte(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(TIMEOUT_MS, () => reject(new Error('no answer to SSLRequest')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before an answer to SSLRequest')));
    socket.once('connect', () => socket.write(SSL_REQUEST));
    socket.once('data', (data: Buffer) => resolve(data.toString('latin1', 0, 1)));
  });
}

/** OpenSSL's default security level would refuse old versions on the client's side, and prove nothing. */
function upgrade(socket: Socket, wish: HandshakeWish): Promise<Handshake> {
  const { version, verify } = wish;
  const options: ConnectionOptions = {
    socket,
    ciphers: 'ALL:@SECLEVEL=0',
    rejectUnauthorized: verify !== undefined,
    ...(version === undefined ? {} : { minVersion: version, maxVersion: version }),
    ...(verify === undefined ? {} : { ca: verify.authority, servername: verify.serverName }),
  };
  return new Promise((resolve) => {
    const secure = connectTls(options);
    secure.setTimeout(TIMEOUT_MS, () => resolve({ kind: 'failed', code: 'TIMEOUT', message: 'no TLS handshake' }));
    secure.once('error', (error) => resolve(failed(error)));
    secure.once('close', () =>
      resolve({ kind: 'failed', code: 'CLOSED', message: 'the server closed the connection' }),
    );
    secure.once('secureConnect', () => {
      resolve({ kind: 'done', protocol: secure.getProtocol() ?? 'unknown' });
      secure.destroy();
    });
  });
}

function failed(error: unknown): Handshake {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'ERROR';
  return { kind: 'failed', code, message: error instanceof Error ? error.message : String(error) };
}
