// The SMT solver behind a small door: a text in, `unsat`, `sat` with values, or why not. Threads are ended
// by `close`, or the process would not exit. https://smt-lib.org

import type { init as Init } from 'z3-solver';

export type Answer =
  | { readonly kind: 'unsat' }
  | { readonly kind: 'sat'; readonly values: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A constant of the question, or a literal, which is its own value. */
export interface Wanted {
  readonly name: string;
  readonly sort: 'Bool' | 'Real';
}

export interface Solver {
  /** `wanted` are terms whose values are read from the model. `timeout` in milliseconds. */
  ask(text: string, wanted: readonly Wanted[], timeout?: number): Promise<Answer>;
  close(): Promise<void>;
}

type Z3 = Awaited<ReturnType<typeof Init>>;

const TIMEOUT = 3000;
const MAX_TEXT = 3_000_000;
/** Z3_lbool */
const SAT = 1;
const UNSAT = -1;
const NAME = /^x\d+$/u;
/** After so many a context is made anew. */
const QUESTIONS = 100;

export async function openSolver(): Promise<Solver> {
  const { init, killThreads } = await import('z3-solver');
  const api = await init();
  const contexts = new Contexts(api.Z3);
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: (text, wanted, timeout = TIMEOUT) => {
      // One at a time: they share a context.
      const answer = last.then(() => ask(api.Z3, contexts.current(), text, wanted, timeout));
      last = answer.catch(() => undefined);
      return answer;
    },
    close: () => {
      contexts.close();
      return killThreads(api.em).catch(() => undefined);
    },
  };
}

type Api = Z3['Z3'];
type Context = ReturnType<Api['mk_context']>;

/** Making a context costs more than most questions; one that has served many is let go with its memory. */
class Contexts {
  readonly #z3: Api;
  #context: Context | null = null;
  #served = 0;

  constructor(z3: Api) {
    this.#z3 = z3;
  }

  current(): Context {
    this.#served += 1;
    if (this.#served % QUESTIONS === 0) this.close();
    if (this.#context !== null) return this.#context;
    const config = this.#z3.mk_config();
    const made = this.#z3.mk_context(config);
    this.#z3.del_config(config);
    this.#context = made;
    return made;
  }

  close(): void {
    if (this.#context !== null) this.#z3.del_context(this.#context);
    this.#context = null;
  }
}

/** Texts go in by a synchronous call only: the asynchronous ones read a string that may already be gone. */
async function ask(
  z3: Api,
  context: Context,
  text: string,
  wanted: readonly Wanted[],
  timeout: number,
): Promise<Answer> {
  if (text.length > MAX_TEXT) return { kind: 'unknown', reason: 'the policies unfold to a question that is too large' };
  const solver = z3.mk_simple_solver(context);
  z3.solver_inc_ref(context, solver);
  const params = z3.mk_params(context);
  z3.params_inc_ref(context, params);
  try {
    z3.params_set_uint(context, params, z3.mk_string_symbol(context, 'timeout'), timeout);
    z3.solver_set_params(context, solver, params);
    z3.solver_from_string(context, solver, text);
    const problem = z3.get_error_code(context);
    const code: number = problem;
    if (code !== 0)
      return { kind: 'unknown', reason: `the solver did not read the question: ${z3.get_error_msg(context, problem)}` };
    const answer: number = await z3.solver_check(context, solver);
    if (answer === UNSAT) return { kind: 'unsat' };
    if (answer !== SAT) return { kind: 'unknown', reason: 'the solver did not decide in time' };
    return { kind: 'sat', values: valuesOf(z3, context, z3.solver_get_model(context, solver), wanted) };
  } finally {
    z3.params_dec_ref(context, params);
    z3.solver_dec_ref(context, solver);
  }
}

function valuesOf(
  z3: Api,
  context: Context,
  model: ReturnType<Api['solver_get_model']>,
  wanted: readonly Wanted[],
): readonly string[] {
  const sorts = { Bool: z3.mk_bool_sort(context), Real: z3.mk_real_sort(context) };
  return wanted.map(({ name, sort }) => {
    if (!NAME.test(name)) return name;
    const term = z3.mk_const(context, z3.mk_string_symbol(context, name), sorts[sort]);
    const value = z3.model_eval(context, model, term, true);
    return value === null ? '' : z3.ast_to_string(context, value);
  });
}

function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at] ?? ' ';
    if (letter === '|') quoted = !quoted;
    const space = !quoted && depth === 0 && /\s/u.test(letter);
    if (space && start >= 0) {
      parts.push(text.slice(start, at));
      start = -1;
    }
    if (!space && start < 0 && at < text.length) start = at;
    if (quoted) continue;
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
  }
  return parts;
}

/** A model's number, `(- (/ 1.0 2.0))` included. */
export function numberOf(text: string): number {
  const trimmed = text.trim();
  if (!trimmed.startsWith('(')) return Number(trimmed);
  const [operator, ...rest] = splitList(trimmed.slice(1, -1));
  const numbers = rest.map(numberOf);
  if (operator === '-') return -(numbers[0] ?? 0);
  return operator === '/' ? (numbers[0] ?? 0) / (numbers[1] ?? 1) : Number.NaN;
}
