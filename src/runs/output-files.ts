// The files of `harden`, as DESIGN §5 names them.

import type { Demand } from '../demand/model.js';
import { renderAdr } from '../intent/adr.js';
import type { AdrCandidate } from '../intent/candidate.js';
import { encodeInventory } from '../inventory/codec.js';
import type { Inventory } from '../inventory/index.js';
import { artifactsOf, type PlatformWish } from '../plan/artifacts/index.js';
import { encodePlan } from '../plan/codec.js';
import type { Plan } from '../plan/model.js';
import {
  renderCoverageJson,
  renderHtml,
  renderJson,
  renderMarkdown,
  renderSarif,
  renderVerifyJson,
  type HardeningDocument,
} from '../report/index.js';
import type { OutputFile } from './output-folder.js';

/** What does not depend on the report: emitted SQL, configuration, questions. */
export function remedyFiles(
  plan: Plan,
  demands: readonly Demand[],
  candidates: readonly AdrCandidate[],
  at: Date,
  platform: PlatformWish,
): readonly OutputFile[] {
  const date = at.toISOString().slice(0, 10);
  const adrs = candidates.map((candidate, index) => renderAdr(candidate, { number: index + 1, date }));
  return [
    ...artifactsOf(plan, demands, { at, platform }),
    { path: 'plan.json', text: encodePlan(plan) },
    ...adrs.map(({ file, text }) => ({ path: file, text })),
  ];
}

export function reportFiles(document: HardeningDocument, inventory: Inventory): readonly OutputFile[] {
  return [
    { path: 'security-hardening.md', text: renderMarkdown(document) },
    { path: 'report.html', text: renderHtml(document) },
    { path: 'report.json', text: renderJson(document) },
    { path: 'findings.sarif', text: renderSarif(document) },
    { path: 'evidence.json', text: renderVerifyJson(document) },
    { path: 'coverage.json', text: renderCoverageJson(document) },
    { path: 'inventory.json', text: encodeInventory(inventory) },
  ];
}

/** Their paths, so that the report can name them before it is written. */
export const REPORT_FILES: readonly string[] = [
  'security-hardening.md',
  'report.html',
  'report.json',
  'findings.sarif',
  'evidence.json',
  'coverage.json',
  'inventory.json',
];
