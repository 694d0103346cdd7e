// Which relations lead to a circle at all, whoever asks: policies read relations, views read relations. Only for
// these is it worth asking user by user. As many steps as there are policies and views; more is said to lead
// to a circle than the server refuses, never less.

import { itemsOf, type DatabaseInventory, type Relation } from '../inventory/index.js';
import { namesIn } from './recursion.js';

/** By schema and name; empty when no policy can recurse. */
export function relationsInCircles(database: DatabaseInventory): (relation: Relation) => boolean {
  const { readBy, reads } = edgesOf(database);
  const left = new Set(readBy.keys());
  // What reads nothing, or only what leads nowhere, leads nowhere.
  const ends = [...left].filter((key) => !reads.has(key));
  for (const key of ends) {
    left.delete(key);
    for (const reader of readBy.get(key) ?? []) {
      const open = (reads.get(reader) ?? 0) - 1;
      reads.set(reader, open);
      if (open === 0) ends.push(reader);
    }
  }
  return ({ schema, name }) => left.has(keyOf(schema, name));
}

interface Edges {
  /** Of every relation that reads or is read; as often as it is read. */
  readonly readBy: ReadonlyMap<string, readonly string[]>;
  /** How much each reads, of those that read anything. */
  readonly reads: Map<string, number>;
}

function edgesOf(database: DatabaseInventory): Edges {
  const readBy = new Map<string, string[]>();
  const reads = new Map<string, number>();
  const readersOf = (key: string): string[] => {
    const known = readBy.get(key) ?? [];
    readBy.set(key, known);
    return known;
  };
  const add = (reader: string, { schema, name }: { readonly schema: string; readonly name: string }): void => {
    readersOf(reader);
    readersOf(keyOf(schema, name)).push(reader);
    reads.set(reader, (reads.get(reader) ?? 0) + 1);
  };
  for (const { schema, relation, using, check } of itemsOf(database.policies)) {
    const reader = keyOf(schema, relation);
    for (const text of [using, check]) for (const name of text === null ? [] : namesIn(text)) add(reader, name);
  }
  for (const view of itemsOf(database.relations)) {
    for (const read of view.reads) add(keyOf(view.schema, view.name), read);
  }
  return { readBy, reads };
}

function keyOf(schema: string, name: string): string {
  return `${schema}\0${name}`;
}
