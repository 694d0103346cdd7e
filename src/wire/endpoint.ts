// Where a probe goes and how long it waits; what can go wrong before the server has said a word.

import { connect, type Socket } from 'node:net';
import { OperationError } from '../core/operation-error.js';

export interface Endpoint {
  /** Name or address; without brackets. */
  readonly host: string;
  readonly port: number;
  /** For each connection and each answer, in milliseconds. */
  readonly timeout: number;
}

/** A TCP connection. @throws OperationError `connect` */
export function openSocket(endpoint: Endpoint): Promise<Socket> {
  const { host, port, timeout } = endpoint;
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (reason: string): void => {
      socket.destroy();
      reject(unreachable(endpoint, reason));
    };
    socket.setTimeout(timeout, () => fail(`no answer within ${timeout} ms`));
    socket.once('error', (error) => fail(error.message));
    socket.once('connect', () => {
      socket.setTimeout(0).removeAllListeners();
      resolve(socket);
    });
  });
}

export function unreachable(endpoint: Endpoint, reason: string): OperationError {
  return new OperationError({
    code: 'connect',
    what: `no PostgreSQL answers at ${endpoint.host}:${endpoint.port}: ${reason}`,
    fix: 'check host and port, that the server listens there (listen_addresses), and that no firewall lies between',
  });
}
