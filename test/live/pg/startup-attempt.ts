// One connection attempt by hand, up to the server's first answer about authentication: enough to see
// which line of pg_hba.conf decided, without any password.
// https://www.postgresql.org/docs/current/protocol-flow.html

import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export type Answer = 'ok' | 'cleartext' | 'sasl' | 'md5' | 'rejects' | 'no entry' | `other: ${string}`;

export interface StartupAttempt {
  readonly target:
    | { readonly path: string }
    | { readonly host: string; readonly port: number; readonly localAddress: string };
  readonly tls: boolean;
  readonly parameters: Readonly<Record<string, string>>;
}

export async function attemptStartup({ target, tls, parameters }: StartupAttempt): Promise<Answer> {
  const socket = connect(target);
  try {
    await opened(socket, 'connect');
    const stream = tls ? await encrypted(socket) : socket;
    const answer = firstMessage(stream);
    stream.write(startupPacket(parameters));
    return await answer;
  } finally {
    socket.destroy();
  }
}

function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, () => resolve());
    socket.once('error', reject);
  });
}

async function encrypted(socket: Socket): Promise<Socket> {
  const granted = new Promise<string>((resolve, reject) => {
    socket.once('data', (data: Buffer) => resolve(data.toString('latin1')));
    socket.once('error', reject);
  });
  socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
  if ((await granted) !== 'S') throw new Error('the server does not speak TLS');
  const secure = connectTls({ socket, rejectUnauthorized: false });
  await opened(secure, 'secureConnect');
  return secure;
}

function startupPacket(parameters: Readonly<Record<string, string>>): Buffer {
  const body = Buffer.from(`${Object.entries(parameters).flat().join('\0')}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(196_608, 4);
  return Buffer.concat([head, body]);
}

function firstMessage(stream: Socket): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    stream.on('data', (data: Buffer) => {
      bytes = Buffer.concat([bytes, data]);
      if (bytes.length >= 5 && bytes.length > bytes.readInt32BE(1)) resolve(meaning(bytes));
    });
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('closed without an answer')));
  });
}

function meaning(bytes: Buffer): Answer {
  if (bytes[0] === 0x52) {
    const code = bytes.readInt32BE(5);
    return code === 0 ? 'ok' : code === 3 ? 'cleartext' : code === 5 ? 'md5' : code === 10 ? 'sasl' : `other: R${code}`;
  }
  const text = bytes.toString('utf8');
  if (text.includes('pg_hba.conf rejects')) return 'rejects';
  return text.includes('no pg_hba.conf entry') ? 'no entry' : `other: ${text.replaceAll('\0', ' ')}`;
}
