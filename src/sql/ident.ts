// A PostgreSQL identifier that the server will read back as itself. Always quoted: there is no
// list of keywords to get wrong. https://www.postgresql.org/docs/current/sql-syntax-lexical.html
// Longer than 63 bytes is refused, since the server would truncate in silence (NAMEDATALEN).

import { err, ok, type Result } from '../core/result.js';
import { InvariantError } from '../core/invariant.js';

export const MAX_IDENTIFIER_BYTES = 63;

export type IdentProblem = 'empty' | 'nul' | 'too-long';

export class Ident {
  readonly #name: string;

  private constructor(name: string) {
    this.#name = name;
  }

  static parse(name: string): Result<Ident, IdentProblem> {
    if (name === '') return err('empty');
    if (name.includes('\0')) return err('nul');
    if (Buffer.byteLength(name, 'utf8') > MAX_IDENTIFIER_BYTES) return err('too-long');
    return ok(new Ident(name));
  }

  /** For names that a server or our own naming already vouched for. @throws InvariantError */
  static of(name: string): Ident {
    const parsed = Ident.parse(name);
    if (!parsed.ok) throw new InvariantError(`not an identifier (${parsed.error})`);
    return parsed.value;
  }

  get name(): string {
    return this.#name;
  }

  get quoted(): string {
    return `"${this.#name.replaceAll('"', '""')}"`;
  }
}
