// A value computed once per context: controls share models, and a context never changes.

import type { ControlContext } from './model.js';

export function perContext<T>(compute: (context: ControlContext) => T): (context: ControlContext) => T {
  const known = new WeakMap<ControlContext, { readonly value: T }>();
  return (context) => {
    const entry = known.get(context) ?? { value: compute(context) };
    known.set(context, entry);
    return entry.value;
  };
}
