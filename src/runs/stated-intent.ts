// What the architecture documents say, or every reason why they cannot be followed.

import { hasErrors, type Diagnostic } from '../core/diagnostic.js';
import { InputError } from '../core/input-error.js';
import type { Intent } from '../intent/model.js';
import { readIntent } from '../intent/read-intent.js';
import { readDocuments, type DocumentFile } from './documents.js';
import type { Progress } from './progress.js';

export interface StatedIntent {
  readonly documents: readonly DocumentFile[];
  readonly intent: Intent;
  /** Warnings: errors were thrown. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws InputError with every problem at once */
export async function readStatedIntent(places: readonly string[], progress: Progress): Promise<StatedIntent> {
  const documents = await readDocuments(places);
  const { intent, diagnostics } = readIntent(documents);
  if (hasErrors(diagnostics)) throw new InputError(diagnostics);
  const text = `${intent.threats.length} threats in ${documents.length} files`;
  progress({ stage: 'documents', state: 'done', text });
  return { documents, intent, diagnostics };
}
