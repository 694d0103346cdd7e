// YAML nodes → cells: a scalar, a list of names, or `{text, names}` taken word for word. Anything else
// is a problem at its place.

import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Source } from '../../core/source.js';
import type { Cell, Report, Span } from '../row.js';
import { didYouMean } from '../words/nearest.js';

export type Place = (node: Node | null | undefined) => Source;

/** Null, with a problem reported, when the node has none of the forms. */
export function cellOf(node: unknown, source: Source, place: Place, report: Report): Cell | null {
  if (isSeq(node)) {
    const spans = spansOf(node.items, place, report);
    return { text: spans.map((span) => span.text).join(', '), spans, source };
  }
  if (isMap(node)) return literalOf(node, source, place, report);
  if (isAlias(node)) {
    report(yamlProblem('An alias is no value here.', 'Each fact is written where it stands.', source));
    return null;
  }
  const text = oneLine(String(scalarOf(node)));
  const spans: Span[] = [...text.matchAll(/`([^`]+)`/gu)].map((match) => ({
    text: match[1] ?? '',
    source: { ...source, column: source.column + match.index + 1 },
  }));
  return { text: text.replaceAll('`', ''), spans, source };
}

function spansOf(items: readonly unknown[], place: Place, report: Report): readonly Span[] {
  return items.flatMap((item) => {
    const source = placeOf(item, place);
    if (isScalar(item)) return [{ text: String(scalarOf(item)), source }];
    report(yamlProblem('A list here holds names.', 'Each element is one name.', source));
    return [];
  });
}

function literalOf(node: YAMLMap, source: Source, place: Place, report: Report): Cell | null {
  const text = node.get('text', true);
  const names = node.get('names', true);
  const keys = node.items.map((pair) => String(scalarOf(pair.key)));
  if (
    keys.some((key) => key !== 'text' && key !== 'names') ||
    !isScalar(text) ||
    (names !== undefined && !isSeq(names))
  ) {
    report(yamlProblem('A value is a text, a list of names, or {text, names}.', 'Nothing else is read.', source));
    return null;
  }
  const spans = isSeq(names) ? spansOf(names.items, place, report) : [];
  return { text: oneLine(String(scalarOf(text))), spans, source, literal: true };
}

/** As a table cell shows it. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Numbers as they are written: `1.0` is no `1`. */
export function scalarOf(node: unknown): string | number | boolean {
  const value: unknown = isScalar(node) ? node.value : node;
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'number') return isScalar(node) ? (node.source ?? value) : value;
  return typeof value === 'string' ? value : '';
}

export function placeOf(node: unknown, place: Place): Source {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? place(node) : place(null);
}

export function yamlProblem(what: string, why: string, source: Source): Parameters<Report>[0] {
  return { code: 'intent-yaml', severity: 'error', what, why, fix: 'See schemas/intent.schema.json.', source };
}

export function mapsOf(name: string, node: unknown, place: Place, report: Report): readonly YAMLMap[] {
  if (!isSeq(node)) {
    report(yamlProblem(`"${name}" is no list.`, 'A section is a list of rows.', placeOf(node, place)));
    return [];
  }
  return node.items.filter((item): item is YAMLMap => {
    if (isMap(item)) return true;
    report(yamlProblem('A row is a mapping.', `Rows of "${name}" are mappings of columns.`, placeOf(item, place)));
    return false;
  });
}

export function headText(map: YAMLMap, key: string): string | null {
  const text = String(scalarOf(map.get(key, true))).trim();
  return text === '' ? null : text;
}

export function unknownKey(name: string, known: readonly string[], source: Source): Parameters<Report>[0] {
  return {
    code: 'unknown-key',
    severity: 'error',
    what: `"${name.slice(0, 60)}" is no key here.${didYouMean(name, known)}`,
    why: 'A key that is not read would be a statement that is not enforced.',
    fix: `Known keys: ${known.join(', ')}.`,
    source,
    length: Math.max(1, name.length),
  };
}

export function givenTwice(name: string, source: Source): Parameters<Report>[0] {
  return yamlProblem(
    `"${name.slice(0, 60)}" says what another key of the row says already.`,
    'Only one of them can be meant.',
    source,
  );
}
