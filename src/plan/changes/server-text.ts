// The plan's door for SQL that it did not write: what the server deparsed, and what an artefact of ours holds.

import type { Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';

export function serverText(text: string): Sql {
  return verbatim(text);
}
