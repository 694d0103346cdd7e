// The harness' own session on a scratch cluster, bound to the address its door asks for.

import { Socket } from 'node:net';
import { Client } from 'pg';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';

export async function connectAdmin(cluster: ScratchCluster): Promise<Client> {
  const { host, port, user, password, localAddress } = cluster.connection;
  const stream = new Socket();
  const client = new Client({
    user,
    password: password.reveal(),
    host,
    port,
    database: 'postgres',
    stream: () => stream,
  });
  const direct = stream.connect.bind(stream);
  if (localAddress !== undefined) {
    Object.defineProperty(stream, 'connect', { value: () => direct({ host, port, localAddress }) });
  }
  await client.connect();
  return client;
}
