import { expect, it } from 'vitest';
import { memoryReader } from './config-reader.js';
import { mapAllows, parseIdentMap } from './ident-map.js';

const isMember = (user: string, role: string): boolean => user === 'ann' && role === 'staff';

it.each([
  ['m root postgres', 18, 'root', 'postgres', true],
  ['m root postgres', 18, 'root', 'ann', false],
  ['other root postgres', 18, 'root', 'postgres', false],
  ['m /^(.*)@corp$ \\1', 15, 'ann@corp', 'ann', true],
  ['m /^(.*)@corp$ \\1', 15, 'ann@evil', 'ann', false],
  ['m /^(.*)@corp \\1_ro', 18, 'ann@corp.evil', 'ann_ro', true],
  ['m root all', 18, 'root', 'anybody', true],
  ['m root "all"', 18, 'root', 'anybody', false],
  ['m root all', 15, 'root', 'anybody', false],
  ['m root all', 15, 'root', 'all', true],
  ['m root +staff', 16, 'root', 'ann', true],
  ['m root +staff', 16, 'root', 'bob', false],
  ['m root "+staff"', 16, 'root', 'ann', false],
  ['m root /^a', 16, 'root', 'ann', true],
  ['m root /^a', 15, 'root', 'ann', false],
  ['m /\\mroot ann', 16, 'root', 'ann', undefined],
] as const)('%s on %i: %s as %s', (text, major, systemUser, role, expected) => {
  const file = parseIdentMap(memoryReader({ '/i': text }), '/i', major);
  expect(file.errors).toEqual([]);
  expect(mapAllows(file.mappings, { map: 'm', systemUser, role }, isMember)).toBe(expected);
});
