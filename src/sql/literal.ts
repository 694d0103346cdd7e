// A string constant. E'' form when there is a backslash, so that the text means the same whatever
// standard_conforming_strings says. https://www.postgresql.org/docs/current/sql-syntax-lexical.html

import { invariant } from '../core/invariant.js';

export class Literal {
  readonly #value: string;

  private constructor(value: string) {
    this.#value = value;
  }

  static of(value: string): Literal {
    invariant(!value.includes('\0'), 'a PostgreSQL string cannot hold NUL');
    return new Literal(value);
  }

  get quoted(): string {
    const doubled = this.#value.replaceAll("'", "''");
    return doubled.includes('\\') ? `E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
  }
}
