// The SMT solver behind a small door: a text in, `unsat`, `sat` with values, or why not. A question that was answered
// once is not put again. What Z3 spends on one is counted in its own steps, not in time, so that a busy machine gives the
// same verdicts. https://smt-lib.org

import type { Answer, Wanted } from './solver/answer.js';
import { Answers } from './solver/answers.js';
import { Z3Engine } from './solver/engine.js';

export type { Answer, Wanted };

export interface Solver {
  /**
   * `wanted` are terms whose values are read from the model; `assumed` are truths of the text that shall hold. Another
   * `seed` may give another model.
   */
  ask(text: string, wanted: readonly Wanted[], assumed?: readonly string[], seed?: number): Promise<Answer>;
  close(): Promise<void>;
}

/** Some seconds. */
const EFFORT = 2_000_000;
const MAX_TEXT = 3_000_000;
/** Milliseconds of solving after which others get their turn. */
const TURN = 50;

/** Z3 is loaded by the first question: many runs put none. */
export function openSolver(effort: number = EFFORT): Solver {
  let engine: Promise<Z3Engine> | null = null;
  const answers = new Answers();
  let since = performance.now();
  return {
    ask: async (text, wanted, assumed = [], seed = 0) => {
      if (text.length > MAX_TEXT)
        return { kind: 'unknown', reason: 'the policies unfold to a question that is too large' };
      const question = { text, wanted, assumed, seed };
      const answer = answers.get(question) ?? (await (engine ??= Z3Engine.open(effort))).ask(question);
      answers.keep(question, answer);
      if (performance.now() - since > TURN) {
        await new Promise<void>((resolve) => {
          setImmediate(resolve);
        });
        since = performance.now();
      }
      return answer;
    },
    close: async () => (await engine)?.close(),
  };
}
