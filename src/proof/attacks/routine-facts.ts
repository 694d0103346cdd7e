// A routine's kind and the types of its arguments, as names that the `sql` tag can quote: so that a call can
// be written without pasting type text.

import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import type { ObjectRef } from '../../pg/object.js';
import type { Admin } from './admin.js';

export interface RoutineFact {
  readonly kind: 'function' | 'procedure' | 'aggregate' | 'window';
  /** `schema.name` */
  readonly name: Sql;
  readonly returnsTrigger: boolean;
  /** The last parameter takes any number of values. */
  readonly variadic: boolean;
  readonly owner: string;
  readonly body: string;
  readonly parameters: readonly ParameterFact[];
}

export interface ParameterFact {
  /** Quoted type name, `"pg_catalog"."int4"`. */
  readonly type: Sql;
  /** The same, but text for a polymorphic type, to which nothing can be cast. */
  readonly cast: Sql;
  /** format_type, to find a seeded value of the same type. */
  readonly typeText: string;
}

const ROUTINE = sql`
  SELECT p.prokind, p.prorettype = ANY ('{trigger,event_trigger}'::pg_catalog.regtype[]), pg_catalog.pg_get_userbyid(p.proowner),
         p.prosrc, t.nspname, t.typname, pg_catalog.format_type(t.oid, NULL), t.typtype, t.typname LIKE '%array',
         p.provariadic <> 0
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    LEFT JOIN LATERAL (
      SELECT x.ord, ty.oid, ty.typname, ty.typtype, tn.nspname
        FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY AS x(type, ord)
        JOIN pg_catalog.pg_type ty ON ty.oid = x.type
        JOIN pg_catalog.pg_namespace tn ON tn.oid = ty.typnamespace) t ON true
   WHERE n.nspname = $1
     AND $2 IN (p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')',
                p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')')
   ORDER BY t.ord`;

export class RoutineFacts {
  readonly #admin: Admin;
  readonly #facts = new Map<string, Promise<RoutineFact | null>>();

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  /** Null when there is none. */
  of(routine: ObjectRef, database: string): Promise<RoutineFact | null> {
    const key = JSON.stringify([database, ...routine.path]);
    const known = this.#facts.get(key);
    if (known !== undefined) return known;
    const asked = this.#ask(routine, database);
    this.#facts.set(key, asked);
    return asked;
  }

  async #ask(routine: ObjectRef, database: string): Promise<RoutineFact | null> {
    const [schema = '', signature = ''] = routine.path;
    const { rows } = await this.#admin.query(database, ROUTINE, [schema, signature]);
    const [first] = rows;
    if (first === undefined) return null;
    const [kind, returnsTrigger, owner, body] = first;
    const variadic = first.at(-1) === 't';
    const parameters = rows.flatMap(([, , , , space, type, text, category, isArray]) =>
      space === null || type === null || space === undefined || type === undefined
        ? []
        : [
            {
              type: qualified(space, type),
              cast: castType(space, type, category ?? '', isArray === 't'),
              typeText: text ?? '',
            },
          ],
    );
    return {
      kind: kindOf(kind ?? ''),
      name: qualified(schema, signature.slice(0, signature.indexOf('('))),
      returnsTrigger: returnsTrigger === 't',
      variadic,
      owner: owner ?? '',
      body: body ?? '',
      parameters,
    };
  }
}

/** Without the word, an array for a variadic parameter would be one of its elements. */
export function argumentList({ variadic, parameters }: RoutineFact, values: readonly Sql[]): Sql {
  const last = variadic ? parameters.length - 1 : -1;
  return join(
    values.map((value, index) => (index === last ? sql`VARIADIC ${value}` : value)),
    sql`, `,
  );
}

function kindOf(letter: string): RoutineFact['kind'] {
  return letter === 'p' ? 'procedure' : letter === 'a' ? 'aggregate' : letter === 'w' ? 'window' : 'function';
}

/** Pseudo-types cannot be cast to: text or text[] stands for a polymorphic one. */
function castType(space: string, type: string, category: string, isArray: boolean): Sql {
  if (category !== 'p') return qualified(space, type);
  return isArray ? qualified('pg_catalog', '_text') : qualified('pg_catalog', 'text');
}
