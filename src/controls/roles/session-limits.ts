// How long a statement, and a transaction that waits for its client, may last: per kind of login, as start-up
// settings of the role. Injected SQL that sleeps or reads everything is ended; what a login has chosen is kept.
// https://www.postgresql.org/docs/current/runtime-config-client.html

import type { Attack, SessionLimit } from '../../attack/model.js';
import type { BoundLogin } from '../../intent/bound.js';
import type { LoginKind } from '../../intent/operations.js';
import { itemsOf } from '../../inventory/index.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { statedLogins } from './actors.js';

const identity = {
  id: 'roles/session-limits',
  area: 'roles',
  title: 'Statements and idle transactions end in time',
} as const;

type Minutes = { readonly [S in SessionLimit]?: number };

/** Jobs and deployments may compute for hours; an emergency is not cut short. Both are kept from waiting in a transaction. */
const LIMITS: { readonly [K in LoginKind]?: Minutes } = {
  service: { statement_timeout: 5, idle_in_transaction_session_timeout: 5 },
  monitoring: { statement_timeout: 5, idle_in_transaction_session_timeout: 5 },
  human: { statement_timeout: 30, idle_in_transaction_session_timeout: 30 },
  job: { idle_in_transaction_session_timeout: 60 },
};

const MS = 60_000;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['injection-blast-radius'],
  design: (context, threats) => {
    const limits = statedLogins(context).flatMap((login) => limitsOf(context, login));
    if (limits.length === 0) return nothing;
    const parts = {
      enforcedAt: limits.map(({ role, setting }) => `role setting ${setting} of ${role}`),
      wishes: limits.map(({ role, setting, value, login }) =>
        wish({ kind: 'role-setting', role, database: null, name: setting, value }, [login.connection.source]),
      ),
      attacks: limits.flatMap((each) => attackOf(context, each)),
      residual:
        'A session may set the limit anew: it ends what an injected expression does, not what an injected SET precedes.',
      bypass: ['the session itself (SET)', 'superusers'],
      notes: [
        {
          title: 'Kinds without a time limit for statements',
          text: 'Jobs, deployments, backups and emergencies: their work is as long as it is. State one as a setting of the role where it is known.',
          sources: [],
        },
      ],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

interface Limit {
  readonly login: BoundLogin;
  readonly role: string;
  readonly setting: SessionLimit;
  readonly value: string;
  /** Null: chosen by somebody, in words that are not ours to divide. */
  readonly milliseconds: number | null;
}

const SETTINGS: readonly SessionLimit[] = ['statement_timeout', 'idle_in_transaction_session_timeout'];

function limitsOf(context: ControlContext, login: BoundLogin): readonly Limit[] {
  const { kind, login: role } = login.connection;
  const minutes = kind === null ? undefined : LIMITS[kind];
  return SETTINGS.flatMap((setting) => {
    const wanted = minutes?.[setting];
    if (wanted === undefined) return [];
    const ours = `${wanted}min`;
    const value = chosen(context, role, setting) ?? ours;
    return [{ login, role, setting, value, milliseconds: value === ours ? wanted * MS : null }];
  });
}

/** A limit that the role has; 0 is none. */
function chosen(context: ControlContext, role: string, setting: SessionLimit): string | null {
  const own = itemsOf(context.inventory.cluster.roleSettings).find(
    (each) => each.role === role && each.database === null && each.name === setting,
  );
  return own === undefined || /^0\D*$/u.test(own.value) ? null : own.value;
}

function attackOf(context: ControlContext, each: Limit): readonly Attack[] {
  const { login, role, setting, milliseconds } = each;
  const [database] = context.databases.filter(
    (name) => login.databases.includes(name) || login.databases.includes('all'),
  );
  if (database === undefined || milliseconds === null) return [];
  const title = `${role}: outlast ${setting}`;
  return [{ kind: 'session-limit', id: `${role}/${setting}`, role, title, database, setting, milliseconds }];
}
