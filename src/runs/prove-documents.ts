import { bindIntent } from '../intent/bind/bind-intent.js';
import type { BoundIntent } from '../intent/bound.js';
import type { Inventory } from '../inventory/index.js';
import type { Progress } from './progress.js';
import { readStatedIntent } from './stated-intent.js';

/** @throws InputError when the documents cannot be read. */
export async function boundDocuments(
  docs: readonly string[],
  inventory: Inventory,
  progress: Progress,
): Promise<BoundIntent> {
  const { intent } = await readStatedIntent(docs, progress);
  return bindIntent(intent, inventory);
}
