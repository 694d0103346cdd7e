// Values that may hold a credential never leave the server: the query itself puts a marker in their place.

import { MASKED } from '../inventory/index.js';
import { Literal } from '../sql/literal.js';
import { join, sql, type Sql } from '../sql/sql.js';

/** `password=…` in a connection string or command, or a URI with user and password. */
export const HOLDS_PASSWORD =
  '(pass|pwd|secret|token|api_?key|private_?key)[a-z_]*[\'"]?\\s*[=:]|://[^/@\\s]*:[^/@\\s]*@';

/** A connection string with a password in it; `passfile` names where one is. */
export const CONNINFO_HOLDS_PASSWORD = '(^|[^a-z_])(ssl)?password\\s*=|://[^/@\\s]*:[^/@\\s]*@';

/** Settings whose value is a credential, or as good as one. */
export const SECRET_NAME = '(passphrase|secret|passw(or)?d|token|api_?key|jwt|private_?key|encryption_?key|conninfo)';
/** Named like one, and none. */
export const HARMLESS_NAMES: readonly string[] = ['password_encryption', 'scram_iterations', 'md5_password_warnings'];
export const SECRET_OPTION = '(pass|secret|token|key$|credential)';

/** The value of setting `name`, or the marker. */
export function maskedSetting(name: Sql, value: Sql): Sql {
  return sql`CASE WHEN ${value} IS NULL OR ${value} IN ('', 'on', 'off') OR ${name} IN (${HARMLESS}) THEN ${value}
    WHEN ${name} ~* ${Literal.of(SECRET_NAME)} OR ${value} ~* ${Literal.of(HOLDS_PASSWORD)}
    THEN ${Literal.of(MASKED)} ELSE ${value} END`;
}

const HARMLESS: Sql = join(
  HARMLESS_NAMES.map((name) => Literal.of(name)),
  sql`, `,
);

/** hba options: `ldapbindpasswd=…` and the like keep their name only. */
export function maskedOptions(options: Sql): Sql {
  return sql`(SELECT pg_catalog.array_agg(pg_catalog.regexp_replace(option,
      '^(ldapbindpasswd|radiussecrets)=.*$', ${Literal.of(`\\1=${MASKED}`)}) ORDER BY place)
    FROM pg_catalog.unnest(${options}) WITH ORDINALITY AS listed (option, place))`;
}

/** Whether any option (`name=value`) is a credential by its name. */
export function holdsSecretOption(options: Sql): Sql {
  return sql`coalesce((SELECT pg_catalog.bool_or(pg_catalog.split_part(option, '=', 1) ~* ${Literal.of(SECRET_OPTION)})
    FROM pg_catalog.unnest(${options}) AS option), false)`;
}

export function optionNames(options: Sql): Sql {
  return sql`(SELECT pg_catalog.array_agg(pg_catalog.split_part(option, '=', 1) ORDER BY pg_catalog.split_part(option, '=', 1) COLLATE "C")
    FROM pg_catalog.unnest(${options}) AS option)`;
}
