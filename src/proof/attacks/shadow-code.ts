// Operators and functions as shadows: a body that names its tables in full still says `=` and `now()`, which
// search_path finds elsewhere when it lists another schema before pg_catalog. Each shadow notes whose rights
// it runs with, and returns what the real one could.
// https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-CATALOG

import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { qualified, sql, type Sql } from '../../sql/sql.js';
import type { Ground } from './ground.js';
import type { RoutineFact } from './routine-facts.js';
import type { Shadowed } from './shadowed.js';

/** Adds the present role to the list of those who ran a shadow. */
export const NOTE: Sql = sql`pg_catalog.set_config('pgrampart.hit', pg_catalog.concat(pg_catalog.current_setting('pgrampart.hit', true), ',', current_user), true)`;

const OPERATORS: readonly { readonly text: string; readonly name: Sql; readonly routine: string }[] = [
  { text: '=', name: sql`=`, routine: 'shadow equal' },
  { text: '<>', name: sql`<>`, routine: 'shadow unequal' },
  { text: '>', name: sql`>`, routine: 'shadow greater' },
  { text: '<', name: sql`<`, routine: 'shadow less' },
  { text: '>=', name: sql`>=`, routine: 'shadow at least' },
  { text: '<=', name: sql`<=`, routine: 'shadow at most' },
];
const MOST_TYPES = 8;

const NULLARY = sql`
  SELECT p.proname, n.nspname, t.typname
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_type t ON t.oid = p.prorettype AND t.typtype <> 'p'
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
   WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace AND p.prokind = 'f' AND NOT p.proretset
     AND p.pronargs = 0 AND p.proname = ANY ($1::pg_catalog.name[])
   ORDER BY p.proname`;

/** Statements that make the shadows in a schema where the role may create. */
export async function codeShadows(
  routine: RoutineFact,
  relations: readonly Shadowed[],
  schema: string,
  ground: Ground,
  database: string,
): Promise<readonly Sql[]> {
  const used = new Set(routine.body.match(/[<>=!]+/gu));
  const types = typesNamed(routine.body, relations);
  const operators = OPERATORS.filter((each) => used.has(each.text)).flatMap((operator) =>
    types.flatMap((type) => operatorShadow(schema, operator, type)),
  );
  return [...operators, ...(await functionShadows(routine, schema, ground, database))];
}

function operatorShadow(schema: string, operator: (typeof OPERATORS)[number], type: Sql): readonly Sql[] {
  const routine = qualified(schema, operator.routine);
  return [
    functionSql(sql`${routine}(${type}, ${type})`, sql`pg_catalog.bool`, sql`true`),
    sql`CREATE OPERATOR ${Ident.of(schema)}.${operator.name} (LEFTARG = ${type}, RIGHTARG = ${type}, FUNCTION = ${routine})`,
  ];
}

/** Two statements: never inlined, so that the note is made. */
function functionSql(signature: Sql, returns: Sql, result: Sql): Sql {
  const body = Literal.of(sql`SELECT ${NOTE}; SELECT ${result}`.text);
  return sql`CREATE FUNCTION ${signature} RETURNS ${returns} LANGUAGE sql AS ${body}; GRANT EXECUTE ON FUNCTION ${signature} TO PUBLIC`;
}

/** Types of the columns that the body names. */
function typesNamed(body: string, relations: readonly Shadowed[]): readonly Sql[] {
  const words = new Set(body.match(/[\p{L}_][\p{L}\p{N}_$]*/gu));
  const named = relations.flatMap(({ columns }) => columns.filter((each) => words.has(each.name)));
  const byText = new Map(named.map(({ type }) => [type.text, type]));
  return [...byText.values()].slice(0, MOST_TYPES);
}

async function functionShadows(
  routine: RoutineFact,
  schema: string,
  ground: Ground,
  database: string,
): Promise<readonly Sql[]> {
  const names = [...routine.body.matchAll(/(?<!\.\s*)\b([a-z_][a-z0-9_]*)\(\)/gu)].map(([, name]) => name ?? '');
  if (names.length === 0) return [];
  const { rows } = await ground.admin.query(database, NULLARY, [`{${[...new Set(names)].join(',')}}`]);
  return rows.map(([name, space, type]) => {
    const signature = sql`${qualified(schema, name ?? '')}()`;
    const real = sql`${qualified('pg_catalog', name ?? '')}()`;
    return functionSql(signature, qualified(space ?? '', type ?? ''), real);
  });
}
