// No TLS version below the floor: 1.3, unless the documents state another.
// https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SSL-MIN-PROTOCOL-VERSION

import type { Attack } from '../../attack/model.js';
import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { admitWishes, networkLogins } from './admissions.js';

const identity = { id: 'connection/tls-protocol', area: 'connection', title: 'TLS 1.3 is the floor' } as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['eavesdropping', 'server-impersonation'],
  design: (context, threats) => {
    if (context.capabilities.tlsMaterial === null) return nothing;
    const [first] = networkLogins(context);
    const floor = floorOf(context);
    const attacks: readonly Attack[] =
      first === undefined || floor !== 'TLSv1.3'
        ? []
        : [
            {
              kind: 'wire',
              id: 'tls-1.2',
              role: first.role,
              title: 'negotiate TLS 1.2',
              attempt: 'tls-1.2',
              from: { kind: 'range', range: first.range },
            },
          ];
    const parts = {
      enforcedAt: ['server setting ssl_min_protocol_version'],
      wishes: [
        wish({ kind: 'setting', name: 'ssl_min_protocol_version', value: floor, without: 'TLSv1.2' }, []),
        enabling({ kind: 'setting', name: 'ssl', value: 'on' }, []),
        ...admitWishes(context),
      ],
      attacks,
      residual: 'TLS 1.3 leaves the choice of cipher suites to the TLS library of the server.',
      bypass: ['connections through the local socket'],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

/** A boundary that asks for TLS 1.2 by name lowers the floor; the house standard is 1.3. */
function floorOf(context: ControlContext): 'TLSv1.2' | 'TLSv1.3' {
  const stated = context.bound.intent.boundaries.map((boundary) => boundary.encryption ?? '');
  const old = stated.some((text) => /TLS\s*v?1\.2/iu.test(text)) && !stated.some((text) => /TLS\s*v?1\.3/iu.test(text));
  return old ? 'TLSv1.2' : 'TLSv1.3';
}
