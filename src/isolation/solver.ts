// The SMT solver behind a small door: a text in, `unsat`, `sat` with values, or why not. One context per
// question; threads are ended by `close`, or the process would not exit. https://smt-lib.org

import type { init as Init } from 'z3-solver';

export type Answer =
  | { readonly kind: 'unsat' }
  | { readonly kind: 'sat'; readonly values: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Solver {
  /** `wanted` are terms whose values are read from the model. `timeout` in milliseconds. */
  ask(text: string, wanted: readonly string[], timeout?: number): Promise<Answer>;
  close(): Promise<void>;
}

type Z3 = Awaited<ReturnType<typeof Init>>;

const TIMEOUT = 3000;

export async function openSolver(): Promise<Solver> {
  const { init, killThreads } = await import('z3-solver');
  const api = await init();
  return {
    ask: (text, wanted, timeout = TIMEOUT) => ask(api, text, wanted, timeout),
    close: () => killThreads(api.em).catch(() => undefined),
  };
}

async function ask({ Z3: z3 }: Z3, text: string, wanted: readonly string[], timeout: number): Promise<Answer> {
  const config = z3.mk_config();
  const context = z3.mk_context(config);
  z3.del_config(config);
  try {
    const question = `(set-option :timeout ${timeout})\n${text}\n(check-sat)`;
    const answer = (await z3.eval_smtlib2_string(context, question)).trim();
    if (answer === 'unsat') return { kind: 'unsat' };
    if (answer !== 'sat') return { kind: 'unknown', reason: reasonOf(answer) };
    if (wanted.length === 0) return { kind: 'sat', values: [] };
    const values = await z3.eval_smtlib2_string(context, `(get-value (${wanted.join(' ')}))`);
    return { kind: 'sat', values: valuesOf(values, wanted.length) };
  } finally {
    z3.del_context(context);
  }
}

function reasonOf(answer: string): string {
  return answer === 'unknown' ? 'the solver did not decide in time' : `the solver said: ${answer.slice(0, 200)}`;
}

/** `((term value) (term value) …)` → the values' text; rationals and negatives stay S-expressions. */
function valuesOf(text: string, count: number): readonly string[] {
  const items = splitList(text.trim().slice(1, -1));
  const values = items.map((item) => splitList(item.slice(1, -1))[1] ?? '');
  return values.length === count ? values : [];
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
