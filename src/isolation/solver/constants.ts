// The constants of a question as Z3 has them, made once for a context, and their values in a model: truths as words,
// numbers as fractions. What the model leaves open may be anything, so it is false, or 0.

import type { init as Init } from 'z3-solver';
import { invariant } from '../../core/invariant.js';
import type { Wanted } from './answer.js';

export type Api = Awaited<ReturnType<typeof Init>>['Z3'];
export type Context = ReturnType<Api['mk_context']>;
type Model = ReturnType<Api['solver_get_model']>;
type Term = ReturnType<Api['mk_const']>;
type Declaration = ReturnType<Api['get_app_decl']>;

const NAME = /^x\d+$/u;
/** Z3_L_TRUE */
const TRUE = 1;

export class Constants {
  readonly #z3: Api;
  readonly #context: Context;
  readonly #sorts: Readonly<Record<Wanted['sort'], ReturnType<Api['mk_bool_sort']>>>;
  readonly #made = new Map<string, { readonly term: Term; readonly declaration: Declaration }>();

  constructor(z3: Api, context: Context) {
    this.#z3 = z3;
    this.#context = context;
    this.#sorts = { Bool: z3.mk_bool_sort(context), Real: z3.mk_real_sort(context) };
  }

  term(constant: Wanted): Term {
    return this.#of(constant).term;
  }

  /** A literal is its own value. */
  values(model: Model, wanted: readonly Wanted[]): readonly string[] {
    return wanted.map((each) => (NAME.test(each.name) ? this.#value(model, each) : each.name));
  }

  #value(model: Model, constant: Wanted): string {
    const z3 = this.#z3;
    const value = z3.model_get_const_interp(this.#context, model, this.#of(constant).declaration);
    if (constant.sort === 'Bool') {
      const truth: number = value === null ? 0 : z3.get_bool_value(this.#context, value);
      return String(truth === TRUE);
    }
    if (value === null) return '0';
    return z3.is_numeral_ast(this.#context, value)
      ? z3.get_numeral_string(this.#context, value)
      : z3.ast_to_string(this.#context, value);
  }

  #of({ name, sort }: Wanted): { readonly term: Term; readonly declaration: Declaration } {
    invariant(NAME.test(name), 'only constants of the question have values');
    const key = `${sort} ${name}`;
    const found = this.#made.get(key);
    if (found !== undefined) return found;
    const z3 = this.#z3;
    const term = z3.mk_const(this.#context, z3.mk_string_symbol(this.#context, name), this.#sorts[sort]);
    const made = { term, declaration: z3.get_app_decl(this.#context, z3.to_app(this.#context, term)) };
    this.#made.set(key, made);
    return made;
  }
}
