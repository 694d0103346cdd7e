// Opens a session up to the point where the server asks for proof, and hangs up there: no password, ticket
// or certificate is ever sent. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-START-UP

import type { Duplex } from 'node:stream';
import { ByteReader, Interrupted } from './reader.js';
import { answerOf, startupMessage, type Answer, type BackendMessage } from './message.js';

/** Who the probe says it is. */
export interface Asker {
  readonly user: string;
  readonly database: string;
}

/** No message before a session is longer; whoever sends more is no PostgreSQL. */
const LONGEST = 30_000;

/** @throws Interrupted when there is no answer, or none of a PostgreSQL. */
export async function askToEnter(stream: Duplex, asker: Asker, timeout: number): Promise<Answer> {
  const reader = new ByteReader(stream, timeout);
  try {
    stream.write(startupMessage(asker.user, asker.database));
    for (;;) {
      const answer = answerOf(await takeMessage(reader));
      if (answer !== undefined) return answer;
    }
  } finally {
    reader.release();
    stream.destroy();
  }
}

async function takeMessage(reader: ByteReader): Promise<BackendMessage> {
  const type = (await reader.take(1)).toString('latin1');
  const length = (await reader.take(4)).readInt32BE(0);
  if (length < 4 || length > LONGEST) throw new Interrupted('what answers does not speak the PostgreSQL protocol');
  return { type, body: await reader.take(length - 4) };
}
