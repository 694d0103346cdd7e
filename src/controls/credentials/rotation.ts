// Who rotates which credential, how often, and how nobody is refused meanwhile: a statement and a procedure, since
// no engine makes anybody rotate. A cadence over the house standard of 90 days is said; what is unstated is a
// question elsewhere.

import type { Credential } from '../../intent/operations.js';
import { nothing } from '../build.js';
import { defineControl, type ControlDefinition, type ControlOutcome } from '../model.js';

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
      notes: rotated.map((row) => ({
        title: `Rotation of ${row.credential}`,
        text: procedureOf(row),
        sources: [row.source],
      })),
    };
  },
});

/** https://www.postgresql.org/docs/current/sql-alterrole.html: a new verifier replaces the former at once. */
function procedureOf({ logins, rotationDays }: Credential): string {
  const [one, other, third] = logins;
  const until = rotationDays === null ? '' : ` The new password ends after ${rotationDays} days (VALID UNTIL).`;
  const command = `pgrampart rotate SOURCE --docs DIR --login ${one ?? ''} --new-password FILE --out DIR`;
  if (third !== undefined)
    return `${logins.join(', ')} share it: give every program one with a login or two of its own.`;
  if (other === undefined)
    return `${command} writes the statement, with a verifier in place of the password.${until} Whoever connects with the former password after it is refused until the programs have the new one; where that hurts, state a second login for the same actor and credential: then the two take turns.`;
  return `${one} and ${other} take turns: ${command} gives the one that is shut a password, limits the other’s to the time of changing over, and shuts it when nobody is connected as it any more.${until} No program is refused meanwhile.`;
}
