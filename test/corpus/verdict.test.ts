import { expect, it } from 'vitest';
import { resultsPage, shortcomings, type Measured } from './verdict.js';

const measured: Measured = {
  schema: 'notes',
  major: 18,
  refused: ['relation "secret_plan" does not exist'],
  relations: 20,
  tables: 20,
  cloned: 20,
  cloneable: 20,
  notCloned: [{ object: 'index app.secret_plan_idx', reason: 'function app.secret_plan(text) does not exist' }],
  heldBack: [],
  notRead: [],
  tenants: { stated: 2, seeded: 2, attacked: 2, missed: [] },
  findings: 1,
  controls: 1,
  steps: 10,
  blocked: 0,
  attacks: { all: 10, holds: 9, broken: 0, vacuous: 0, notRun: 1 },
  trouble: [{ status: 'not-run', reason: 'not seeded: value for "secret_plan" is wrong', count: 1 }],
  ran: true,
  remarks: [],
  secondPlan: 0,
  undoDifferences: [],
  candidates: [],
  posture: 'unverified',
  exit: 3,
  seconds: 4.2,
  commands: {
    inventory: { exit: 0, kilobytes: 200 },
    assess: { exit: 1, findings: 28 },
    plan: { exit: 3, steps: 10 },
  },
  stages: [],
  mebibytes: 200,
};

it('names every expectation that is not met', () => {
  expect(shortcomings(measured)).toEqual([]);
  const tenants = { stated: 2, seeded: 1, attacked: 1, missed: [] };
  const attacks = { all: 3, holds: 1, broken: 1, vacuous: 1, notRun: 0 };
  const worse = { ...measured, cloned: 18, steps: 0, ran: false, secondPlan: 3, undoDifferences: ['x'] };
  const commands = { ...measured.commands, plan: { exit: 0, steps: 0 } };
  expect(shortcomings({ ...worse, tenants, attacks, commands })).toHaveLength(9);
});

it('keeps the names of other people’s objects out of the page', () => {
  const page = resultsPage([measured, { schema: 'gone', failed: 'relation "secret_plan" is missing' }], 18);
  expect(page).toContain('| notes | 20 | 100 % |');
  expect(page).toContain('1 of 2 schemas ran to the end');
  expect(page).toContain('| notes | 0 | 200 | 1 | 28 | 3 | 10 |');
  expect(page).not.toContain('secret_plan');
});
