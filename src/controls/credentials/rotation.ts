// Who rotates which credential, how often, and how nobody is refused meanwhile: a statement and a procedure, since
// no engine makes anybody rotate. A cadence over the house standard of 90 days is said; what is unstated is a
// question elsewhere.

import { uniqueSorted } from '../../core/order.js';
import type { Credential } from '../../intent/operations.js';
import { nothing } from '../build.js';
import { defineControl, type ControlDefinition, type ControlOutcome, type DesignNote } from '../model.js';

const STANDARD_DAYS = 90;

export const control: ControlDefinition = defineControl({
  id: 'credentials/rotation',
  area: 'credentials',
  title: 'Rotation of credentials',
  counters: ['credential-theft', 'secret-in-bootstrap'],
  design: (context, threats): ControlOutcome => {
    const rows = context.bound.intent.credentials;
    const slow = rows.filter((row) => row.rotationDays !== null && row.rotationDays > STANDARD_DAYS);
    const byPassword = new Set(
      context.bound.intent.connections
        .filter(({ authentication }) => authentication === 'scram-sha-256')
        .map(({ login }) => login),
    );
    const rotated = rows.filter((row) => row.logins.some((login) => byPassword.has(login)));
    return {
      ...nothing,
      openRisks: slow.map((row) => ({
        what: `${row.credential} rotates every ${row.rotationDays} days`,
        reason: `the house standard is ${STANDARD_DAYS} days or less`,
        closedBy: 'a shorter cadence, or an accepted ADR',
        threats,
      })),
      notes: proceduresOf(rotated),
    };
  },
});

function proceduresOf(rows: readonly Credential[]): readonly DesignNote[] {
  const alone = rows.filter(({ logins }) => logins.length === 1);
  return [
    ...rows.filter(({ logins }) => logins.length > 1).map(turnNote),
    ...(alone.length === 0 ? [] : [aloneNote(alone)]),
  ];
}

const command = (login: string): string =>
  `pgrampart rotate SOURCE --docs DIR --login ${login} --new-password FILE --out DIR`;

function turnNote({ credential, logins, source }: Credential): DesignNote {
  const [one = '', other = '', third] = logins;
  const turns = `${one} and ${other} take turns: ${command(one)} gives the one that is shut a password, limits the other’s to the time of changing over, and shuts it when nobody is connected as it any more. No program is refused meanwhile.`;
  const tooMany = `${logins.join(', ')} share it: give every program one with a login or two of its own.`;
  return { title: `Rotation of ${credential}`, text: third === undefined ? turns : tooMany, sources: [source] };
}

/** A new verifier replaces the former at once: https://www.postgresql.org/docs/current/sql-alterrole.html */
function aloneNote(rows: readonly Credential[]): DesignNote {
  const logins = uniqueSorted(rows.flatMap((row) => row.logins)).join(', ');
  return {
    title: 'Rotation of credentials with one login',
    text: `${logins}: ${command('LOGIN')} writes the statement, with a verifier in place of the password and its end after the stated days. From then on the former password is refused, until the programs have the new one; where that hurts, state a second login for the same actor in the credential’s row: then the two take turns.`,
    sources: rows.map(({ source }) => source),
  };
}
