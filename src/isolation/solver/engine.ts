// Z3 itself, by its low-level interface. Everything is called synchronously: the asynchronous calls hand each question to
// a thread, which costs more than most questions do. One solver serves many texts, each in a scope of its own, and a text
// stays until another one comes, so that it is read once for all that is assumed of it.
// https://z3prover.github.io/api/html/group__capi.html

import { invariant } from '../../core/invariant.js';
import type { Answer, Put, Wanted } from './answer.js';
import { Constants, type Api, type Context } from './constants.js';

type Handle = ReturnType<Api['mk_simple_solver']>;

/** After so many texts all is let go with its memory. */
const TEXTS = 100;
/** Truths are guessed by chance. */
const RANDOM_PHASE = 5;
/** Z3_lbool */
const SAT = 1;
const UNSAT = -1;

interface Open {
  readonly context: Context;
  readonly handle: Handle;
  readonly constants: Constants;
}

export class Z3Engine {
  readonly #z3: Api;
  readonly #check: Check;
  readonly #end: () => Promise<void>;
  readonly #effort: number;
  #open: Open | null = null;
  #loaded: { readonly text: string; readonly problem: string | null } | null = null;
  #texts = 0;

  private constructor(z3: Api, check: Check, end: () => Promise<void>, effort: number) {
    this.#z3 = z3;
    this.#check = check;
    this.#end = end;
    this.#effort = effort;
  }

  /** `effort` is what may be spent on one question, in Z3's own steps. */
  static async open(effort: number): Promise<Z3Engine> {
    const { init, killThreads } = await import('z3-solver');
    const api = await init();
    const module: unknown = api.em;
    // Its worker threads are ended, or the process would not exit.
    const end = (): Promise<void> => killThreads(api.em).catch(() => undefined);
    return new Z3Engine(api.Z3, checkOf(module), end, effort);
  }

  ask(question: Put): Answer {
    const open = this.#load(question.text);
    if (typeof open === 'string') return { kind: 'unknown', reason: open };
    if (question.seed !== 0) return this.#askAnew(open, question);
    const { context, handle } = open;
    if (question.assumed.length === 0) return this.#answer(open, question.wanted);
    this.#z3.solver_push(context, handle);
    try {
      this.#assume(open, question.assumed);
      return this.#answer(open, question.wanted);
    } finally {
      this.#z3.solver_pop(context, handle, 1);
    }
  }

  /** By a solver of its own, which starts from elsewhere. */
  #askAnew(open: Open, { text, wanted, assumed, seed }: Put): Answer {
    const { context } = open;
    const handle = this.#solver(context, seed);
    try {
      const other = { ...open, handle };
      const problem = this.#read(other, text);
      if (problem !== null) return { kind: 'unknown', reason: problem };
      this.#assume(other, assumed);
      return this.#answer(other, wanted);
    } finally {
      this.#z3.solver_dec_ref(context, handle);
    }
  }

  #assume({ context, handle, constants }: Open, assumed: readonly string[]): void {
    for (const name of assumed) this.#z3.solver_assert(context, handle, constants.term({ name, sort: 'Bool' }));
  }

  close(): Promise<void> {
    this.#forget();
    return this.#end();
  }

  #answer({ context, handle, constants }: Open, wanted: readonly Wanted[]): Answer {
    const answer = this.#check(context, handle);
    if (answer === UNSAT) return { kind: 'unsat' };
    if (answer !== SAT) return { kind: 'unknown', reason: 'the solver did not decide with bounded effort' };
    if (wanted.length === 0) return { kind: 'sat', values: [] };
    return { kind: 'sat', values: constants.values(this.#z3.solver_get_model(context, handle), wanted) };
  }

  /** Why the text was not read, when it was not. */
  #load(text: string): Open | string {
    if (this.#loaded?.text === text && this.#open !== null) return this.#loaded.problem ?? this.#open;
    if (this.#open !== null && this.#loaded !== null) this.#z3.solver_pop(this.#open.context, this.#open.handle, 1);
    this.#texts += 1;
    if (this.#texts % TEXTS === 0) this.#forget();
    const open = this.#open ?? this.#make();
    this.#open = open;
    this.#z3.solver_push(open.context, open.handle);
    const problem = this.#read(open, text);
    this.#loaded = { text, problem };
    return problem ?? open;
  }

  #read({ context, handle }: Open, text: string): string | null {
    const parts = this.#z3.parse_smtlib2_string(context, text, [], [], [], []);
    const error = this.#z3.get_error_code(context);
    const code: number = error;
    if (code !== 0) return `the solver did not read the question: ${this.#z3.get_error_msg(context, error)}`;
    this.#z3.ast_vector_inc_ref(context, parts);
    const size = this.#z3.ast_vector_size(context, parts);
    for (let at = 0; at < size; at += 1)
      this.#z3.solver_assert(context, handle, this.#z3.ast_vector_get(context, parts, at));
    this.#z3.ast_vector_dec_ref(context, parts);
    return null;
  }

  #make(): Open {
    const config = this.#z3.mk_config();
    const context = this.#z3.mk_context(config);
    this.#z3.del_config(config);
    return { context, handle: this.#solver(context, 0), constants: new Constants(this.#z3, context) };
  }

  #solver(context: Context, seed: number): Handle {
    const handle = this.#z3.mk_simple_solver(context);
    this.#z3.solver_inc_ref(context, handle);
    const params = this.#z3.mk_params(context);
    this.#z3.params_inc_ref(context, params);
    const set = (name: string, value: number): void =>
      this.#z3.params_set_uint(context, params, this.#z3.mk_string_symbol(context, name), value);
    set('rlimit', this.#effort);
    set('random_seed', seed);
    if (seed > 1) set('phase_selection', RANDOM_PHASE);
    this.#z3.solver_set_params(context, handle, params);
    this.#z3.params_dec_ref(context, params);
    return handle;
  }

  #forget(): void {
    if (this.#open !== null) {
      this.#z3.solver_dec_ref(this.#open.context, this.#open.handle);
      this.#z3.del_context(this.#open.context);
    }
    this.#open = null;
    this.#loaded = null;
  }
}

type Check = (context: Context, handle: Handle) => number;

/** The package wraps this call for its threads only. */
function checkOf(module: unknown): Check {
  const raw: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, '_Z3_solver_check') : null;
  invariant(typeof raw === 'function', 'this build of Z3 has no synchronous check');
  return (context, handle) => {
    const answer: unknown = Reflect.apply(raw, undefined, [context, handle]);
    invariant(typeof answer === 'number', 'Z3 answers with a number');
    return answer;
  };
}
