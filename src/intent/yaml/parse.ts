// Text → YAML nodes, whatever the text holds: one document, no key twice, and not more problems than one can read.

import { isMap, parseDocument, visit, type Document, type LineCounter } from 'yaml';
import type { Source } from '../../core/source.js';
import type { Report } from '../row.js';
import { placeOf, scalarOf, yamlProblem } from './values.js';

/** Null when the parser's own recursion ends before the text does. */
export function parseYaml(text: string, lineCounter: LineCounter): Document.Parsed | null {
  try {
    // Its own search for equal keys compares each with each; `repeatedKeys` does not.
    return parseDocument(text.replace(/^\uFEFF/u, ''), { lineCounter, logLevel: 'error', uniqueKeys: false });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const MOST = 10;

/** True when the document is not to be read. */
export function reportYamlErrors(document: Document.Parsed, at: (offset: number) => Source, report: Report): boolean {
  for (const problem of document.errors.slice(0, MOST)) {
    const several = problem.code === 'MULTIPLE_DOCS';
    const what = several ? 'The file holds several documents.' : 'The file is no YAML.';
    const why = several ? 'Only one is read; the others would be passed over.' : problem.message.split('\n')[0];
    report(yamlProblem(what, why ?? '', at(problem.pos[0])));
  }
  if (document.errors.length > 0) return true;
  const repeated = repeatedKeys(document, at);
  for (const { key, source } of repeated.slice(0, MOST)) {
    report(yamlProblem(`The key "${key.slice(0, 60)}" stands twice in one mapping.`, 'Only one can be meant.', source));
  }
  return repeated.length > 0;
}

interface RepeatedKey {
  readonly key: string;
  readonly source: Source;
}

function repeatedKeys(document: Document.Parsed, at: (offset: number) => Source): readonly RepeatedKey[] {
  const repeated: RepeatedKey[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (isMap(key)) continue;
        const name = String(scalarOf(key));
        if (seen.has(name)) repeated.push({ key: name, source: placeOf(key, (node) => at(node?.range?.[0] ?? 0)) });
        seen.add(name);
      }
    },
  });
  return repeated;
}
