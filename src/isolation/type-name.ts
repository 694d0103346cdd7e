// A parsed type name as format_type writes it, so that it compares with the inventory's columns.

import { asList, child, stringsAt, type Tree } from '../sql/parse-tree.js';
import type { Scope } from './scope.js';
import type { World } from './world.js';

export function typeNameText(typeName: Tree, scope: Scope, world: World): string {
  const parts = stringsAt(typeName, 'names');
  const name = partsText(parts, scope, world);
  const modifier = asList(child(typeName, 'typmods')).length > 0 ? '(1)' : '';
  return name + modifier + (asList(child(typeName, 'arrayBounds')).length > 0 ? '[]' : '');
}

function partsText(parts: readonly string[], scope: Scope, world: World): string {
  const name = parts.at(-1) ?? '';
  const schema = parts.length > 1 ? parts.at(-2) : undefined;
  if (schema === 'pg_catalog') return name;
  if (schema !== undefined) return `${quoted(schema)}.${quoted(name)}`;
  for (const each of scope.path ?? []) {
    const full = `${quoted(each)}.${quoted(name)}`;
    if (world.enums.has(full) || world.type(full) !== full) return full;
  }
  return name;
}

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
