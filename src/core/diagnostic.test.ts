// The frame shows the place that is meant: in a row of any length, and beside characters that are shown escaped.

import { describe, expect, it } from 'vitest';
import { formatDiagnostic, type Diagnostic } from './diagnostic.js';

function frame(text: string, word: string): readonly string[] {
  const column = text.indexOf(word) + 1;
  const diagnostic: Diagnostic = {
    code: 'x',
    severity: 'error',
    what: 'what',
    why: 'why',
    fix: 'fix',
    source: { file: 'a.md', line: 7, column },
    length: word.length,
  };
  return formatDiagnostic(diagnostic, () => text)
    .split('\n')
    .slice(1, 3);
}

/** What stands above the marks. */
function marked(text: string, word: string): string {
  const [line = '', marks = ''] = frame(text, word);
  return line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1);
}

describe('formatDiagnostic', () => {
  it('marks the word in a short line', () => {
    expect(frame('| a | wrong |', 'wrong')).toEqual(['  7 | | a | wrong |', '    |       ^^^^^']);
  });

  it('shows the part of a long row where the word stands', () => {
    const row = `| ${'left '.repeat(60)}| wrong | ${'right '.repeat(60)}|`;
    const [line = ''] = frame(row, 'wrong');
    expect(marked(row, 'wrong')).toBe('wrong');
    expect(line.length).toBeLessThan(140);
    expect(line).toMatch(/^ {2}7 \| ….*…$/u);
  });

  it('shows the beginning of a long row when the word stands there, and its end when it stands there', () => {
    expect(marked(`| wrong |${' x'.repeat(200)}`, 'wrong')).toBe('wrong');
    expect(marked(`${'x '.repeat(200)}| wrong`, 'wrong')).toBe('wrong');
    expect(frame(`| wrong |${' x'.repeat(200)}`, 'wrong')[0]).toMatch(/^ {2}7 \| \| wrong/u);
  });

  it('marks what is meant after a tab or an escape, which are shown longer than they are', () => {
    expect(marked('\tstatus:\u001b[31m wrong', 'wrong')).toBe('wrong');
    expect(marked('a \u202e wrong', '\u202e')).toBe(String.raw`\u202e`);
  });

  it('marks at most what is shown', () => {
    const [line = '', marks = ''] = frame('w'.repeat(500), 'w'.repeat(500));
    expect(marks.length).toBeLessThanOrEqual(line.length);
  });

  it('stays in the frame when the column is past the end', () => {
    const text = formatDiagnostic(
      { code: 'x', severity: 'info', what: 'w', why: 'w', fix: 'f', source: { file: 'a', line: 1, column: 90 } },
      () => 'short',
    );
    expect(text.split('\n').slice(1, 3)).toEqual(['  1 | short', '    |      ^']);
  });
});
