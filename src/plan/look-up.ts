// Items of an inventory section by name, indexed once per section.

import type { Section } from '../inventory/index.js';
import { itemsOf } from '../inventory/section.js';

/** Remembers the index of each section it is asked for. Keys are the JSON of the parts. */
export class LookUp<T> {
  readonly #parts: (item: T) => readonly string[];
  readonly #indexes = new WeakMap<Section<T>, ReadonlyMap<string, T>>();

  constructor(parts: (item: T) => readonly string[]) {
    this.#parts = parts;
  }

  find(section: Section<T> | undefined, path: readonly string[]): T | undefined {
    if (section === undefined) return undefined;
    const known = this.#indexes.get(section);
    const index = known ?? new Map(itemsOf(section).map((item) => [JSON.stringify(this.#parts(item)), item]));
    if (known === undefined) this.#indexes.set(section, index);
    return index.get(JSON.stringify(path));
  }
}
