// `docs check`: reads the documents and says everything that is wrong with them; nothing else is needed.

import { canonicalJson } from '../core/canonical-json.js';
import { formatDiagnostic, hasErrors, type Diagnostic } from '../core/diagnostic.js';
import type { Source } from '../core/source.js';
import type { Intent } from '../intent/model.js';
import { splitLines } from '../intent/markdown/scan.js';
import { readIntent } from '../intent/read-intent.js';
import { SECTION_KINDS } from '../intent/sections/registry.js';
import { intentJsonSchema } from '../intent/yaml/schema.js';
import { counted, SECTION_WORDS, withoutRepeatedMarks } from './check-words.js';
import { diagnosticsSarif } from './docs-check-sarif.js';
import { readDocumentFiles, type DocumentFile } from './documents.js';
import { EXIT, type ExitCode } from './exit-code.js';

export interface CheckDocumentsRun {
  readonly docs: readonly string[];
  readonly format: 'text' | 'json' | 'sarif';
}

/** @throws InputError when there is no document */
export async function runCheckDocuments(
  run: CheckDocumentsRun,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const { documents, problems } = await readDocumentFiles(run.docs);
  const { intent, diagnostics: found } = readIntent(documents);
  // That nothing is left to read is no problem of its own.
  const diagnostics = [...problems, ...(documents.length === 0 ? [] : found)];
  const exit = hasErrors(diagnostics) ? EXIT.input : EXIT.clean;
  if (run.format === 'sarif') return { exit, result: diagnosticsSarif(diagnostics) };
  if (run.format === 'text') return { exit, result: checkText(documents, diagnostics, intent) };
  const summary = { ...countsOf(diagnostics), documents: documents.length, stated: statedOf(intent) };
  return { exit, result: `${canonicalJson({ formatVersion: '1.0', diagnostics, summary }, 2)}\n` };
}

/** JSON Schema of the YAML form. */
export function documentsSchema(): string {
  return `${canonicalJson(intentJsonSchema(), 2)}\n`;
}

function checkText(documents: readonly DocumentFile[], diagnostics: readonly Diagnostic[], intent: Intent): string {
  const lines = new Map(documents.map(({ path, text }) => [path, splitLines(text)]));
  const lineAt = (source: Source): string | undefined => lines.get(source.file)?.[source.line - 1];
  const { errors, warnings } = countsOf(diagnostics);
  const stated = Object.entries(statedOf(intent)).flatMap(([section, count]) =>
    count === 0 ? [] : [counted(count, SECTION_WORDS[section] ?? section)],
  );
  return [
    ...withoutRepeatedMarks(diagnostics).map((each) => `${formatDiagnostic(each, lineAt)}\n`),
    `${counted(documents.length, 'document')} ${documents.length === 1 ? 'states' : 'state'} ${stated.join(', ') || 'nothing that could be enforced'}`,
    `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`,
  ].join('\n');
}

function countsOf(diagnostics: readonly Diagnostic[]): { readonly errors: number; readonly warnings: number } {
  const count = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((each) => each.severity === severity).length;
  return { errors: count('error'), warnings: count('warning') };
}

/** How many facts each section gives; JSON names them as the YAML form does. */
function statedOf(intent: Intent): { readonly [section: string]: number } {
  return Object.fromEntries(SECTION_KINDS.map((kind) => [kind, intent[kind].length]));
}
