// `### Access tokens (JWT)` over a list of what holds for them (how long they live, what signs them, where they are
// kept): the heading names the credential, wherever it stands.

import { addRow, type Facts } from '../facts.js';
import { rowOf, type Report } from '../row.js';
import { isPractice, isStep } from '../sections/local-headings.js';
import { isUndone } from '../sections/undone-headings.js';
import { isAnySecret, isVariable, namesSecret } from '../words/secret-names.js';
import { headingCell } from './entries.js';
import { namesCredential } from './prose-credentials.js';
import type { Heading } from './scan.js';

interface Text {
  readonly file: string;
  readonly lines: readonly string[];
}

/** What is said of a token or key, as the label of an item or its first words. */
const TELLS =
  /^\s*(?:[-*+]|\d+[.)])\s+(?:\*\*|__)?(?:algorithm|formats?|lifetimes?|life|ttl|expir\w+|validity|valid|signed|signing|stored|storage|kept|location|transmitted|transport|delivered|delivery|rotat\w+|rotation|refresh\w*|revo\w+|generated|generation|issued|issuer|scope\w*|permissions|claims|payload|contains|hash\w*|length|size|owner|purpose|used|single[- ]use|short[- ]lived|long[- ]lived)\b/iu;
const ITEM = /^(?:[-*+]|\d+[.)])\s/u;

export function readTokenHeadings(headings: readonly Heading[], text: Text, facts: Facts, report: Report): void {
  const open: Heading[] = [];
  headings.forEach((heading, index) => {
    while ((open.at(-1)?.depth ?? 0) >= heading.depth) open.pop();
    const around = open.map((each) => each.text).toReversed();
    open.push(heading);
    const end = headings[index + 1]?.line ?? text.lines.length;
    const cell = named(heading, text.file);
    const listed = isListed(cell.text, around, text.file);
    if (!listed && (around.length === 0 || !isToken(heading, around, text.file))) return;
    const under = text.lines.slice(heading.line + 1, end);
    if (readsUnder(facts, heading.line + 1, end, text.file) || !(listed ? saysMore(under) : isTold(under))) return;
    addRow(facts, 'credentials', rowOf(cell.source, new Map([['credential', { ...cell, spans: [] }]])), report);
  });
}

/** `#### DEPLOY_TOKEN` under "Required secrets". */
function isListed(text: string, around: readonly string[], file: string): boolean {
  const [above = ''] = around;
  if (!LISTS.test(above) || !isVariable(text) || !namesSecret(text)) return false;
  return !isUndone({ around, leadIn: '', file });
}

const LISTS = /\b(?:secrets|credentials|tokens|keys|environment variables|env vars?)\b/iu;

function saysMore(lines: readonly string[]): boolean {
  return lines.some((line) => /^[\s>*-]*\p{L}[^`]*\s\S/u.test(line));
}

function isToken(heading: Heading, around: readonly string[], file: string): boolean {
  const { text } = named(heading, file);
  if (isPractice(text) || isStep(text) || !namesCredential(text)) return false;
  return !isAnySecret(text) && !isUndone({ around: [heading.text, ...around], leadIn: '', file });
}

/** Without its number and what stands in parentheses. */
function named(heading: Heading, file: string): ReturnType<typeof headingCell> {
  const cell = headingCell(heading, file);
  const text = cell.text.replace(/^[\d.]+[.)]?\s+/u, '').replace(/\s*[(（][^()（）]*[)）]\s*$/u, '');
  return { ...cell, text };
}

/** The heading itself was read, or what stands under it. */
function readsUnder({ rows }: Facts, first: number, end: number, file: string): boolean {
  return rows.credentials.some(({ source }) => source.file === file && source.line >= first && source.line <= end);
}

/** At least two of the first items, and most of them, tell of it. */
function isTold(lines: readonly string[]): boolean {
  const items = lines.filter((line) => ITEM.test(line));
  const told = items.filter((line) => TELLS.test(line));
  return told.length > 1 && told.length * 2 >= items.length;
}
