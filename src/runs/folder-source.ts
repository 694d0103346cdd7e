import { OperationError } from '../core/operation-error.js';
import type { Progress } from './progress.js';
import type { SourceReading } from './source.js';

export async function readFolderSource(folder: string, _progress: Progress): Promise<SourceReading> {
  throw new OperationError({ code: 'unsupported', what: `folder ${folder}`, fix: 'x' });
}
