// Every session over the network is encrypted: the server speaks TLS, and no line of pg_hba.conf admits
// a plaintext connection. https://www.postgresql.org/docs/current/ssl-tcp.html

import type { Attack } from '../../attack/model.js';
import { controlOf, enabling, wish, type Wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition, type ControlOutcome } from '../model.js';
import { admitWishes, networkLogins } from './admissions.js';
import { clientNotes } from './client-strings.js';

const identity = {
  id: 'connection/tls-required',
  area: 'connection',
  title: 'Connections over the network are encrypted',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['eavesdropping', 'server-impersonation'],
  design: (context, threats) => {
    if (context.capabilities.tlsMaterial === null) return withoutMaterial(threats);
    const parts = {
      enforcedAt: ['pg_hba.conf', 'server setting ssl'],
      wishes: [wish({ kind: 'hba-require', rule: 'tls' }, []), ...admitWishes(context), ...tlsWishes(context)],
      attacks: networkLogins(context).map(({ role, database, range }): Attack => ({
        kind: 'connect',
        id: `${role}/plaintext/${database}/${range}`,
        role,
        title: `${role}: connect to ${database} in clear text from ${range}`,
        database,
        from: { kind: 'range', range },
        with: 'plaintext',
      })),
      residual: 'Names of hosts and the volume of traffic stay visible.',
      bypass: ['connections through the local socket', 'whoever can read the server’s private key'],
      openRisks: [
        {
          what: 'Clients that do not verify the server',
          reason:
            'the server cannot see whether a client checks its certificate: an impostor is refused by the client alone',
          closedBy: 'sslmode=verify-full with the stated authority in every client (see the client strings)',
        },
      ],
      notes: clientNotes(context),
    };
    return { control: controlOf(context, identity, threats, parts), blocked: [], candidates: [] };
  },
});

function setting(name: string, value: string): Wish {
  return enabling({ kind: 'setting', name, value }, []);
}

/** What the server needs to speak TLS; none without a certificate of its own. */
export function tlsWishes(context: ControlContext): readonly Wish[] {
  const material = context.capabilities.tlsMaterial;
  if (material === null) return [];
  return [
    setting('ssl', 'on'),
    setting('ssl_cert_file', material.certificate),
    setting('ssl_key_file', material.key),
    ...(material.authority === null ? [] : [setting('ssl_ca_file', material.authority)]),
  ];
}

function withoutMaterial(threats: readonly string[]): ControlOutcome {
  const demand = 'TLS on every connection over the network';
  const reason = 'no certificate and private key are stated, and ssl=on without readable files stops the server';
  const whoCan = 'whoever issues the server’s certificate, by naming its files in the documents';
  return {
    control: null,
    blocked: [{ demand, reason, whoCan, candidate: null, threats }],
    candidates: [],
    openRisks: [{ what: demand, reason, closedBy: whoCan, threats }],
  };
}
