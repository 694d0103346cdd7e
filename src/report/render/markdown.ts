// `security-hardening.md`: the report's contents as Markdown that reads well on a code host and in an editor.

import { markdownText } from '../../core/markdown-text.js';
import { contentsOf } from '../contents.js';
import { inlines, type Block, type Contents, type Inline, type Rich, type Row, type Section } from '../blocks.js';
import type { ReportDocument } from '../plain.js';
import { htmlText } from './html-text.js';
import { markdownCode, markdownFence } from './markdown-code.js';

/** @param document live or read again from saved JSON: the bytes are the same */
export function renderMarkdown(document: ReportDocument): string {
  return markdownOf(contentsOf(document));
}

export function markdownOf(contents: Contents): string {
  const parts = [
    `# ${markdownText(contents.title)}`,
    `**${markdownText(contents.badge.text)}.** ${richText(contents.lead)}`,
    pipeTable(
      ['', ''],
      contents.facts.map((fact) => ({ cells: [{ kind: 'strong', text: fact.label }, fact.value] })),
    ),
    pipeTable(
      ['Figure', 'Value', ''],
      contents.figures.map((figure) => ({
        cells: [figure.label, { kind: 'strong', text: figure.value }, figure.note],
      })),
    ),
    contents.sections.map((part) => `- [${markdownText(part.title)}](#${part.id})`).join('\n'),
    ...contents.sections.flatMap((part) => blockParts(part, 2)),
  ];
  return `${parts.filter((text) => text !== '').join('\n\n')}\n`;
}

function blockParts(block: Block, depth: number): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [richText(block.content)];
    case 'callout':
      return [`> ${richText(block.content)}`];
    case 'table':
      return [pipeTable(block.columns, block.rows)];
    case 'list':
      return [block.items.map((item) => `- ${richText(item)}`).join('\n')];
    case 'code':
      return [markdownFence(block.text, block.language)];
    case 'details':
      return [
        `<details${block.open ? ' open' : ''}><summary>${summaryText(block.summary)}</summary>`,
        ...block.blocks.flatMap((inner) => blockParts(inner, depth)),
        '</details>',
      ];
    case 'page-only':
      return [];
    case 'section':
      return sectionParts(block, depth);
  }
}

function sectionParts(part: Section, depth: number): readonly string[] {
  const heading = `${'#'.repeat(Math.min(depth, 6))} ${markdownText(part.title)}`;
  return [`<a id="${part.id}"></a>`, heading, ...part.blocks.flatMap((block) => blockParts(block, depth + 1))];
}

function pipeTable(columns: readonly string[], rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  return [
    pipeLine(columns.map(markdownText)),
    pipeLine(columns.map(() => '---')),
    ...rows.map((row) => pipeLine(cellTexts(row))),
  ].join('\n');
}

function pipeLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellTexts(row: Row): readonly string[] {
  const texts = row.cells.map(richText);
  return row.id === undefined ? texts : [`<a id="${row.id}"></a>${texts[0] ?? ''}`, ...texts.slice(1)];
}

function richText(rich: Rich): string {
  return inlines(rich).map(inlineText).join('');
}

function inlineText(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return markdownText(inline.text);
    case 'strong':
      return strongText(inline.text);
    case 'code':
      return markdownCode(inline.text);
    case 'link':
      return `[${markdownText(inline.text)}](#${inline.to})`;
    case 'mark':
      return strongText(inline.text);
    case 'break':
      return '<br>';
  }
}

/** Asterisks next to punctuation are not always emphasis; the tag is. */
function strongText(text: string): string {
  if (text === '') return '';
  const plain = /^[\p{L}\p{N}].*[\p{L}\p{N}]$|^[\p{L}\p{N}]$/u.test(text);
  return plain ? `**${markdownText(text)}**` : `<b>${markdownText(text)}</b>`;
}

/** Inside `<summary>` a code host reads HTML, not Markdown. */
function summaryText(rich: Rich): string {
  return inlines(rich)
    .map((inline) => {
      if (inline.kind === 'break') return ' ';
      if (inline.kind === 'code') return `<code>${htmlText(inline.text)}</code>`;
      if (inline.kind === 'strong' || inline.kind === 'mark') return `<b>${htmlText(inline.text)}</b>`;
      return htmlText(inline.text);
    })
    .join('');
}
