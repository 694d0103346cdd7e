// A PL/pgSQL body cut into the SQL statements and expressions in it; control flow is dropped, so everything counts
// as run. A piece that is none of the known forms makes the body not understood.
// https://www.postgresql.org/docs/current/plpgsql-statements.html

import { elementsOf, piecesOf, placeOf, textOf, type Piece } from './elements.js';
import { afterLabel, endOfTarget, isCondition, placeOfValue, withoutInto } from './targets.js';

export interface Fragment {
  readonly kind: 'statement' | 'expression';
  readonly text: string;
}

export interface Fragments {
  readonly fragments: readonly Fragment[];
  /** Values go into a message: RAISE with arguments. */
  readonly tells: boolean;
}

/** The fragments, or why there are none. */
export function fragmentsOf(body: string): Fragments | string {
  const elements = elementsOf(body);
  if (elements === null) return 'its body is cut off inside a string, a comment or a parenthesis';
  const cutter = new Cutter(body);
  for (const piece of piecesOf(elements)) {
    const problem = cutter.cut(piece);
    if (problem !== null) return problem;
  }
  return cutter;
}

type Rest = Piece | string;

/** Each step gives what it leaves of a piece to be cut further, or a reason. */
class Cutter implements Fragments {
  readonly fragments: Fragment[] = [];
  tells = false;
  readonly #source: string;
  #declaring = false;

  constructor(source: string) {
    this.#source = source;
  }

  cut(piece: Piece): string | null {
    for (let rest: Piece = piece; rest.length > 0;) {
      const next: Rest = this.#step(rest);
      if (typeof next === 'string') return next;
      rest = next;
    }
    return null;
  }

  #step(piece: Piece): Rest {
    const [first, second] = piece;
    if (first === undefined) return [];
    if (first.text === '<' && second?.text === '<') return afterLabel(piece);
    if (first.word === 'declare' || first.word === 'begin') {
      this.#declaring = first.word === 'declare';
      return piece.slice(1);
    }
    if (this.#declaring) return this.#declaration(piece);
    return STEPS[first.word]?.(this, piece) ?? this.#assignment(piece) ?? this.statement(piece);
  }

