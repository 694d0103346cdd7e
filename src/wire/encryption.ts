// How a connection becomes encrypted: PostgreSQL's own request first, or TLS from the first byte (17 and
// later, ALPN `postgresql`). https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL

import type { Socket } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { openSocket, unreachable, type Endpoint } from './endpoint.js';
import { GSS_ENC_REQUEST, SSL_REQUEST } from './message.js';
import { ByteReader, Interrupted } from './reader.js';

export type Negotiation = 'request' | 'direct';

export type Handshake =
  | { readonly kind: 'done'; readonly socket: TLSSocket }
  /** The server does not do TLS at all. */
  | { readonly kind: 'not-offered' }
  /** `code` as OpenSSL or Node names it. */
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string };

/** What a handshake asks for; certificates are judged afterwards, so none is refused here. */
export type TlsWish = Pick<ConnectionOptions, 'minVersion' | 'maxVersion' | 'ciphers' | 'ca'>;

/** The caller destroys the socket. @throws OperationError when nobody listens. */
export async function encrypt(endpoint: Endpoint, negotiation: Negotiation, wish: TlsWish): Promise<Handshake> {
  const socket = await openSocket(endpoint);
  if (negotiation === 'request' && !(await grants(endpoint, socket, SSL_REQUEST, 'S'))) {
    socket.destroy();
    return { kind: 'not-offered' };
  }
  return handshake(endpoint, socket, wish);
}

/** Whether the server would encrypt with GSSAPI. @throws OperationError */
export async function offersGss(endpoint: Endpoint): Promise<boolean> {
  const socket = await openSocket(endpoint);
  try {
    return await grants(endpoint, socket, GSS_ENC_REQUEST, 'G');
  } finally {
    socket.destroy();
  }
}

/** A server that has never heard of the request answers with an error. */
const NO = ['N', 'E'];

async function grants(endpoint: Endpoint, socket: Socket, request: Buffer, yes: string): Promise<boolean> {
  const reader = new ByteReader(socket, endpoint.timeout);
  try {
    socket.write(request);
    const answer = (await reader.take(1)).toString('latin1');
    if (![yes, ...NO].includes(answer)) throw new Interrupted('what answers does not speak the PostgreSQL protocol');
    const granted = answer === yes;
    if (granted && reader.release().length > 0)
      throw new Interrupted('bytes in the clear follow the promise to encrypt');
    return granted;
  } catch (error) {
    socket.destroy();
    if (error instanceof Interrupted) throw unreachable(endpoint, error.message);
    throw error;
  }
}

function handshake(endpoint: Endpoint, socket: Socket, wish: TlsWish): Promise<Handshake> {
  return new Promise((resolve) => {
    const failed = (code: string, reason: string): void => {
      socket.destroy();
      resolve({ kind: 'failed', code, reason });
    };
    const timer = setTimeout(() => failed('TIMEOUT', `no answer within ${endpoint.timeout} ms`), endpoint.timeout);
    try {
      const secured = connect(
        { ...wish, socket, host: endpoint.host, ALPNProtocols: ['postgresql'], ...UNJUDGED },
        () => {
          clearTimeout(timer);
          secured.removeAllListeners('error').on('error', () => {});
          resolve({ kind: 'done', socket: secured });
        },
      );
      secured.once('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        failed(error.code ?? 'UNKNOWN', error.message);
      });
    } catch (error) {
      // Node refuses before the first byte when its own OpenSSL has none of the ciphers or versions.
      clearTimeout(timer);
      failed('LOCAL', error instanceof Error ? error.message : String(error));
    }
  });
}

const UNJUDGED: Pick<ConnectionOptions, 'rejectUnauthorized' | 'checkServerIdentity'> = {
  rejectUnauthorized: false,
  checkServerIdentity: () => undefined,
};
