// A statement of the files that the scratch server did not take, with its parse tree: sections are completed from
// it, or say that they are read in part.

import type { Source } from '../../core/index.js';
import type { ParsedStatement } from '../../sql/parse.js';

export interface Withheld {
  readonly database: string;
  readonly statement: Pick<ParsedStatement, 'kind' | 'node'>;
  readonly source: Source;
  readonly reason: string;
}
