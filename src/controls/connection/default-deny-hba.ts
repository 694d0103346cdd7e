// Nobody comes in but by a line for his login, his database and his source; the file ends in rejects.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import type { Attack } from '../../attack/model.js';
import { controlOf, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition, type ControlOutcome } from '../model.js';
import { statedLogins } from '../roles/actors.js';
import { admitWishes, methodOf, networkLogins } from './admissions.js';
import { ownNameNotes } from './identities.js';
import { zoneNotes } from './zones.js';

const identity = {
  id: 'connection/default-deny-hba',
  area: 'connection',
  title: 'Host-based authentication denies by default',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['unauthorised-network-access', 'replication-exfiltration', 'credential-theft'],
  design: (context, threats): ControlOutcome => {
    const parts = {
      enforcedAt: ['pg_hba.conf'],
      wishes: [wish({ kind: 'hba-require', rule: 'default-deny' }, []), ...admitWishes(context)],
      attacks: networkLogins(context).flatMap((each) => attacksOf(each)),
      residual: 'A host inside a stated range can try the login that is stated for it.',
      bypass: ['whoever can write the server’s files', 'superusers (ALTER SYSTEM SET hba_file, pg_write_server_files)'],
      notes: [...zoneNotes(context), ...ownNameNotes(statedLogins(context))],
    };
    return {
      control: controlOf(context, identity, threats, parts),
      blocked: unverifiable(context, threats),
      candidates: [],
    };
  },
});

function attacksOf({
  role,
  database,
  range,
}: {
  readonly role: string;
  readonly database: string;
  readonly range: string;
}): readonly Attack[] {
  return [
    {
      kind: 'connect',
      id: `${role}/wrong-source/${database}`,
      role,
      title: `${role}: connect to ${database} from outside its ranges`,
      database,
      from: { kind: 'outside' },
      with: 'wrong-source',
    },
    {
      kind: 'connect',
      id: `${role}/unknown-database/${range}`,
      role,
      title: `${role}: connect from ${range} to a database that its line does not name`,
      database: 'template1',
      from: { kind: 'range', range },
      with: 'unknown-database',
    },
  ];
}

function unverifiable(context: ControlContext, threats: readonly string[]) {
  return statedLogins(context)
    .filter((login) => methodOf(login) === null)
    .map((login) => ({
      demand: `a line in pg_hba.conf for ${login.connection.login}`,
      reason: 'the connection model states no authentication that the file can say',
      whoCan: 'the owner of the connection model',
      candidate: null,
      threats,
    }));
}
