// The whole report as JSON, sorted: what `report OUT` renders again, and what other programs read. No text
// is escaped beyond JSON itself: a reader gets the names as they are.

import { canonicalJson } from '../../core/canonical-json.js';
import type { ReportDocument } from '../plain.js';

export function renderJson(document: ReportDocument): string {
  return `${canonicalJson(document, 2)}\n`;
}
