import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlainRow } from './plain-row.js';
import { parseMarkdown, readTable } from './tables.js';
import { scanMarkdown, splitLines } from './scan.js';
import { cellOf } from './cells.js';

const locate = (line: number, column: number) => ({ file: 'f', line, column });

function tableIn(text: string) {
  const lines = splitLines(text);
  const block = scanMarkdown(lines, 0).find((piece) => piece.kind === 'table');
  return block?.kind === 'table' ? readTable(lines, block, 'f') : null;
}

/** The parser's own reading of one row. */
function parsed(row: string) {
  const [table] = parseMarkdown(['| a | b | c |', '|---|---|---|', row]).children;
  const found = table?.type === 'table' ? table.children[1] : undefined;
  return found?.children.map((cell) =>
    cellOf(cell.children, locate(3, (cell.position?.start.column ?? 0) + 1), locate),
  );
}

describe('readPlainRow', () => {
  it('reads what the parser reads, wherever it dares to read at all', () => {
    const piece = fc.constantFrom(
      '|',
      '|',
      ' ',
      'a',
      'b.c',
      '`',
      '`x.y`',
      '\\',
      '\\|',
      '*',
      '**',
      '**b**',
      '*c d*',
      'x_y',
      '!',
      '>',
      '&',
      '_',
      'é',
      '-',
      '0',
      '<b>',
      '&amp;',
      '  ',
      'ä`',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const row = `| ${pieces.join('')}|`;
        const plain = readPlainRow(row, 3, locate);
        if (plain === null) return;
        const judge = parsed(row);
        expect(plain.map(({ text, spans }) => ({ text, spans }))).toEqual(
          judge?.map(({ text, spans }) => ({ text, spans })),
        );
        expect(plain.filter(({ text }) => text !== '').map(({ source }) => source)).toEqual(
          judge?.filter(({ text }) => text !== '').map(({ source }) => source),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('takes the rows of real documents', () => {
    expect(readPlainRow('| `a.b`, `c.d` | x, y | |', 3, locate)?.map(({ text }) => text)).toEqual([
      'a.b, c.d',
      'x, y',
      '',
    ]);
    expect(readPlainRow('| **bold | x** | y |', 3, locate)).toBeNull();
  });
});

describe('readTable', () => {
  it('unescapes pipes, also in code', () => {
    const table = tableIn('| a | b |\n|---|---|\n| x \\| y | `p\\|q` |\n');
    expect(table?.rows.map((row) => row.map(({ text }) => text))).toEqual([['x | y', 'p|q']]);
    expect(table?.rows[0]?.[1]?.spans).toEqual([{ text: 'p|q', source: { file: 'f', line: 3, column: 13 } }]);
  });

  it('keeps lines right over long tables with rows of both sorts', () => {
    const rows = Array.from({ length: 1000 }, (_, index) =>
      index % 3 === 0 ? `| **${index}** | x |` : `| ${index} | x |`,
    );
    const table = tableIn(['text', '', '| a | b |', '|---|---|', ...rows, '', 'end'].join('\r\n'));
    expect(table?.rows).toHaveLength(1000);
    expect(table?.rows.every((row, index) => row[0]?.text === String(index) && row[0].source.line === index + 5)).toBe(
      true,
    );
  });

  it('ends where another block begins', () => {
    expect(tableIn('| a | b |\n|---|---|\n| 1 | 2 |\n> quote\n| 3 | 4 |\n')?.rows).toHaveLength(1);
  });

  it('reads missing cells as missing and keeps surplus cells', () => {
    const table = tableIn('| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n');
    expect(table?.rows.map((row) => row.length)).toEqual([1, 3]);
  });
});
