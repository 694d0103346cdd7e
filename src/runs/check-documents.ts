// `docs check`: reads the documents and says everything that is wrong with them; nothing else is needed.

import { canonicalJson } from '../core/canonical-json.js';
import { formatDiagnostic, hasErrors, type Diagnostic } from '../core/diagnostic.js';
import type { Source } from '../core/source.js';
import type { Intent } from '../intent/model.js';
import { readIntent } from '../intent/read-intent.js';
import { intentJsonSchema } from '../intent/yaml/schema.js';
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
  const diagnostics = [...problems, ...found];
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
  const lines = new Map(documents.map(({ path, text }) => [path, text.split(/\r?\n/u)]));
  const lineAt = (source: Source): string | undefined => lines.get(source.file)?.[source.line - 1];
  const { errors, warnings } = countsOf(diagnostics);
  const stated = Object.entries(statedOf(intent)).map(([name, count]) => `${count} ${name}`);
  return [
    ...diagnostics.map((each) => `${formatDiagnostic(each, lineAt)}\n`),
    `${documents.length} documents state ${stated.join(', ')}`,
    `${errors} errors, ${warnings} warnings`,
  ].join('\n');
}

function countsOf(diagnostics: readonly Diagnostic[]): { readonly errors: number; readonly warnings: number } {
  const count = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((each) => each.severity === severity).length;
  return { errors: count('error'), warnings: count('warning') };
}

function statedOf(intent: Intent): { readonly [name: string]: number } {
  return {
    threats: intent.threats.length,
    boundaries: intent.boundaries.length,
    components: intent.components.length,
    classifications: intent.classifications.length,
    authorizations: intent.authorizations.length,
    connections: intent.connections.length,
    credentials: intent.credentials.length,
  };
}
