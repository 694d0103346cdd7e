import { expect, test } from 'vitest';
import type { EscalationEdge } from '../access/index.js';
import { roleGrantee } from '../pg/grantee.js';
import { edgesDot, edgesMermaid, edgesText } from './escalation-drawing.js';

const HOSTILE = 'x"]; click n0 "javascript:alert(1)"\n}\\';
const EDGE: EscalationEdge = {
  from: roleGrantee(HOSTILE),
  to: { kind: 'role', name: 'victim' },
  how: 'set-role',
  through: null,
  why: 'why',
  stop: 'stop',
};

test('a hostile name changes no drawing’s structure', () => {
  const lines = (text: string): number => text.trimEnd().split('\n').length;
  const plain = { ...EDGE, from: roleGrantee('mallory') };
  for (const draw of [edgesMermaid, edgesDot, edgesText]) expect(lines(draw([EDGE]))).toBe(lines(draw([plain])));
  const mermaid = edgesMermaid([EDGE]).split('\n')[2] ?? '';
  expect(mermaid.match(/"/gu)).toHaveLength(2);
  const dot = edgesDot([EDGE]).split('\n')[3] ?? '';
  expect(dot.replaceAll(/\\[\\"]/gu, '').match(/"/gu)).toHaveLength(2);
});
