// What each client has to say so that it verifies the server: the name and the authority.
// https://www.postgresql.org/docs/current/libpq-ssl.html

import type { ControlContext, DesignNote } from '../model.js';

export function clientNotes(context: ControlContext): readonly DesignNote[] {
  const authority = context.capabilities.tlsMaterial?.authority ?? 'the file of the certificate authority';
  const endpoint = context.bound.intent.endpoints[0];
  const host = endpoint?.endpoint.split(':')[0] ?? 'the host name in the certificate';
  const strings = [
    `libpq, Python (psycopg), Go (pgx): host=${host} sslmode=verify-full sslrootcert=${authority} channel_binding=require`,
    `JDBC: jdbc:postgresql://${host}/?sslmode=verify-full&sslrootcert=${authority}`,
    `Node (pg): ssl: { ca: contents of ${authority}, rejectUnauthorized: true }, host: '${host}'`,
    `.NET (Npgsql): Host=${host};SSL Mode=VerifyFull;Root Certificate=${authority}`,
  ];
  return [
    {
      title: 'Client strings',
      text: strings.join(' · '),
      sources: endpoint === undefined ? [] : [endpoint.source],
    },
  ];
}
