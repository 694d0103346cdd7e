// A real TCP connection from an address that stands for the documents' network, with the right password
// unless the attack is about that, which the host-based rules must refuse (28000), or the role (28P01).

import type { AttackOf } from '../../attack/model.js';
import { itemsOf } from '../../inventory/index.js';
import { attemptConnect, type ServerProblem, type Session, type Target, type TlsOptions } from '../../session/index.js';
import type { Result } from '../../core/result.js';
import { randomPassword } from '../../pg/scram.js';
import type { ScratchTls } from '../scratch/index.js';
import type { Ground } from './ground.js';
import { withConnect } from './lent-connect.js';
import { withExpiry } from './lent-time.js';
import { notRun, observed, problemObserved, type Run } from './observed.js';
import type { AttackRunner } from './runner.js';

type ConnectAttack = AttackOf<'connect'>;

/** 28000 no rule or a reject, or the role may not log in; 28P01 wrong or missing password; 42501 no CONNECT, no REPLICATION. */
const REFUSALS: readonly string[] = ['28000', '28P01', '42501'];

const WORDS: { readonly [W in ConnectAttack['with']]: string } = {
  plaintext: 'without TLS',
  'no-password': 'without its password',
  'wrong-source': 'from an address outside its network',
  'unknown-database': 'to a database that is not its own',
  tls: 'with TLS and its password',
  replication: 'for replication',
  'other-certificate': 'with a certificate for another name',
};

export const connectRunner: AttackRunner<AttackOf<'connect'>> = {
  expected: (attack) => `a connection of ${attack.role} ${WORDS[attack.with]} is refused`,
  runsForeignCode: () => false,
  run: async (attack, ground) => {
    const { network, cluster } = ground;
    if (network === null) return notRun('the rules could not be represented on loopback addresses');
    const localAddress = network.addressOf(attack.from);
    if (localAddress === null) return notRun('no loopback address stands for this network');
    const encrypted = needsTls(attack, ground);
    if (encrypted && cluster.tls === undefined) return notRun('the scratch cluster has no certificate');
    await ground.sessions.release(attack.role);
    // Some text must be sent for the server to judge: a wrong password is as good as none.
    const password = attack.with === 'no-password' ? randomPassword() : await network.passwordOf(attack.role);
    const target: Target = {
      host: cluster.host,
      port: cluster.port,
      database: attack.database,
      user: attack.role,
      password,
      localAddress,
      tls: encrypted ? await credentialsOf(attack, cluster.tls) : { mode: 'disable', authority: null },
      ...(attack.with === 'replication' ? { replication: 'true' } : {}),
    };
    const run = await withConnect(ground, attack.role, attack.database, () =>
      withExpiry(ground, attack.role, 'infinity', () => connectAs(target)),
    );
    return { observed: run, statements: [describe(attack, target, ground)] };
  },
};

/** As the login would come: a server that is to run without TLS admits nobody who asks for it. */
function needsTls({ with: way }: ConnectAttack, { inventory }: Ground): boolean {
  if (way === 'plaintext') return false;
  if (way === 'tls' || way === 'other-certificate') return true;
  return itemsOf(inventory.cluster.settings).some(({ name, value }) => name === 'ssl' && value === 'on');
}

export function tlsOf(authority: string | null): TlsOptions {
  return { mode: 'verify-full', authority, serverName: 'localhost' };
}

/** A name that no map and no role has. */
const NOBODY = 'pgrampart nobody';

async function credentialsOf(attack: ConnectAttack, tls: ScratchTls | undefined): Promise<TlsOptions> {
  const options = tlsOf(tls?.caPem ?? null);
  if (attack.with !== 'other-certificate' || tls === undefined) return options;
  const { certPem, keyPem } = await tls.issueClient(NOBODY);
  return { ...options, clientCertificate: { certificate: certPem, key: keyPem } };
}

/** The session is closed at once; its being there is the leak. */
async function connectAs(target: Target): Promise<Run['observed']> {
  const attempted: Result<Session, ServerProblem> = await attemptConnect(target);
  if (!attempted.ok) return connectProblem(attempted.error);
  const { tlsVersion } = attempted.value;
  await attempted.value.close();
  return observed('connected', {
    log: tlsVersion === null ? 'session established in plaintext' : `session established over ${tlsVersion}`,
  });
}

/** The driver asks for TLS before anything else; a server without it answers `N`, and no password is sent. */
export function connectProblem(problem: ServerProblem): Run['observed'] {
  return problemObserved(problem, REFUSALS);
}

function describe(attack: ConnectAttack, target: Target, ground: Ground): string {
  const sslmode = target.tls.mode;
  const stands = attack.from.kind === 'range' ? attack.from.range : 'an address outside every stated network';
  const replication = target.replication === undefined ? '' : ' replication=true';
  const parts = [
    `user=${attack.role}`,
    `dbname=${attack.database}`,
    `sslmode=${sslmode}`,
    `port=${ground.cluster.port}`,
  ];
  return `connect ${parts.join(' ')}${replication} from ${target.localAddress ?? ''} (stands for ${stands})`;
}
