// The SMT solver behind a small door: a text in, `unsat`, `sat` with values, or why not. One context per
// question; threads are ended by `close`, or the process would not exit. https://smt-lib.org

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

export async function openSolver(): Promise<Solver> {
  const { init, killThreads } = await import('z3-solver');
  const api = await init();
  return {
    ask: (text, wanted, timeout = TIMEOUT) => ask(api, text, wanted, timeout),
    close: () => killThreads(api.em).catch(() => undefined),
  };
}

/** Texts go in by a synchronous call only: the asynchronous ones read a string that may already be gone. */
async function ask({ Z3: z3 }: Z3, text: string, wanted: readonly Wanted[], timeout: number): Promise<Answer> {
  if (text.length > MAX_TEXT) return { kind: 'unknown', reason: 'the policies unfold to a question that is too large' };
  const config = z3.mk_config();
  const context = z3.mk_context(config);
  z3.del_config(config);
  try {
    const solver = z3.mk_solver(context);
    z3.solver_inc_ref(context, solver);
    const params = z3.mk_params(context);
    z3.params_inc_ref(context, params);
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
    const model = z3.solver_get_model(context, solver);
    const sorts = { Bool: z3.mk_bool_sort(context), Real: z3.mk_real_sort(context) };
    const values = wanted.map(({ name, sort }) => {
      if (!NAME.test(name)) return name;
      const term = z3.mk_const(context, z3.mk_string_symbol(context, name), sorts[sort]);
      const value = z3.model_eval(context, model, term, true);
      return value === null ? '' : z3.ast_to_string(context, value);
    });
    return { kind: 'sat', values };
  } finally {
    z3.del_context(context);
  }
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
