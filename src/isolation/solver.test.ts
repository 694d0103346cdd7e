import { afterAll, expect, it } from 'vitest';
import { numberOf } from './solver/number.js';
import { openSolver } from './solver.js';

const solver = openSolver(20_000);
afterAll(() => solver.close());

const TWO =
  '(declare-const x1 Real) (declare-const x2 Bool) (declare-const x3 Bool) (assert (= x2 (= x1 (- 0.5)))) (assert (= x3 (< 1.0 x1)))';
const wanted = [
  { name: 'x1', sort: 'Real' },
  { name: 'x2', sort: 'Bool' },
  { name: '7.0', sort: 'Real' },
] as const;

it('what is assumed of a text holds for that question alone', async () => {
  expect(await solver.ask(TWO, wanted, ['x2'])).toEqual({ kind: 'sat', values: ['-1/2', 'true', '7.0'] });
  expect(await solver.ask(TWO, [], ['x2', 'x3'])).toEqual({ kind: 'unsat' });
  expect(await solver.ask(TWO, [], ['x3'])).toEqual({ kind: 'sat', values: [] });
  expect(await solver.ask(TWO, [])).toEqual({ kind: 'sat', values: [] });
});

it('a name may have another sort in the next text, and what was asserted before is gone', async () => {
  expect(await solver.ask('(declare-const x1 Bool) (assert (not x1))', [{ name: 'x1', sort: 'Bool' }])).toEqual({
    kind: 'sat',
    values: ['false'],
  });
  expect(await solver.ask('(assert false)', [])).toEqual({ kind: 'unsat' });
  expect((await solver.ask(TWO, wanted, ['x3'])).kind).toBe('sat');
});

it('a question is answered the same again, and with values only when they are wanted', async () => {
  const first = await solver.ask(TWO, wanted);
  expect(await solver.ask(TWO, wanted)).toEqual(first);
  expect(await solver.ask(TWO, wanted.slice(2))).toEqual({ kind: 'sat', values: ['7.0'] });
});

it('what takes too many steps is unknown, and the next question is not', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `x${index + 1}`);
  const lines = [
    ...names.map((name) => `(declare-const ${name} Real)`),
    ...names.map(
      (name) =>
        `(assert (or ${names
          .slice(1)
          .map((_, index) => `(= ${name} ${index}.0)`)
          .join(' ')}))`,
    ),
    `(assert (distinct ${names.join(' ')}))`,
  ];
  expect((await solver.ask(lines.join('\n'), [])).kind).toBe('unknown');
  for (let count = 0; count < 120; count += 1)
    expect(await solver.ask(`(declare-const x1 Bool) (assert (and x1 (not x1))) ; ${count}`, [])).toEqual({
      kind: 'unsat',
    });
});

it('other seeds give other models of the same question, and never another answer', async () => {
  const free = Array.from({ length: 12 }, (_, index) => `(declare-const x${index + 1} Bool)`).join(' ');
  const all = Array.from({ length: 12 }, (_, index) => ({ name: `x${index + 1}`, sort: 'Bool' }) as const);
  const text = `${free} (assert (or x1 x2 x3 x7 x8 x9)) (assert (not (= x4 x5))) (assert (or (not x1) x10 x11 (not x12)))`;
  const models = new Set<string>();
  for (const seed of [0, 1, 2, 3, 4]) {
    const answer = await solver.ask(text, all, ['x6'], seed);
    models.add(JSON.stringify(answer));
    expect(answer.kind === 'sat' ? answer.values[5] : '').toBe('true');
  }
  expect(models.size).toBeGreaterThan(1);
  for (const seed of [0, 1, 2])
    expect(await solver.ask(`${free} (assert (and x1 (not x1)))`, [], [], seed)).toEqual({ kind: 'unsat' });
});

it('a text that is no question is unknown', async () => {
  const answer = await solver.ask('(assert nonsense)', []);
  expect(answer.kind === 'unknown' ? answer.reason : '').toContain('the solver did not read the question');
  expect(await solver.ask('(assert false)', [])).toEqual({ kind: 'unsat' });
});

it.each([
  ['0', 0],
  ['-1/2', -0.5],
  ['7.0', 7],
  ['(- 2.5)', -2.5],
  ['', Number.NaN],
  ['x1', Number.NaN],
])('%s is the number %d', (text, number) => {
  expect(numberOf(text)).toBe(number);
});
