// Passwords are stored and verified as SCRAM-SHA-256: what is stored does not log anybody in, and no
// line lets anybody in unverified. https://www.postgresql.org/docs/current/auth-password.html

import type { Attack } from '../../attack/model.js';
import type { BoundLogin } from '../../intent/bound.js';
import { controlOf, enabling, only, wish } from '../build.js';
import { defineControl, type ControlDefinition, type DesignNote } from '../model.js';
import { statedLogins } from '../roles/actors.js';
import { admitWishes, hasMd5Verifier, networkLogins } from './admissions.js';

const identity = {
  id: 'connection/scram',
  area: 'connection',
  title: 'Passwords are SCRAM-SHA-256 and always verified',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['credential-theft', 'credential-guessing', 'unauthorised-network-access'],
  design: (context, threats) => {
    const logins = networkLogins(context);
    const [first] = logins;
    const migrating = statedLogins(context).filter((login) => hasMd5Verifier(context, login));
    const parts = {
      enforcedAt: ['pg_hba.conf', 'server setting password_encryption'],
      wishes: [
        wish({ kind: 'hba-require', rule: 'verified-method' }, []),
        wish({ kind: 'setting', name: 'password_encryption', value: 'scram-sha-256', without: 'md5' }, []),
        enabling({ kind: 'setting', name: 'authentication_timeout', value: '30s' }, []),
        ...admitWishes(context),
      ],
      attacks: [...logins.map(noPassword), ...(first === undefined ? [] : [storedAsMd5(first.role)])],
      residual: 'A stolen password works from a stated source until its next rotation.',
      bypass: ['superusers, who can set any verifier', 'peer authentication on the host'],
      openRisks: migrationRisks(migrating),
      notes: migrationNote(migrating),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function noPassword({
  role,
  database,
  range,
}: {
  readonly role: string;
  readonly database: string;
  readonly range: string;
}): Attack {
  return {
    kind: 'connect',
    id: `${role}/no-password/${database}/${range}`,
    role,
    title: `${role}: connect to ${database} without a password`,
    database,
    from: { kind: 'range', range },
    with: 'no-password',
  };
}

function storedAsMd5(role: string): Attack {
  return {
    kind: 'password',
    id: 'stored-as-md5',
    role,
    title: 'a new password is stored as MD5',
    attempt: 'stored-as-md5',
  };
}

function migrationRisks(logins: readonly BoundLogin[]) {
  return logins.map((login) => ({
    what: `${login.connection.login} has an MD5 verifier`,
    reason: 'its line says md5 until its password is set anew, and the stored verifier is as good as the password',
    closedBy: 'the next rotation of its password, and the plan after it',
  }));
}

function migrationNote(logins: readonly BoundLogin[]): readonly DesignNote[] {
  if (logins.length === 0) return [];
  return [
    {
      title: 'From MD5 to SCRAM without locking anybody out',
      text: 'First, new passwords are stored as SCRAM (password_encryption), and a login with an MD5 verifier keeps a line that takes both. Then each password is set anew: from that moment on its line takes SCRAM alone. The next plan finds the new verifier and writes scram-sha-256 into the line.',
      sources: logins.map((login) => login.connection.source),
    },
  ];
}
