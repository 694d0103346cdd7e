// Each classified column says its class in the schema itself, as a comment that is merged with what
// stands there: a hand-off to the schema’s own migrations, and no protection by itself.

import { enabling, type Wish } from '../build.js';
import type { ControlContext } from '../model.js';
import { scopeOf } from '../scope.js';

export function tagFacts(context: ControlContext): readonly Wish[] {
  const columns = context.bound.columns.filter((each) => scopeOf(context).database(each.object.database) !== undefined);
  return columns.map((each) =>
    enabling(
      { kind: 'tag', object: each.object, tag: `class: ${each.dataClass}${each.pii ? '/PII' : ''}` },
      each.sources.slice(0, 1),
    ),
  );
}
