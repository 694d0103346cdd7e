// Headings that are threats each by what they say themselves: `Threat 1.1: …` under whatever heading, what stands
// under "Attackers might", and the name of an attack over a section of a threat model that lists none elsewhere.

import { addRow, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { isSurface, recogniseHeading } from '../sections/headings.js';
import { attackersMay, isSetAside, listsBy, standingOf } from '../sections/listing-headings.js';
import { isBareCategory } from '../sections/stride.js';
import { namesAttack } from '../words/attack-names.js';
import { KIND_NOUNS } from '../words/kind-nouns.js';
import { headingCell } from './entries.js';
import type { Group } from './heading-groups.js';

interface Text {
  readonly file: string;
  readonly lines: readonly string[];
}

export function readAttackHeadings(groups: readonly Group[], text: Text, facts: Facts, report: Report): void {
  const before = facts.rows.threats.flatMap(({ source }) => (source.file === text.file ? [source.line] : []));
  const labelled = groups.flatMap((group) => labelledIn(group, text));
  const told = groups.flatMap((group) => underAttackers(group, text));
  const alone = before.length > 0 ? [] : groups.flatMap((group) => namedIn(group, text));
  const found = [...(labelled.length > 1 ? labelled : []), ...told, ...alone];
  const read = new Set(before);
  for (const cell of found) {
    if (read.has(cell.source.line)) continue;
    read.add(cell.source.line);
    addRow(
      facts,
      'threats',
      rowOf(cell.source, new Map([[KIND_NOUNS.threats.subject, { ...cell, spans: [] }]])),
      report,
    );
  }
}

/** `Threat 2.1: …`, `Attack A — …`. */
const LABELLED =
  /^\W*(?:threat|attack|abuse case|(?:attack|threat) scenario)\s*#?\s*(?:[0-9]{1,3}(?:\.[0-9]{1,3})?|[A-Z](?![\p{L}\p{N}]))\s*[:：—–-]\s*\S/iu;

function labelledIn({ around, siblings }: Group, text: Text): readonly Cell[] {
  const aside = around.some((each) => isLeftOut(each) && !isSurface(each)) || LEFT.test(around[0] ?? '');
  return aside ? [] : siblings.filter((each) => LABELLED.test(each.text)).map((each) => headingCell(each, text.file));
}

const LEFT = /\b(?:residual|accepted|examples?|templates?|future|out of scope|tests?|retired|closed)\b/iu;

/** `### A. Steal passwords` under "Attackers might": whatever is said there. */
function underAttackers({ around, siblings }: Group, text: Text): readonly Cell[] {
  const [nearest = '', ...above] = around;
  if (!attackersMay(nearest) || above.some(isLeftOut)) return [];
  return siblings.filter((each) => !isLeftOut(each.text)).map((each) => headingCell(each, text.file));
}

function isLeftOut(text: string): boolean {
  const kind = recogniseHeading(text);
  return kind === 'aside' || kind === 'omitted';
}

function namedIn({ around, siblings, end }: Group, text: Text): readonly Cell[] {
  const place = { around, leadIn: '', file: text.file };
  if (around.length === 0 || standingOf('threats', place) === 0 || isSetAside('threats', place)) return [];
  return siblings.flatMap((heading, index) => {
    const under = text.lines.slice(heading.line + 1, siblings[index + 1]?.line ?? end);
    const named = namesAttack(heading.text) && !isBareCategory(heading.text) && !isLeftOut(heading.text);
    const states = under.some((line) => /\S/u.test(line)) && !under.some((line) => /^\s{0,3}(?:#|\|)/u.test(line));
    return named && states && listsBy('threats', heading.text) === null ? [headingCell(heading, text.file)] : [];
  });
}
