import { describe, expect, it } from 'vitest';
import { diagnosticsSarif } from './docs-check-sarif.js';

describe('docs check as SARIF', () => {
  it('has one rule a code and one result a diagnostic, at its place', () => {
    const source = { file: 'docs/a b.md', line: 3, column: 5 };
    const problem = { code: 'x', severity: 'error', what: 'a', why: 'b', fix: 'c', source, length: 4 } as const;
    const log: unknown = JSON.parse(
      diagnosticsSarif([
        problem,
        { ...problem, severity: 'info' },
        { code: 'no-document', severity: 'error', what: 'a\u001b', why: 'b', fix: 'c' },
      ]),
    );
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'pgrampart', rules: [{ id: 'no-document' }, { id: 'x' }] } },
          results: [
            {
              ruleId: 'x',
              ruleIndex: 1,
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'docs/a%20b.md' },
                    region: { startLine: 3, startColumn: 5, endColumn: 9 },
                  },
                },
              ],
            },
            { level: 'note' },
            { ruleId: 'no-document', ruleIndex: 0, message: { text: expect.not.stringContaining('\u001b') } },
          ],
        },
      ],
    });
  });
});
