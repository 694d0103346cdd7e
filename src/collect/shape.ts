// Builds the object that a record of columns describes. The overload is the one place where a mapped
// type is put together key by key, which the type checker cannot follow.

import type { Cell } from '../session/session.js';

interface Part {
  readonly expressions: readonly unknown[];
  readonly decode: (row: readonly Cell[], at: number) => unknown;
}

type Parts<T> = { readonly [K in keyof T]-?: Part & { readonly decode: (row: readonly Cell[], at: number) => T[K] } };

export function sameShape<T extends object>(parts: Parts<T>): (row: readonly Cell[], at: number) => T;
export function sameShape(parts: { readonly [key: string]: Part }): (row: readonly Cell[], at: number) => object {
  let offset = 0;
  const steps = Object.entries(parts).map(([key, part]) => {
    const step = { key, part, offset };
    offset += part.expressions.length;
    return step;
  });
  return (row, at) => {
    const made: { [key: string]: unknown } = {};
    for (const step of steps) made[step.key] = step.part.decode(row, at + step.offset);
    return made;
  };
}
