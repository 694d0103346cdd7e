// SQL text that cannot be made from a plain string: the `sql` tag takes fragments, identifiers and
// literals only. Both a type error and, through the private field, a run-time error stop anything else.

import { invariant } from '../core/invariant.js';
import { Ident } from './ident.js';
import { Literal } from './literal.js';

export class Sql {
  readonly #text: string;

  /** Use the `sql` tag, `keyword`, `join` or (in its named files) `verbatim`. */
  private constructor(text: string) {
    this.#text = text;
  }

  static fromParts(parts: readonly string[], values: readonly SqlValue[]): Sql {
    let text = parts[0] ?? '';
    for (const [index, value] of values.entries()) text += render(value) + (parts[index + 1] ?? '');
    return new Sql(text);
  }

  get text(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }
}

export type SqlValue = Sql | Ident | Literal;

function render(value: SqlValue): string {
  if (value instanceof Sql) return value.text;
  invariant(value instanceof Ident || value instanceof Literal, 'only Sql, Ident and Literal enter SQL text');
  return value.quoted;
}

export function sql(parts: TemplateStringsArray, ...values: readonly SqlValue[]): Sql {
  return Sql.fromParts(parts.raw, values);
}

export const emptySql: Sql = sql``;

export function join(items: readonly SqlValue[], separator: Sql): Sql {
  const parts = items.map((_, index) => (index === 0 ? '' : separator.text));
  return Sql.fromParts([...parts, ''], items);
}

/** A dotted name: `qualified('app', 'docs')` is `"app"."docs"`. */
export function qualified(...path: readonly string[]): Sql {
  return join(
    path.map((name) => Ident.of(name)),
    sql`.`,
  );
}

/** One of our own words (a privilege, a command): upper-case letters, digits, spaces and underscores only. */
export function keyword(word: string): Sql {
  invariant(/^[A-Z][A-Z0-9_ ]*$/u.test(word), `not a keyword: ${JSON.stringify(word)}`);
  return Sql.fromParts([word], []);
}

/** A non-negative or negative integer constant. */
export function integer(value: number): Sql {
  invariant(Number.isSafeInteger(value), `not an integer: ${value}`);
  return Sql.fromParts([String(value)], []);
}