  #declaration(piece: Piece): Rest {
    const cursor = placeOf(piece, ['cursor']);
    const query = cursor < 0 ? -1 : placeOf(piece, ['for', 'is'], cursor);
    if (query >= 0) return this.statement(piece.slice(query + 1));
    const value = placeOfValue(piece, placeOf(piece, ['default']));
    return value < 0 ? [] : this.expression(piece.slice(value));
  }

  #assignment(piece: Piece): Rest | null {
    const target = endOfTarget(piece, 0);
    const value = placeOfValue(piece.slice(0, target + 2), -1);
    return target > 0 && value === target + (piece[target]?.text === ':' ? 2 : 1)
      ? this.expression(piece.slice(value))
      : null;
  }

  expression(piece: Piece): Rest {
    if (piece.length > 0) this.fragments.push({ kind: 'expression', text: textOf(this.#source, piece) });
    return [];
  }

  statement(piece: Piece): Rest {
    const text = withoutInto(this.#source, piece);
    if (text === null) return 'its INTO is not understood';
    this.fragments.push({ kind: 'statement', text });
    return [];
  }

  /** `keyword condition mark rest`. */
  until(piece: Piece, ...marks: readonly string[]): Rest {
    const end = placeOf(piece, marks, 1);
    if (end < 0) return `${piece[0]?.text ?? ''} has no ${marks.join(' or ')}`;
    this.expression(piece.slice(1, end));
    return piece.slice(end + 1);
  }
}

const QUERIES: ReadonlySet<string> = new Set('select with values table insert update delete merge'.split(' '));
const DYNAMIC = 'it runs dynamic SQL';
const nothing = (): Rest => [];
const skip = (_cutter: Cutter, piece: Piece): Rest => piece.slice(1);

const STEPS: { readonly [word: string]: ((cutter: Cutter, piece: Piece) => Rest) | undefined } = {
  else: skip,
  loop: skip,
  exception: skip,
  end: nothing,
  get: nothing,
  fetch: nothing,
  move: nothing,
  close: nothing,
  null: nothing,
  execute: () => DYNAMIC,
  do: () => DYNAMIC,
  if: (cutter, piece) => cutter.until(piece, 'then'),
  elsif: (cutter, piece) => cutter.until(piece, 'then'),
  elseif: (cutter, piece) => cutter.until(piece, 'then'),
  while: (cutter, piece) => cutter.until(piece, 'loop'),
  case: (cutter, piece) => {
    const when = placeOf(piece, ['when'], 1);
    if (when < 0) return 'CASE has no WHEN';
    cutter.expression(piece.slice(1, when));
    return piece.slice(when);
  },
  when: (cutter, piece) => {
    const then = placeOf(piece, ['then'], 1);
    if (then < 0) return 'WHEN has no THEN';
    if (!isCondition(piece.slice(1, then))) cutter.expression(piece.slice(1, then));
    return piece.slice(then + 1);
  },
  for: forLoop,
  foreach: (cutter, piece) => {
    const array = placeOf(piece, ['array'], 1);
    return array < 0 ? 'FOREACH has no ARRAY' : cutter.until(piece.slice(array), 'loop');
  },
  exit: exitOf,
  continue: exitOf,
  return: returnOf,
  perform: (cutter, piece) => cutter.expression(piece.slice(1)),
  assert: (cutter, piece) => cutter.expression(piece.slice(1)),
  raise: raiseOf,
  open: (cutter, piece) => {
    const query = placeOf(piece, ['for'], 1);
    if (query < 0) return piece.length === 2 ? [] : cutter.expression(piece.slice(2));
    return piece[query + 1]?.word === 'execute' ? DYNAMIC : cutter.statement(piece.slice(query + 1));
  },
};

/** `FOR i IN [REVERSE] a..b [BY c] LOOP`, `FOR r IN query LOOP`, `FOR r IN cursor(…) LOOP`. */
function forLoop(cutter: Cutter, piece: Piece): Rest {
  const from = placeOf(piece, ['in'], 1);
  const loop = from < 0 ? -1 : placeOf(piece, ['loop'], from);
  if (loop < 0) return 'FOR has no IN … LOOP';
  const source = piece.slice(from + 1, loop);
  const [first] = source;
  if (first?.word === 'execute') return DYNAMIC;
  const dots = source.findIndex((each, index) => each.text === '.' && source[index + 1]?.text === '.');
  if (QUERIES.has(first?.word ?? '')) {
    const problem = cutter.statement(source);
    if (typeof problem === 'string') return problem;
  } else if (first?.text === '(' && dots < 0) cutter.expression(source);
  else if (dots >= 0) {
    const by = placeOf(source, ['by'], dots);
    cutter.expression(source.slice(first?.word === 'reverse' ? 1 : 0, dots));
    cutter.expression(source.slice(dots + 2, by < 0 ? undefined : by));
    if (by >= 0) cutter.expression(source.slice(by + 1));
  } else if (source.length > 1) cutter.expression(source);
  return piece.slice(loop + 1);
}

function exitOf(cutter: Cutter, piece: Piece): Rest {
  const when = placeOf(piece, ['when'], 1);
  return when < 0 ? [] : cutter.expression(piece.slice(when + 1));
}

function returnOf(cutter: Cutter, piece: Piece): Rest {
  const [, second, third] = piece;
  if (second?.word === 'query') return third?.word === 'execute' ? DYNAMIC : cutter.statement(piece.slice(2));
  return cutter.expression(piece.slice(second?.word === 'next' ? 2 : 1));
}

/** `RAISE [level] 'format' [, expression …] [USING option = expression …]`, `RAISE condition USING …`. */
function raiseOf(cutter: Cutter, piece: Piece): Rest {
  const using = placeOf(piece, ['using'], 1);
  const head = using < 0 ? piece : piece.slice(0, using);
  const comma = head.findIndex((each) => each.text === ',' && each.depth === 0);
  if (comma >= 0) cutter.expression(head.slice(comma + 1));
  if (using >= 0) cutter.expression(piece.slice(using + 1));
  if (comma >= 0 || using >= 0) cutter.tells = true;
  return [];
}
