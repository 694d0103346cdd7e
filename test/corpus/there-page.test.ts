import { expect, it } from 'vitest';
import type { ThereAndBack } from './there-and-back.js';
import { thereSection, thereSectionOf, thereShortcomings, withThereSection } from './there-page.js';

const good: ThereAndBack = {
  subject: 'notes',
  major: 18,
  steps: 10,
  applied: 10,
  notApplied: [],
  exits: ['plan 0', 'apply 0', 'plan 0', 'undo 0'],
  restarts: 0,
  rounds: 1,
  left: [],
  differences: [],
  seconds: 9,
};

it('names what is left over', () => {
  expect(thereShortcomings(good)).toEqual([]);
  expect(thereShortcomings({ ...good, rounds: 2, applied: 9 })).toEqual([]);
  const worse = { ...good, steps: 12, left: ['Grant'], differences: ['x'], notApplied: ['no right'] };
  expect(thereShortcomings(worse)).toHaveLength(3);
  expect(thereShortcomings({ ...good, steps: 0, applied: 0 })).toHaveLength(1);
});

it('its section takes the place of the former one, and a page without one gets it', () => {
  const first = withThereSection('# Page\n\ntext\n', thereSection([good]));
  expect(first).toContain('| notes | 18 | 10 | 10 | 1 | 0 | empty | restores | 9 |');
  const gone = { subject: 'gone', failed: 'plan ended with 4' };
  const second = withThereSection(first, thereSection([good, gone]));
  expect(second.match(/## The commands on a server/gu)).toHaveLength(1);
  expect(second).toContain('**1 of 2**');
  expect(second.startsWith('# Page\n\ntext\n')).toBe(true);
  expect(thereSectionOf(second)).toBe(thereSection([good, gone]));
  expect(thereSectionOf('# Page')).toBe('');
  const again = thereSection([{ ...good, subject: 'gone', steps: 7, applied: 7 }], thereSectionOf(second));
  expect(again).toContain('| notes | 18 | 10 |');
  expect(again).toContain('| gone | 18 | 7 | 7 |');
  expect(again).toContain('**2 of 2**');
});
