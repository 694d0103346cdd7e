// Which component owns an object, for the address of a hand-off: the relation's own row, else its schema's.

import type { BoundIntent } from '../intent/bound.js';
import { objectKey, objectRef, type ObjectRef } from '../pg/object.js';

export function componentFinder(bound: BoundIntent): (object: ObjectRef) => string | null {
  const byObject = new Map<string, string>();
  for (const { component, schemas, relations } of bound.components) {
    for (const object of [...schemas, ...relations]) byObject.set(objectKey(object), component.name);
  }
  return (object) => {
    const relation = object.kind === 'column' ? objectRef('table', object.path.slice(0, 2), object.database) : object;
    const schema = objectRef('schema', object.path.slice(0, 1), object.database);
    return byObject.get(objectKey(relation)) ?? byObject.get(objectKey(schema)) ?? null;
  };
}
