// The host-based authentication file that the demands ask for: what is admitted, local lines first, the
// narrowest range first, and at the end explicit rejects. The first match decides.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import type { Demand, HbaAdmitFact, HbaRequireFact } from '../../demand/model.js';
import { sortBy } from '../../core/order.js';
import type { HbaDatabase, HbaMethod, HbaType, HbaUser, RenderableRule } from '../../pg/hba/index.js';

export type HbaRequirement = HbaRequireFact['rule'];

export interface HbaDemands {
  readonly admits: readonly HbaAdmitFact[];
  readonly requires: ReadonlySet<HbaRequirement>;
}

export function hbaDemands(demands: readonly Demand[]): HbaDemands {
  const admits: HbaAdmitFact[] = [];
  const requires = new Set<HbaRequirement>();
  for (const { fact } of demands) {
    if (fact.kind === 'hba-admit') admits.push(fact);
    if (fact.kind === 'hba-require') requires.add(fact.rule);
  }
  return { admits, requires };
}

/**
 * `present` are the rules to keep behind the admitted ones unless `default-deny` is required.
 * `without` is one requirement to leave unmet, everything else as demanded: for showing what it is worth.
 */
export function desiredRules(
  { admits, requires }: HbaDemands,
  present: readonly RenderableRule[],
  without: HbaRequirement | null = null,
): readonly RenderableRule[] {
  const met = (rule: HbaRequirement): boolean => requires.has(rule) && without !== rule;
  const lines = sortBy(admits, admitOrder).map((fact) => admitRule(fact, met('tls'), without === 'verified-method'));
  if (met('default-deny')) return [...lines, ...REJECTS];
  const kept = requires.has('default-deny')
    ? OPEN.map((rule) => ({ ...rule, type: tcpType(rule.type, met('tls')) }))
    : present;
  return [...lines, ...kept.flatMap((rule) => tightened(rule, met('tls'), met('verified-method')))];
}

/** Local, then narrow before wide. */
function admitOrder(fact: HbaAdmitFact): readonly string[] {
  const prefix = Number(fact.range?.split('/')[1] ?? (fact.range?.includes(':') === true ? 128 : 32));
  const width = String(999 - prefix).padStart(3, '0');
  return [fact.transport, fact.range === null ? '' : width, ...placeOf(fact), fact.role, fact.range ?? ''];
}

function placeOf({ database }: HbaAdmitFact): readonly [string, string] {
  return database.kind === 'name' ? [database.name, database.kind] : [database.kind, ''];
}

function admitRule(fact: HbaAdmitFact, tls: boolean, trusting: boolean): RenderableRule {
  const needsTls = tls || fact.method === 'cert' || fact.options.some((option) => option.name === 'clientcert');
  const options = trusting ? [] : fact.options;
  return {
    type: fact.transport === 'local' ? 'local' : needsTls ? 'hostssl' : 'host',
    databases: [fact.database],
    users: [{ kind: 'name', name: fact.role }],
    address: fact.transport === 'local' ? null : rangeOf(fact.range ?? '0.0.0.0/0'),
    method: trusting && fact.transport === 'tcp' ? 'trust' : fact.method,
    options: fact.transport === 'tcp' ? options : fact.options,
  };
}

function rangeOf(range: string): RenderableRule['address'] {
  const [address = '', prefix] = range.split('/');
  return { kind: 'cidr', address, prefix: Number(prefix ?? (address.includes(':') ? 128 : 32)) };
}

const EVERYONE: readonly HbaUser[] = [{ kind: 'all' }];
/** `all` does not cover replication. */
const EVERYTHING: readonly HbaDatabase[] = [{ kind: 'all' }, { kind: 'replication' }];

function closing(type: HbaType, method: HbaMethod): RenderableRule {
  const address = type === 'local' ? null : ({ kind: 'all' } as const);
  return { type, databases: EVERYTHING, users: EVERYONE, address, method, options: [] };
}

const REJECTS: readonly RenderableRule[] = [closing('local', 'reject'), closing('host', 'reject')];
const OPEN: readonly RenderableRule[] = [closing('local', 'scram-sha-256'), closing('host', 'scram-sha-256')];

function tcpType(type: HbaType, tls: boolean): HbaType {
  return tls && type === 'host' ? 'hostssl' : type;
}

const UNVERIFIED: ReadonlySet<HbaMethod> = new Set<HbaMethod>(['trust', 'ident', 'password', 'md5']);

/** A kept rule under the requirements; none when nothing of it may stay. */
function tightened(rule: RenderableRule, tls: boolean, verified: boolean): readonly RenderableRule[] {
  if (rule.method === 'reject') return [rule];
  const plaintext = rule.type === 'hostnossl' || rule.type === 'hostnogssenc';
  if (tls && plaintext) return [];
  const weak = verified && UNVERIFIED.has(rule.method);
  const method: HbaMethod = !weak ? rule.method : 'scram-sha-256';
  return [{ ...rule, type: tcpType(rule.type, tls), method, options: weak ? [] : rule.options }];
}
