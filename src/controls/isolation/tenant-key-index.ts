// Row-level security filters every query by the tenant key: without an index that begins with it, every
// query reads the table. Not a protection, so it only goes along, as a hand-off.

import type { IndexFact } from '../../demand/model.js';
import { itemsOf } from '../../inventory/index.js';
import type { ControlContext } from '../model.js';
import { nameOf } from '../naming.js';
import { scopeOf } from '../scope.js';
import type { Isolated } from './isolated.js';

export function keyIndexes(context: ControlContext, root: Isolated): readonly IndexFact[] {
  const columns = root.reach.kind === 'column' ? [root.reach.column] : root.reach.columns;
  const [schema, relation = ''] = root.object.path;
  const indexes = itemsOf(
    scopeOf(context).database(root.object.database)?.database.indexes ?? { status: 'read', items: [] },
  );
  const leading = indexes.some(
    (index) =>
      index.schema === schema &&
      index.relation === relation &&
      !index.partial &&
      index.valid &&
      columns.every((column, position) => index.columns[position] === column),
  );
  if (leading) return [];
  const named = nameOf(context, 'index', { relation, column: columns.join('_') });
  return 'name' in named ? [{ kind: 'index', relation: root.object, columns, name: named.name }] : [];
}
