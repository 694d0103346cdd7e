// A login by certificate, Kerberos or the operating system is entered under its stated external names alone: a map of
// its own in pg_ident.conf, named by its lines. https://www.postgresql.org/docs/current/auth-username-maps.html

import type { Attack } from '../../attack/model.js';
import { uniqueSorted } from '../../core/order.js';
import type { IdentMapFact } from '../../demand/model.js';
import { itemsOf } from '../../inventory/index.js';
import { controlOf, nothing, wish } from '../build.js';
import {
  defineControl,
  type ControlContext,
  type ControlDefinition,
  type ControlOutcome,
  type DesignNote,
} from '../model.js';
import { keptSuperusers, statedLogins } from '../roles/actors.js';
import { admitWishes, methodOf, networkLogins, type Admission } from './admissions.js';
import { identityProblem } from './identities.js';
import { tlsWishes } from './tls-required.js';

const identity = {
  id: 'connection/ident-maps',
  area: 'connection',
  title: 'External names enter as the login that the documents give them',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['unauthorised-network-access', 'credential-theft'],
  design: (context, threats): ControlOutcome => {
    const admitted = admitWishes(context);
    const maps = admitted.flatMap(({ fact, sources }) => (fact.kind === 'ident-map' ? [{ fact, sources }] : []));
    const blocked = unsayable(context, threats);
    if (maps.length === 0) return { ...nothing, blocked, notes: removable(context, []) };
    const facts = maps.map(({ fact }) => fact);
    const tried = context.capabilities.tlsMaterial === null ? [] : certificateLogins(context, facts);
    const parts = {
      enforcedAt: ['pg_ident.conf', 'pg_hba.conf'],
      wishes: [
        ...maps.map(({ fact, sources }) => wish(fact, sources)),
        ...admitted.filter(({ fact }) => fact.kind !== 'ident-map'),
        ...(tried.length === 0 ? [] : tlsWishes(context)),
      ],
      attacks: tried.map((each) => otherCertificate(each)),
      residual: 'Whoever holds a stated certificate, principal or account enters as its login.',
      bypass: ['whoever can write the server’s files', 'the authority that signs client certificates'],
      openRisks: facts
        .filter(({ role }) => !tried.some((each) => each.role === role))
        .map(({ role }) => ({
          what: `The map of ${role} is emitted, not tried`,
          reason: 'a scratch cluster has neither the host’s accounts nor its Kerberos realm',
          closedBy: `after the reload: a login as ${role} under a stated name, and a refused one under another`,
        })),
      notes: removable(context, facts),
    };
    return { control: controlOf(context, identity, threats, parts), blocked, candidates: [] };
  },
});

function certificateLogins(context: ControlContext, facts: readonly IdentMapFact[]): readonly Admission[] {
  const byCertificate = new Set(
    statedLogins(context)
      .filter((login) => methodOf(login) === 'cert')
      .map(({ connection }) => connection.login),
  );
  return networkLogins(context).filter(
    ({ role }) => byCertificate.has(role) && facts.some((fact) => fact.role === role),
  );
}

function otherCertificate({ role, database, range }: Admission): Attack {
  return {
    kind: 'connect',
    id: `${role}/other-certificate/${database}/${range}`,
    role,
    title: `${role}: connect to ${database} with a certificate of the same authority and another name`,
    database,
    from: { kind: 'range', range },
    with: 'other-certificate',
  };
}

function unsayable(context: ControlContext, threats: readonly string[]): ControlOutcome['blocked'] {
  const kept = keptSuperusers(context);
  const logins = context.bound.logins.filter(({ connection }) => connection.kind !== 'retired');
  return logins.flatMap((login) => {
    const reason = identityProblem(context, login, kept.includes(login.connection.login) ? 'peer' : methodOf(login));
    if (reason === null) return [];
    const demand = `a map of external names for ${login.connection.login}`;
    return [{ demand, reason, whoCan: 'the owner of the connection model', candidate: null, threats }];
  });
}

/** Maps of the file as found that no line of ours names: somebody's, so that they stay. */
function removable(context: ControlContext, facts: readonly IdentMapFact[]): readonly DesignNote[] {
  const named = new Set(facts.map(({ map }) => map));
  const lines = itemsOf(context.inventory.cluster.identMaps).filter(
    ({ map, error }) => error === null && !named.has(map),
  );
  if (lines.length === 0) return [];
  return [
    {
      title: 'Removable: maps that no stated login needs',
      text: uniqueSorted(lines.map(({ map }) => map))
        .map(
          (map) =>
            `${map} (pg_ident.conf line ${lines
              .filter((each) => each.map === map)
              .map(({ line }) => line)
              .join(', ')})`,
        )
        .join('; '),
      sources: [],
    },
  ];
}
