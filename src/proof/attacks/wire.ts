// Handshakes that the server must refuse: old versions of TLS. Whether a client takes a wrong name or an
// unknown authority is the client's decision; no fact of the server could be taken away to show it.

import type { AttackOf } from '../../attack/model.js';
import { notRun, observed, type Run } from './observed.js';
import type { AttackRunner } from './runner.js';
import { handshake, type Handshake } from './tls-handshake.js';

type WireAttack = AttackOf<'wire'>;

const VERSIONS = { 'tls-1.0': 'TLSv1', 'tls-1.1': 'TLSv1.1', 'tls-1.2': 'TLSv1.2' } as const;

/** What OpenSSL says when the other side will not speak the version. */
const VERSION_REFUSED = /protocol.version|unsupported.protocol|no.protocols.available|alert.handshake.failure/iu;

export const wireRunner: AttackRunner<AttackOf<'wire'>> = {
  expected: (attack) =>
    attack.attempt === 'wrong-host-name' || attack.attempt === 'unknown-authority'
      ? `a client with sslmode=verify-full refuses a server with ${attack.attempt.replaceAll('-', ' ')}`
      : `a handshake with ${VERSIONS[attack.attempt]} is refused`,
  runsForeignCode: () => false,
  run: async (attack, ground) => {
    const { cluster, network } = ground;
    if (attack.attempt === 'wrong-host-name' || attack.attempt === 'unknown-authority') {
      return notRun('the client decides this (sslmode=verify-full); no fact of the server can be removed to show it');
    }
    const localAddress = network?.addressOf(attack.from) ?? null;
    if (localAddress === null) return notRun('no loopback address stands for this network');
    const version = VERSIONS[attack.attempt];
    const met = await handshake({ host: cluster.host, port: cluster.port, localAddress, version });
    const statements = [`TLS handshake with ${version} only, from ${localAddress}`];
    return { observed: observe(attack, met), statements };
  },
};

function observe(attack: WireAttack, met: Handshake): Run['observed'] {
  switch (met.kind) {
    case 'done':
      return observed('connected', { log: `handshake completed with ${met.protocol}` });
    case 'no-tls':
      return observed('error', { log: 'the server offers no TLS at all' });
    case 'failed':
      return VERSION_REFUSED.test(`${met.code} ${met.message}`)
        ? observed('refused', { log: `${met.code}: ${met.message}` })
        : observed('error', { log: `${attack.attempt}: ${met.code}: ${met.message}` });
  }
}
