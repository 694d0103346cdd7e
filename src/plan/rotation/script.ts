// The statements of a rotation. The server receives a verifier, never a password; moments are those of the run, not
// of the writing; and a script that comes at the wrong time stops before it changes anything.
// https://www.postgresql.org/docs/current/sql-alterrole.html

import type { Secret } from '../../core/secret.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { emptySql, integer, join, sql, type Sql } from '../../sql/sql.js';
import type { Outgoing, Turn } from './turn.js';

export interface RotationTerms {
  /** Days from the issue to the next one; null: not stated, and the password gets no end. */
  readonly days: number | null;
  /** While both passwords are valid. */
  readonly overlapSeconds: number;
}

export interface RotationScripts {
  readonly issue: Sql;
  /** Null where nothing takes turns. */
  readonly retire: Sql | null;
  /** Back to the former login, while its password still stands. */
  readonly undo: Sql | null;
}

/** Before every clock: no time zone moves it. */
const PAST = Literal.of('1970-01-01 00:00:00+00');

/** @param verifier as PostgreSQL stores it: `SCRAM-SHA-256$…` */
export function rotationScripts(turn: Turn, verifier: Secret, terms: RotationTerms): RotationScripts {
  const { outgoing, incoming } = turn;
  if (outgoing === null) return { issue: issueOf(turn, verifier, terms), retire: null, undo: null };
  return {
    issue: issueOf(turn, verifier, terms),
    retire: together(
      nobodyAs(outgoing.login, 'its programs have not changed over yet, or hold connections open'),
      sql`ALTER ROLE ${Ident.of(outgoing.login)} PASSWORD NULL VALID UNTIL ${PAST};`,
    ),
    undo: together(
      sql`ALTER ROLE ${Ident.of(outgoing.login)} VALID UNTIL ${Literal.of(outgoing.validUntil ?? 'infinity')};`,
      sql`ALTER ROLE ${Ident.of(incoming)} PASSWORD NULL VALID UNTIL ${PAST};`,
    ),
  };
}

function issueOf({ incoming, outgoing, alone }: Turn, verifier: Secret, terms: RotationTerms): Sql {
  return together(
    alone ? emptySql : nobodyAs(incoming, 'it is in use, so a new password would shut its programs out'),
    sql`ALTER ROLE ${Ident.of(incoming)} PASSWORD ${Literal.of(verifier.reveal())};`,
    run(sql`${endOfNew(incoming, terms)}${outgoing === null ? emptySql : endOfFormer(outgoing, terms)}`),
  );
}

/** The password outlives its days by the overlap of the next rotation. */
function endOfNew(login: string, { days, overlapSeconds }: RotationTerms): Sql {
  if (days === null) return until(login, sql`'infinity'`);
  const lasts = sql`make_interval(days => ${integer(days)}, secs => ${integer(overlapSeconds)})`;
  return until(login, sql`now() + ${lasts}`);
}

/** The engine ends it, even if the second script is forgotten; an earlier end stays. */
function endOfFormer({ login, validUntil }: Outgoing, { overlapSeconds }: RotationTerms): Sql {
  const end = sql`now() + make_interval(secs => ${integer(overlapSeconds)})`;
  return until(
    login,
    validUntil === null ? end : sql`least(${end}, ${Literal.of(validUntil)}::timestamp with time zone)`,
  );
}

/** VALID UNTIL takes a constant only. */
function until(login: string, moment: Sql): Sql {
  return sql`
  EXECUTE format('ALTER ROLE %I VALID UNTIL %L', ${Literal.of(login)}, ${moment});`;
}

function nobodyAs(login: string, because: string): Sql {
  const name = Literal.of(login);
  const message = Literal.of(`% sessions as %: ${because}`);
  return run(sql`
  IF EXISTS (SELECT FROM pg_stat_activity WHERE usename = ${name}) THEN
    RAISE EXCEPTION ${message}, (SELECT count(*) FROM pg_stat_activity WHERE usename = ${name}), ${name};
  END IF;`);
}

function run(statements: Sql): Sql {
  return sql`DO ${Literal.of(`BEGIN${statements.text}\nEND`)};`;
}

function together(...statements: readonly Sql[]): Sql {
  const lines = statements.filter(({ text }) => text !== '');
  return join(
    [sql`BEGIN;`, sql`SET LOCAL search_path = pg_catalog;`, ...lines, sql`COMMIT;`],
    sql`
`,
  );
}
