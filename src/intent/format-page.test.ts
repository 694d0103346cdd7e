import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIntent } from './read-intent.js';
import { columnsOf } from './sections/recognise.js';
import { SECTION_KINDS, SECTION_READERS } from './sections/registry.js';

const file = join(import.meta.dirname, '../../docs/format.md');
const page = () => readFileSync(file, 'utf8');
const MARKED = /<!-- generated: sections -->\n[\s\S]*?<!-- end -->/u;

/** The headings and columns that the readers really know. */
function sections(): string {
  const parts = SECTION_KINDS.map((kind) => {
    const { heading, synonyms } = SECTION_READERS[kind];
    const rows = columnsOf(kind).map(([key, column]) => {
      const cells = [
        `${column.header}${column.required === true ? ' (required)' : ''}`,
        `\`${key}\``,
        column.doc,
        column.synonyms.join(', '),
      ];
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    });
    return [
      `### ${heading}`,
      '',
      `YAML: \`${kind}\`. Also: ${synonyms.join(', ')}.`,
      '',
      '| Column | Key | Holds | Also |',
      '|---|---|---|---|',
      ...rows,
    ].join('\n');
  });
  return `<!-- generated: sections -->\n${parts.join('\n\n')}\n<!-- end -->`;
}

function block(language: string): string {
  return new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'u').exec(page())?.[1] ?? '';
}

describe('docs/format.md', () => {
  it('lists the sections and columns of the readers (PGRAMPART_UPDATE=1 writes them)', () => {
    if (process.env['PGRAMPART_UPDATE'] === '1') writeFileSync(file, page().replace(MARKED, sections));
    expect(MARKED.exec(page())?.[0]).toBe(sections());
  });

  it('has a worked example that is read completely', () => {
    const { intent, diagnostics } = readIntent([{ path: 'example.md', text: block('markdown') }]);
    expect(diagnostics).toEqual([]);
    const empty = SECTION_KINDS.filter((kind) => intent[kind].length === 0);
    expect(empty).toEqual(['compliance']);
    expect(intent.omitted.map(({ section }) => section)).toEqual(['compliance']);
    expect(intent.components).toMatchObject([{ name: 'notes', tier: 0, connectsAs: ['notes_app'] }]);
  });

  it('has a YAML example that is read completely', () => {
    const { intent, diagnostics } = readIntent([{ path: 'example.yaml', text: block('yaml') }]);
    expect(diagnostics).toEqual([]);
    expect([intent.threats.length, intent.isolation.length]).toEqual([1, 1]);
  });
});
