// The matrix both ways, as a document of its own: `coverage.json`.

import { canonicalJson } from '../core/canonical-json.js';
import type { ReportDocument } from './plain.js';

export const COVERAGE_FORMAT = '1.0';

export interface CoverageDocument {
  readonly formatVersion: typeof COVERAGE_FORMAT;
  readonly coverage: ReportDocument['coverage'];
  readonly removable: ReportDocument['removable'];
}

export function coverageDocument(input: Pick<ReportDocument, 'coverage' | 'removable'>): CoverageDocument {
  return { formatVersion: COVERAGE_FORMAT, coverage: input.coverage, removable: input.removable };
}

export function renderCoverageJson(input: Pick<ReportDocument, 'coverage' | 'removable'>): string {
  return `${canonicalJson(coverageDocument(input), 2)}\n`;
}
