// Whose turn it is: of two logins that share a credential, one is in use and the other is shut. The next password
// goes to the one that is shut, so that both are valid while programs change over. A login is open when it may log
// in, has a password (or nobody may say) and has not ended: VALID UNTIL limits passwords alone.
// https://www.postgresql.org/docs/current/sql-createrole.html

import { err, ok, type Result } from '../../core/result.js';
import type { Role } from '../../inventory/index.js';

export interface Turn {
  /** Gets the new password. */
  readonly incoming: string;
  /** In use today, and shut when the programs have changed over; null when there is no such login. */
  readonly outgoing: Outgoing | null;
  /** One login has the credential to itself: whoever connects with the former password is refused at once. */
  readonly alone: boolean;
}

export interface Outgoing {
  readonly login: string;
  /** ISO 8601, `infinity`, or null. */
  readonly validUntil: string | null;
}

export interface NoTurn {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** @param now when the server is asked, to tell what has ended */
export function turnOf(logins: readonly Role[], now: Date): Result<Turn, NoTurn> {
  const [first, second, third] = logins;
  if (first === undefined) return err(none);
  if (second === undefined) return ok({ incoming: first.name, outgoing: null, alone: true });
  if (third !== undefined) return err(tooMany(logins));
  const open = logins.filter((login) => isOpen(login, now));
  const [used, other] = open;
  if (used !== undefined && other !== undefined) return err(bothOpen(used, other));
  if (used === undefined) return ok({ incoming: first.name, outgoing: null, alone: false });
  const incoming = used === first ? second : first;
  return ok({
    incoming: incoming.name,
    outgoing: { login: used.name, validUntil: used.validUntil },
    alone: false,
  });
}

function isOpen({ login, password, validUntil }: Role, now: Date): boolean {
  if (!login || password.kind === 'none') return false;
  return validUntil === null || validUntil === 'infinity' || Date.parse(validUntil) > now.getTime();
}

const none: NoTurn = {
  what: 'the credential names no login that the server has',
  why: 'a password is given to a login',
  fix: 'name its login in a code span, and apply the plan that creates it',
};

function tooMany(logins: readonly Role[]): NoTurn {
  return {
    what: `the credential is shared by ${logins.map(({ name }) => name).join(', ')}`,
    why: 'two logins take turns: the password of a third would stay as it is',
    fix: 'give every program a credential of its own, with one login or two',
  };
}

function bothOpen(one: Role, other: Role): NoTurn {
  const ends = [one, other].flatMap(({ name, validUntil }) =>
    validUntil === null ? [] : [`${name} at ${validUntil}`],
  );
  return {
    what: `both ${one.name} and ${other.name} are open${ends.length === 0 ? '' : `; they end: ${ends.join(', ')}`}`,
    why: 'a new password for a login that is in use would shut its programs out',
    fix: 'run 2-retire.sql of the last rotation; or shut the one that no program uses: ALTER ROLE … PASSWORD NULL VALID UNTIL ‘1970-01-01’',
  };
}
