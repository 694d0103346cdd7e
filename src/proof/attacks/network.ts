// What connection attacks need of the scratch cluster: rules whose networks are represented by loopback
// addresses, and a random password for every login that attacks. Passwords reach the server as verifiers
// only; the former verifiers come back in `restore`.

import { err, ok, type Result } from '../../core/result.js';
import type { Secret } from '../../core/secret.js';
import { randomPassword, scramVerifier } from '../../pg/scram.js';
import { decide } from '../../pg/hba/match.js';
import type { HbaRule } from '../../pg/hba/rule.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { sql } from '../../sql/sql.js';
import { rangesOf, readRules, representRules } from '../represent/hba.js';
import { representRanges, type Ranges } from '../represent/ranges.js';
import type { ScratchCluster } from '../scratch/index.js';
import type { Admin } from './admin.js';
import type { ConnectSource } from '../../attack/model.js';

/** The cluster to prepare; `database` is any in which the harness may run cluster-wide statements. */
export interface NetworkCluster {
  readonly cluster: ScratchCluster;
  readonly admin: Admin;
  readonly database: string;
}

export interface NetworkParts {
  /** pg_hba.conf of the hardened state, with the documents' own networks. */
  readonly hba: string;
  /** Every file that mutations will put in its place, and the ranges that attacks come from. */
  readonly otherHba: readonly string[];
  readonly ranges: readonly string[];
  /** Direct or indirect membership, for `+group` rules. */
  readonly isMember: (user: string, role: string) => boolean;
}

const BY_PASSWORD: readonly string[] = ['scram-sha-256', 'md5', 'password'];

export class Network {
  readonly #ground: NetworkCluster;
  readonly #hba: string;
  readonly #ranges: Ranges;
  readonly #isMember: (user: string, role: string) => boolean;
  #rules: readonly HbaRule[] = [];
  readonly #passwords = new Map<string, { readonly password: Secret; readonly former: string | null }>();

  constructor(ground: NetworkCluster, hba: string, ranges: Ranges, isMember: (user: string, role: string) => boolean) {
    this.#isMember = isMember;
    this.#ground = ground;
    this.#hba = hba;
    this.#ranges = ranges;
  }

  /** The loopback address that stands for where the attack comes from. */
  addressOf(from: ConnectSource): string | null {
    return from.kind === 'outside' ? this.#ranges.outside : this.#ranges.addressIn(from.range);
  }

  /** From where the rules now in force admit this login with a password over TLS. */
  addressFor(role: string, database: string): string | null {
    for (const address of this.#ranges.addresses) {
      const attempt = { type: 'tcp', tls: true, address, database, user: role, replication: false } as const;
      const decision = decide(this.#rules, attempt, { isMember: this.#isMember });
      if (decision.kind === 'rule' && BY_PASSWORD.includes(decision.rule.method)) return address;
    }
    return null;
  }

  /** Puts these rules in force, represented; the hardened ones by default. */
  async install(hba: string = this.#hba): Promise<Result<null, string>> {
    const { cluster } = this.#ground;
    const rules = readRules(hba, cluster.major);
    if (!rules.ok) return rules;
    const text = representRules(rules.value, this.#ranges, cluster.major);
    if (!text.ok) return text;
    const represented = readRules(text.value, cluster.major);
    this.#rules = represented.ok ? represented.value : [];
    cluster.writeHba(text.value);
    const outcome = await cluster.reload();
    return outcome.loaded ? ok(null) : err(outcome.messages.join('; '));
  }

  /** Set once per role. Null when there is no such role. */
  async passwordOf(role: string): Promise<Secret | null> {
    const known = this.#passwords.get(role);
    if (known !== undefined) return known.password;
    const { admin, database } = this.#ground;
    const { rows } = await admin.query(database, sql`SELECT rolpassword FROM pg_catalog.pg_authid WHERE rolname = $1`, [
      role,
    ]);
    const [found] = rows;
    if (found === undefined) return null;
    const password = randomPassword();
    await this.#setVerifier(role, scramVerifier(password).reveal());
    this.#passwords.set(role, { password, former: found[0] ?? null });
    return password;
  }

  /** Former passwords and the rules as the documents write them. */
  async restore(): Promise<void> {
    for (const [role, { former }] of this.#passwords) await this.#setVerifier(role, former);
    this.#passwords.clear();
    this.#ground.cluster.writeHba(this.#hba);
    if (this.#ground.cluster.isRunning) await this.#ground.cluster.reload();
  }

  /** The server stores text that has the form of a verifier as it is (encrypt_password). */
  async #setVerifier(role: string, verifier: string | null): Promise<void> {
    const value = verifier === null ? sql`NULL` : sql`${Literal.of(verifier)}`;
    const { admin, database } = this.#ground;
    await admin.query(database, sql`ALTER ROLE ${Ident.of(role)} PASSWORD ${value}`);
  }
}

/** Makes connection attacks possible, or says why they are not. */
export async function openNetwork(ground: NetworkCluster, parts: NetworkParts): Promise<Result<Network, string>> {
  const ranges: string[] = [...parts.ranges];
  for (const text of [parts.hba, ...parts.otherHba]) {
    const rules = readRules(text, ground.cluster.major);
    if (!rules.ok) return rules;
    ranges.push(...rangesOf(rules.value));
  }
  const represented = representRanges(ranges);
  if (!represented.ok) return represented;
  const network = new Network(ground, parts.hba, represented.value, parts.isMember);
  const installed = await network.install();
  return installed.ok ? ok(network) : installed;
}
