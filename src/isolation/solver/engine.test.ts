// One solver that serves all questions, keeps texts loaded and remembers answers says what Z3 says to each question
// alone, in a context of its own, by its own choice of tactics.

import { init } from 'z3-solver';
import { afterAll, expect, it } from 'vitest';
import { Random } from '../random.js';
import { openSolver } from '../solver.js';

const solver = openSolver();
afterAll(() => solver.close());

const REALS = ['x1', 'x2', 'x3', '1.0', '(|f/1Real| x1)', '(|f/1Real| x2)', '(+ x1 x2)'];
const BOOLS = ['x4', 'x5', 'x6', '(|p/1Bool| x1)', '(|p/1Bool| x3)'];

function truth(random: Random, depth: number): string {
  const roll = random.next();
  const real = (): string => random.pick(REALS, 'x1');
  if (depth === 0 || roll < 0.2) return random.pick(BOOLS, 'x4');
  if (roll < 0.5) return `(= ${real()} ${real()})`;
  if (roll < 0.6) return `(< ${real()} ${real()})`;
  const inner = (): string => truth(random, depth - 1);
  if (roll < 0.7) return `(not ${inner()})`;
  return `(${random.pick(['and', 'or', '=>', '='], 'and')} ${inner()} ${inner()})`;
}

function question(random: Random): string {
  const parts = Array.from({ length: 3 + Math.floor(random.next() * 14) }, () => `(assert ${truth(random, 3)})`);
  return [
    '(declare-const x1 Real) (declare-const x2 Real) (declare-const x3 Real)',
    '(declare-const x4 Bool) (declare-const x5 Bool) (declare-const x6 Bool)',
    '(declare-fun |f/1Real| (Real) Real) (declare-fun |p/1Bool| (Real) Bool)',
    ...parts,
  ].join('\n');
}

it('the same answers as Z3 alone, over generated questions', { timeout: 120_000 }, async () => {
  const { Z3 } = await init();
  const alone = async (text: string): Promise<string> => {
    const config = Z3.mk_config();
    const context = Z3.mk_context(config);
    Z3.del_config(config);
    const single = Z3.mk_solver(context);
    Z3.solver_inc_ref(context, single);
    Z3.solver_from_string(context, single, text);
    const answer: number = await Z3.solver_check(context, single);
    Z3.solver_dec_ref(context, single);
    Z3.del_context(context);
    return answer === 1 ? 'sat' : answer === -1 ? 'unsat' : 'unknown';
  };
  const random = new Random(20261123);
  const seen = { sat: 0, unsat: 0, unknown: 0 };
  for (let count = 0; count < 40; count += 1) {
    const text = question(random);
    for (const assumed of [[], ['x4'], ['x5', 'x6'], []]) {
      const { kind } = await solver.ask(text, [], assumed);
      seen[kind] += 1;
      expect([text, kind]).toEqual([
        text,
        await alone([text, ...assumed.map((name) => `(assert ${name})`)].join('\n')),
      ]);
    }
  }
  // Neither answer is a rare one.
  expect(Math.min(seen.sat, seen.unsat)).toBeGreaterThan(20);
  expect(seen.unknown).toBe(0);
});
