// A map or list of a YAML tree as the readers of its meaning see it: keys, scalar values, lines.

import type { Variable } from './variables.js';

/** A map, with the keys that lead to it. */
export interface YamlPlace {
  readonly keys: readonly string[];
  readonly entries: readonly YamlEntry[];
  /** `NAME=value` or `{name, value}` where the map is a list. */
  readonly listed: readonly Variable[];
  /** The list's own texts. */
  readonly texts: readonly { readonly text: string; readonly line: number }[];
}

/** A file inside a file; `line`: the one before its first. */
export interface EmbeddedFile {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

/** `value`: of a scalar; null: a map, a list, nothing. */
export interface YamlEntry {
  readonly key: string;
  readonly value: string | null;
  readonly line: number;
}
