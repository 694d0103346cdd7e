// The one door for text that the server itself deparsed (pg_get_expr, pg_get_functiondef, …) or that
// PostgreSQL's parser accepted as a whole statement of a supplied dump. Never edited, never concatenated
// with names by hand. Only `collect` decoders' consumers in `proof/clone` and `plan/changes` may call it
// (enforced by a test).

import { Sql } from './sql.js';

export function verbatim(text: string): Sql {
  return Sql.fromParts([text], []);
}
