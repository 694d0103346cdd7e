// `report.html`: one file that needs no network and runs no script; its policy forbids both, so that even a
// mistake in our escaping could fetch and run nothing.

import { createHash } from 'node:crypto';
import { contentsOf } from '../contents.js';
import {
  inlines,
  type Block,
  type Contents,
  type Figure,
  type Inline,
  type Rich,
  type Row,
  type Section,
} from '../blocks.js';
import type { ReportDocument } from '../plain.js';
import { STYLE } from './html-style.js';
import { htmlBreakable, htmlLines, htmlText } from './html-text.js';

/** @param document live or read again from saved JSON: the bytes are the same */
export function renderHtml(document: ReportDocument): string {
  return htmlOf(contentsOf(document), document.run.tool);
}

/** https://www.w3.org/TR/CSP3/: nothing may load; the one style is allowed by its hash. */
export function contentPolicy(): string {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function htmlOf(contents: Contents, tool: string): string {
  const title = htmlText(contents.title);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<div class="page">
<nav aria-label="Contents"><ol>
${contents.sections.map((part) => `<li><a href="#${part.id}">${htmlText(part.title)}</a></li>`).join('\n')}
</ol></nav>
<main>
<header>
<h1>${title}</h1>
<p class="lead">${markHtml(contents.badge.text, contents.badge.tone)}${richHtml(contents.lead)}</p>
<dl class="facts">
${contents.facts.map((fact) => `<dt>${htmlText(fact.label)}</dt><dd>${richHtml(fact.value)}</dd>`).join('\n')}
</dl>
<div class="cards">
${contents.figures.map(cardHtml).join('\n')}
</div>
</header>
${contents.sections.map((part) => sectionHtml(part, 2)).join('\n')}
<footer>${htmlText(tool)}</footer>
</main>
</div>
</body>
</html>
`;
}

function cardHtml(figure: Figure): string {
  const { tone, label, value, note } = figure;
  return `<div class="card ${tone}"><div class="label">${htmlText(label)}</div><div class="value">${htmlText(value)}</div><div class="note">${htmlText(note)}</div></div>`;
}

function sectionHtml(part: Section, depth: number): string {
  const level = Math.min(depth, 6);
  const inner = part.blocks.map((block) => blockHtml(block, depth + 1)).join('\n');
  return `<section id="${part.id}"><h${level}>${htmlText(part.title)}</h${level}>\n${inner}\n</section>`;
}

function blockHtml(block: Block, depth: number): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${richHtml(block.content)}</p>`;
    case 'callout':
      return `<p class="callout ${block.tone}">${richHtml(block.content)}</p>`;
    case 'table':
      return tableHtml(block.columns, block.rows);
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${richHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'code':
      return `<pre><code>${htmlLines(block.text)}</code></pre>`;
    case 'details': {
      const inner = block.blocks.map((each) => blockHtml(each, depth)).join('\n');
      return `<details${block.open ? ' open' : ''}><summary>${richHtml(block.summary)}</summary>\n${inner}\n</details>`;
    }
    case 'page-only':
      return blockHtml(block.block, depth);
    case 'section':
      return sectionHtml(block, depth);
  }
}

function tableHtml(columns: readonly string[], rows: readonly Row[]): string {
  const head = columns.map((column) => `<th scope="col">${htmlText(column)}</th>`).join('');
  const body = rows.map((row) => {
    const id = row.id === undefined ? '' : ` id="${row.id}"`;
    return `<tr${id}>${row.cells.map((cell) => `<td>${richHtml(cell)}</td>`).join('')}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`;
}

function richHtml(rich: Rich): string {
  return inlines(rich).map(inlineHtml).join('');
}

function inlineHtml(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return htmlBreakable(inline.text);
    case 'strong':
      return `<strong>${htmlText(inline.text)}</strong>`;
    case 'code':
      return `<code>${htmlBreakable(inline.text)}</code>`;
    case 'link':
      return `<a href="#${inline.to}">${htmlBreakable(inline.text)}</a>`;
    case 'mark':
      return markHtml(inline.text, inline.tone);
    case 'break':
      return '<br>';
  }
}

function markHtml(text: string, tone: string): string {
  return `<span class="mark ${tone}">${htmlText(text)}</span>`;
}
