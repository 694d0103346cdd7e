// Documents → Intent. Pure: texts in, facts and diagnostics out; whatever the texts hold, it returns.

import { compareText, sortBy } from '../core/order.js';
import { formatSource } from '../core/source.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { addComponent, claimThreats, componentOf } from './component-file.js';
import { findContradictions } from './contradictions.js';
import { isCandidateFile, isDecisionFile, readDecision, reportAcceptedCandidate } from './decisions.js';
import { emptyFacts, type Facts } from './facts.js';
import type { Intent } from './model.js';
import { frontText, readFrontMatter, type FrontMatter } from './markdown/front-matter.js';
import { readDocument } from './markdown/document.js';
import { splitLines } from './markdown/scan.js';
import { mergeFacts } from './merge.js';
import { checkOmissions } from './omissions.js';
import { checkReferences } from './references.js';
import type { Report } from './row.js';
import { readYamlDocument } from './yaml/document.js';

export interface DocumentFile {
  /** As it shall be cited; also tells the format and whether it is an ADR. */
  readonly path: string;
  readonly text: string;
}

export interface IntentReading {
  readonly intent: Intent;
  readonly diagnostics: readonly Diagnostic[];
}

/** `.md`, `.markdown`, `.yaml` and `.yml` files are read; others are ignored. Order of the files does not matter. */
export function readIntent(files: readonly DocumentFile[]): IntentReading {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const facts = emptyFacts();
  const documents = files.filter((file) => /\.(?:md|markdown|ya?ml)$/iu.test(file.path) && !isCandidateFile(file.path));
  checkCandidates(files, report);
  if (documents.length === 0) report(NO_DOCUMENT);
  for (const file of sortBy(documents, (each) => each.path)) {
    if (/\.(?:md|markdown)$/iu.test(file.path)) readMarkdown(file, facts, report);
    else readYamlDocument(file, facts, report);
  }
  const intent = mergeFacts(facts, report);
  findContradictions(intent, report);
  checkReferences(intent, report);
  checkOmissions(intent, report);
  return { intent, diagnostics: sortDiagnostics(diagnostics) };
}

const NO_DOCUMENT: Diagnostic = {
  code: 'no-document',
  severity: 'error',
  what: 'There is no document to read.',
  why: 'Hardening follows the security architecture; without one there is nothing to enforce.',
  fix: 'Name a directory with Markdown or YAML documents, or draft them with `pgrampart init`.',
};

function checkCandidates(files: readonly DocumentFile[], report: Report): void {
  for (const { path, text } of files) {
    if (!isCandidateFile(path)) continue;
    reportAcceptedCandidate(
      path,
      readFrontMatter(splitLines(text), path, () => undefined),
      report,
    );
  }
}

function readMarkdown(file: DocumentFile, facts: Facts, report: Report): void {
  const lines = splitLines(file.text);
  const matter = readFrontMatter(lines, file.path, report);
  checkAliases(file.path, lines.slice(0, matter.end), matter, report);
  if (isDecisionFile(file.path, matter)) {
    const decision = readDecision(file.path, matter, lines);
    if (decision !== null) facts.decisions.push(decision);
    return;
  }
  facts.documents.push({
    file: file.path,
    product: frontText(matter, 'product'),
    status: frontText(matter, 'status'),
    owner: frontText(matter, 'owner'),
    version: frontText(matter, 'version'),
    source: matter.sourceOf('status'),
  });
  checkStatus(file.path, matter, report);
  const component = componentOf(file.path, matter);
  if (component !== null) addComponent(component, matter, facts, report);
  const threats = facts.rows.threats.length;
  readDocument({ file: file.path, lines, first: matter.end }, facts, report);
  if (component !== null) claimThreats(component, facts, threats);
}

/** They are not followed (a few lines of them can grow to gigabytes), and nothing beside them is read then. */
function checkAliases(path: string, head: readonly string[], matter: FrontMatter, report: Report): void {
  const line = head.findIndex((text) => /^\s*[\w-]+\s*:\s+[&*][\p{L}\p{N}_]/u.test(text));
  if (line < 0 || matter.values.size > 0) return;
  report({
    code: 'front-matter',
    severity: 'error',
    what: 'The front matter uses anchors or aliases, so that nothing of it is read.',
    why: 'A few lines of aliases can grow to gigabytes; they are not followed.',
    fix: 'Write each value where it stands.',
    source: { file: path, line: line + 1, column: 1 },
  });
}

function checkStatus(path: string, matter: FrontMatter, report: Report): void {
  const status = frontText(matter, 'status');
  if (status?.toLowerCase() === 'approved') return;
  report({
    code: 'not-approved',
    severity: 'warning',
    what: status === null ? `${path} does not say that it is approved.` : `${path} is "${status}", not approved.`,
    why: 'What is enforced should be what its owners agreed to.',
    fix: 'Have it approved and write `status: approved` in its front matter.',
    source: matter.sourceOf('status'),
  });
}

function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((left, right) => {
    const a = left.source;
    const b = right.source;
    if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
    const byFile = compareText(a.file, b.file);
    if (byFile !== 0) return byFile;
    return (
      a.line - b.line || a.column - b.column || compareText(left.code + formatSource(a), right.code + formatSource(b))
    );
  });
}
