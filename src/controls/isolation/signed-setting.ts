// The signed setting: a token that names tenant, login and expiry, signed with a key that no login can read.
// Injected SQL can put any text into the setting, but no text that the verifier takes; a captured token is
// worth nothing in another login or after its expiry. The verifier answers NULL for everything else, and raises
// nothing, since an error would carry the token into the log.

import type { Fact } from '../../demand/model.js';
import { PUBLIC } from '../../pg/grantee.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { qualified, sql, type Sql } from '../../sql/sql.js';

const SCHEMA = 'tenant_token';
const OWNER = 'tenant_token_owner';

/** Of the setting's name, so that two carriers have two verifiers. */
export function verifierRef(setting: string, database: string | undefined): ObjectRef {
  const name = `verified_${setting.toLowerCase().replaceAll(/[^a-z0-9_]/gu, '_')}`;
  return objectRef('routine', [SCHEMA, `${name}()`], database);
}

/** The verified tenant as text, or NULL. */
export function verifiedTenant(setting: string): Sql {
  const [schema = '', signature = ''] = verifierRef(setting, undefined).path;
  return sql`${qualified(schema, signature.replace(/\(\)$/u, ''))}()`;
}

export function signedSettingFacts(setting: string, database: string): readonly Fact[] {
  const routine = verifierRef(setting, database);
  const keys = objectRef('table', [SCHEMA, 'keys'], database);
  return [
    { kind: 'role', role: OWNER, attributes: { login: false } },
    { kind: 'schema', database, schema: SCHEMA, owner: OWNER },
    {
      kind: 'created-table',
      table: keys,
      owner: OWNER,
      columns: [
        { name: 'key_id', type: sql`text`, notNull: true },
        { name: 'inner_pad', type: sql`bytea`, notNull: true },
        { name: 'outer_pad', type: sql`bytea`, notNull: true },
        { name: 'retired_at', type: sql`timestamptz`, notNull: false },
      ],
      primaryKey: ['key_id'],
    },
    {
      kind: 'routine',
      routine,
      owner: OWNER,
      returns: sql`text`,
      language: 'plpgsql',
      volatility: 'stable',
      securityDefiner: true,
      config: [{ name: 'search_path', value: 'pg_catalog, pg_temp' }],
      parameters: [],
      body: bodyOf(setting),
    },
    { kind: 'privilege', grantee: PUBLIC, object: routine, privilege: 'EXECUTE', present: false, grantable: false },
    // A token is bound as a parameter; parameters stay out of the log.
    { kind: 'setting', name: 'log_parameter_max_length', value: '0', without: '-1' },
    { kind: 'setting', name: 'log_parameter_max_length_on_error', value: '0', without: '-1' },
  ];
}

/** Comparing digests of the two codes tells nothing, by its time, of the code that was wanted. */
function bodyOf(setting: string): Sql {
  const keys = sql`${Ident.of(SCHEMA)}.${Ident.of('keys')}`;
  return sql`
DECLARE
  token text := pg_catalog.current_setting(${Literal.of(setting)}, true);
  part text[];
  message bytea;
  inner_key bytea;
  outer_key bytea;
BEGIN
  IF token IS NULL OR token !~ '^v1[.][A-Za-z0-9_-]{1,40}[.][0-9]{1,12}[.]([0-9a-f]{2})+[.]([0-9a-f]{2})+[.][0-9a-f]{64}$' THEN
    RETURN NULL;
  END IF;
  part := pg_catalog.string_to_array(token, '.');
  SELECT k.inner_pad, k.outer_pad INTO inner_key, outer_key FROM ${keys} AS k
    WHERE k.key_id = part[2] AND (k.retired_at IS NULL OR k.retired_at > pg_catalog.statement_timestamp());
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  message := pg_catalog.convert_to(pg_catalog.array_to_string(part[1:5], '.'), 'UTF8');
  IF pg_catalog.sha256(pg_catalog.sha256(outer_key || pg_catalog.sha256(inner_key || message)))
      <> pg_catalog.sha256(pg_catalog.decode(part[6], 'hex')) THEN
    RETURN NULL;
  END IF;
  IF pg_catalog.to_timestamp(part[3]::pg_catalog.float8) <= pg_catalog.clock_timestamp() THEN
    RETURN NULL;
  END IF;
  IF pg_catalog.convert_from(pg_catalog.decode(part[5], 'hex'), 'UTF8') <> session_user THEN
    RETURN NULL;
  END IF;
  RETURN pg_catalog.convert_from(pg_catalog.decode(part[4], 'hex'), 'UTF8');
END
`;
}
