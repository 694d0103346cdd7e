// The signed setting: a token that names tenant, login and expiry, signed with a key that no login can read.
// Injected SQL can put any text into the setting, but no text that the verifier takes; a captured token is
// worth nothing in another login or after its expiry. The verifier answers NULL for everything else, and raises
// nothing, since an error would carry the token into the log.

import type { Diagnostic } from '../../core/diagnostic.js';
import type { Fact } from '../../demand/model.js';
import { PUBLIC } from '../../pg/grantee.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import { Literal } from '../../sql/literal.js';
import { qualified, sql, type Sql } from '../../sql/sql.js';
import type { ControlContext } from '../model.js';
import { nameOf, type Named } from '../naming.js';

const HELPER = 'tenant_token';
const KEYS = 'keys';

interface Names {
  readonly schema: string;
  readonly owner: string;
  /** Of the setting's name, so that two carriers have two verifiers. */
  readonly verifier: string;
  /** Why the documents' naming gives no name: nothing may be made then. */
  readonly diagnostics: readonly Diagnostic[];
}

export function signedNames(context: ControlContext, setting: string): Names {
  const relation = setting.toLowerCase().replaceAll(/[^a-z0-9_]/gu, '_');
  const named = {
    schema: nameOf(context, 'helper schema', { component: HELPER }),
    owner: nameOf(context, 'helper owner role', { component: HELPER }),
    verifier: nameOf(context, 'verifier', { component: HELPER, relation }),
  };
  const nameIn = (each: Named): string => ('name' in each ? each.name : HELPER);
  return {
    schema: nameIn(named.schema),
    owner: nameIn(named.owner),
    verifier: nameIn(named.verifier),
    diagnostics: Object.values(named).flatMap((each) => ('diagnostic' in each ? [each.diagnostic] : [])),
  };
}

export function verifierRef(context: ControlContext, setting: string, database: string | undefined): ObjectRef {
  const { schema, verifier } = signedNames(context, setting);
  return objectRef('routine', [schema, `${verifier}()`], database);
}

/** The verified tenant as text, or NULL. */
export function verifiedTenant(context: ControlContext, setting: string): Sql {
  const { schema, verifier } = signedNames(context, setting);
  return sql`${qualified(schema, verifier)}()`;
}

/** Where the custodian puts the padded key. */
export function keyTableName(context: ControlContext, setting: string): string {
  return `${signedNames(context, setting).schema}.${KEYS}`;
}

export function signedSettingFacts(context: ControlContext, setting: string, database: string): readonly Fact[] {
  const { schema, owner } = signedNames(context, setting);
  const routine = verifierRef(context, setting, database);
  const keys = objectRef('table', [schema, KEYS], database);
  return [
    { kind: 'role', role: owner, attributes: { login: false } },
    { kind: 'schema', database, schema, owner },
    {
      kind: 'created-table',
      table: keys,
      owner,
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
      owner,
      returns: sql`text`,
      language: 'plpgsql',
      volatility: 'stable',
      securityDefiner: true,
      config: [{ name: 'search_path', value: 'pg_catalog, pg_temp' }],
      parameters: [],
      body: bodyOf(schema, setting),
    },
    { kind: 'privilege', grantee: PUBLIC, object: routine, privilege: 'EXECUTE', present: false, grantable: false },
    // A token is bound as a parameter; parameters stay out of the log.
    { kind: 'setting', name: 'log_parameter_max_length', value: '0', without: '-1' },
    { kind: 'setting', name: 'log_parameter_max_length_on_error', value: '0', without: '-1' },
  ];
}

/** Comparing digests of the two codes tells nothing, by its time, of the code that was wanted. */
function bodyOf(schema: string, setting: string): Sql {
  const keys = qualified(schema, KEYS);
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
