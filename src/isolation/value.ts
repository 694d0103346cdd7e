// The logic's values. A scalar is a real number and a null flag: only equality and order of a type are
// modelled, so every finite set of values of any ordered type embeds. A truth is SQL's three-valued boolean.
// Terms are SMT-LIB 2 text; an SQL error counts as NULL, which admits more than the server does (sound).

/** SMT-LIB term of sort Bool. */
export type Formula = string;
/** SMT-LIB term of sort Real. */
export type Term = string;

export interface Scalar {
  readonly kind: 'scalar';
  readonly isNull: Formula;
  readonly value: Term;
  /** As format_type writes it, without modifier; `unknown` for an untyped literal, `opaque` when not known. */
  readonly type: string;
  /** A literal's text. */
  readonly text?: string;
  /** Where a JSON document may come from, and the keys that lead here. */
  readonly json?: readonly JsonOrigin[];
  /** An array made by cutting a text at a separator: the pieces from the first on. */
  readonly cut?: { readonly text: Scalar; readonly separator: string };
  /** An array of a query's rows; each use reads the query anew, since each may mean another row. */
  readonly rows?: () => Witness | null;
}

export interface Truth {
  readonly kind: 'truth';
  readonly isTrue: Formula;
  readonly isFalse: Formula;
}

/** ARRAY[…] with known members. */
export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

export type Value = Scalar | Truth | List;

/** A step into a JSON document: a key, or a value that names one. */
export type JsonStep = string | Scalar;

export interface JsonOrigin {
  readonly base: string;
  readonly path: readonly JsonStep[];
}

/** A row that a query gives when `holds` is true. */
export interface Witness {
  /** The rows that it is made of, by their ids. */
  readonly rows?: readonly [from: number, to: number];
  readonly holds: Formula;
  readonly columns: readonly { readonly name: string; readonly value: Value }[];
}

export const TRUE: Truth = { kind: 'truth', isTrue: 'true', isFalse: 'false' };
export const FALSE: Truth = { kind: 'truth', isTrue: 'false', isFalse: 'true' };
export const NULL_TRUTH: Truth = { kind: 'truth', isTrue: 'false', isFalse: 'false' };

export function and(...parts: readonly Formula[]): Formula {
  const rest = [...new Set(parts.filter((part) => part !== 'true'))];
  if (rest.includes('false')) return 'false';
  return rest.length === 0 ? 'true' : rest.length === 1 ? (rest[0] ?? 'true') : `(and ${rest.join(' ')})`;
}

export function or(...parts: readonly Formula[]): Formula {
  const rest = [...new Set(parts.filter((part) => part !== 'false'))];
  if (rest.includes('true')) return 'true';
  return rest.length === 0 ? 'false' : rest.length === 1 ? (rest[0] ?? 'false') : `(or ${rest.join(' ')})`;
}

export function not(formula: Formula): Formula {
  if (formula === 'true') return 'false';
  return formula === 'false' ? 'true' : `(not ${formula})`;
}

export function implies(left: Formula, right: Formula): Formula {
  return `(=> ${left} ${right})`;
}

export function isNullOf(value: Value): Formula {
  if (value.kind === 'scalar') return value.isNull;
  return value.kind === 'truth' ? and(not(value.isTrue), not(value.isFalse)) : 'false';
}
