// What is asked of the solver besides the text, and what it says.

export type Answer =
  | { readonly kind: 'unsat' }
  | { readonly kind: 'sat'; readonly values: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A constant of the question, or a literal, which is its own value. */
export interface Wanted {
  readonly name: string;
  readonly sort: 'Bool' | 'Real';
}

export interface Put {
  readonly text: string;
  readonly wanted: readonly Wanted[];
  readonly assumed: readonly string[];
  readonly seed: number;
}
