// The few messages of protocol 3.0 that come before a session: what a client opens with, and how a server
// answers. https://www.postgresql.org/docs/current/protocol-message-formats.html

/** Asks for TLS; the answer is one byte, `S` or `N`. */
export const SSL_REQUEST: Buffer = packet(80_877_103);
/** Asks for GSSAPI encryption; the answer is one byte, `G` or `N`. */
export const GSS_ENC_REQUEST: Buffer = packet(80_877_104);

const PROTOCOL_3_0 = 196_608;

/** Opens a session as `user`; no secret is in it. */
export function startupMessage(user: string, database: string): Buffer {
  const pairs = ['user', user, 'database', database, 'application_name', 'pgrampart'];
  return packet(PROTOCOL_3_0, Buffer.from(`${pairs.join('\0')}\0\0`, 'utf8'));
}

export interface BackendMessage {
  /** One letter: `R` authentication, `E` error, `v` protocol negotiation … */
  readonly type: string;
  readonly body: Buffer;
}

/** What the server answers to a startup message, before any proof was given. */
export type Answer =
  /** Let in: nothing was asked (trust, a certificate that was not even sent, peer). */
  | { readonly kind: 'admitted' }
  /** `method` in the words of pg_hba.conf; `mechanisms` only for SASL. */
  | { readonly kind: 'challenge'; readonly method: AskedMethod; readonly mechanisms: readonly string[] }
  /** An ErrorResponse; the text is the server's own and untrusted. */
  | { readonly kind: 'refused'; readonly sqlstate: string; readonly message: string };

export const ASKED_METHODS = ['password', 'md5', 'gss', 'sspi', 'scram-sha-256', 'oauth', 'other'] as const;
export type AskedMethod = (typeof ASKED_METHODS)[number];

const SASL = 10;
const METHOD_OF: ReadonlyMap<number, AskedMethod> = new Map([
  [3, 'password'],
  [5, 'md5'],
  [7, 'gss'],
  [9, 'sspi'],
]);

/** Undefined for a message that is no answer yet (a negotiation, a notice). */
export function answerOf(message: BackendMessage): Answer | undefined {
  if (message.type === 'E') return refusal(message.body);
  if (message.type !== 'R') return undefined;
  const code = message.body.length < 4 ? -1 : message.body.readInt32BE(0);
  if (code === 0) return { kind: 'admitted' };
  if (code !== SASL) return { kind: 'challenge', method: METHOD_OF.get(code) ?? 'other', mechanisms: [] };
  const mechanisms = strings(message.body.subarray(4));
  return { kind: 'challenge', method: methodOfMechanisms(mechanisms), mechanisms };
}

function methodOfMechanisms(mechanisms: readonly string[]): AskedMethod {
  if (mechanisms.some((each) => each.startsWith('SCRAM-SHA-256'))) return 'scram-sha-256';
  return mechanisms.includes('OAUTHBEARER') ? 'oauth' : 'other';
}

function refusal(body: Buffer): Answer {
  const fields = new Map(strings(body).map((field) => [field.slice(0, 1), field.slice(1)]));
  return { kind: 'refused', sqlstate: fields.get('C') ?? '', message: fields.get('M') ?? '' };
}

/** Strings that each end in a zero byte, up to the empty one. */
function strings(body: Buffer): readonly string[] {
  const all = body.toString('utf8').split('\0');
  const end = all.indexOf('');
  return end === -1 ? all : all.slice(0, end);
}

function packet(code: number, rest: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + rest.length, 0);
  head.writeInt32BE(code, 4);
  return Buffer.concat([head, rest]);
}
