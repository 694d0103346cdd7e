// What is wrong with the documents as SARIF 2.1.0, so that code scanning shows it at the line.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { canonicalJson } from '../core/canonical-json.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { printable } from '../core/printable.js';
import { packageVersion } from './tool-version.js';

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** One rule a code, one result a diagnostic, in the order in which they are reported. */
export function diagnosticsSarif(diagnostics: readonly Diagnostic[]): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].toSorted();
  const rules = codes.map((code) => {
    const first = diagnostics.find((each) => each.code === code);
    return { id: code, shortDescription: { text: code }, help: { text: printable(first?.why ?? code) } };
  });
  const run = {
    tool: { driver: { name: 'pgrampart', version: packageVersion(), rules } },
    columnKind: 'utf16CodeUnits',
    results: diagnostics.map((each) => resultOf(each, codes.indexOf(each.code))),
  };
  const log = { version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json', runs: [run] };
  return `${canonicalJson(log, 2)}\n`;
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number): object {
  const { code, severity, what, fix, source, length } = diagnostic;
  const result = {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: printable(`${what} ${fix}`) },
  };
  if (source === undefined) return result;
  const region = {
    startLine: source.line,
    startColumn: source.column,
    endLine: source.line,
    endColumn: source.column + Math.max(1, length ?? 1),
  };
  return {
    ...result,
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(source.file) }, region } }],
  };
}

/** Relative paths stay relative: code scanning resolves them in the checkout. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(/[/\\]/u).map(encodeURIComponent).join('/');
}
