// ADRs of the team: `adrs/NNNN-*.md` with `id, title, status, settles` in their front matter, or with a `## Status`
// and a line `Settles: …` in their text. One that an accepted one supersedes stands no longer, whatever it says itself.

import type { Decision } from './model.js';
import { frontList, frontText, type FrontMatter } from './markdown/front-matter.js';
import type { Report } from './row.js';

/** A decision as its own file states it. */
export interface StatedDecision extends Decision {
  /** What it names: ids, numbers, files or links. */
  readonly supersedes: readonly string[];
}

/** Files under `adr-candidates/` are our own questions, never answers. */
export function isCandidateFile(path: string): boolean {
  return /(?:^|[/\\])adr-candidates[/\\]/u.test(path);
}

export function isDecisionFile(path: string, matter: FrontMatter): boolean {
  return /(?:^|[/\\])(?:adrs?|decisions)[/\\][^/\\]+$/iu.test(path) || matter.values.has('settles');
}

/** Null for a file of the folder that is no ADR (an index page, a template). */
export function readDecision(path: string, matter: FrontMatter, lines: readonly string[]): StatedDecision | null {
  const text = proseOf(lines, matter.end);
  const stated = frontText(matter, 'status') ?? fieldOf(text, 'status') ?? underHeading(text, 'status');
  if (stated === null) return null;
  const file = fileName(path);
  const number = /^(?:adr[-_]?)?(\d{1,5})(?=[-_.]|$)/iu.exec(file)?.[1];
  const listed = (key: string): readonly string[] =>
    matter.values.has(key) ? frontList(matter, key) : (fieldOf(text, key) ?? '').split(',').map(bare).filter(isSaid);
  return {
    id: frontText(matter, 'id') ?? (number === undefined ? file : `ADR-${Number(number)}`),
    title: frontText(matter, 'title') ?? file,
    status: statusOf(stated),
    settles: listed('settles'),
    supersedes: listed('supersedes'),
    source: matter.sourceOf('status'),
  };
}

/** The text without its code fences. */
function proseOf(lines: readonly string[], first: number): readonly string[] {
  let fenced = false;
  return lines.slice(first).filter((line) => {
    const fence = /^ {0,3}(?:```|~~~)/u.test(line);
    if (fence) fenced = !fenced;
    return !fenced && !fence;
  });
}

/** `Status: accepted`, `* Status: accepted`, `**Status:** accepted` */
function fieldOf(lines: readonly string[], key: string): string | null {
  const field = new RegExp(`^\\s*(?:[-*+]\\s+)?[*_]{0,2}${key}[*_]{0,2}\\s*:\\s*[*_]{0,2}\\s*(\\S.*)$`, 'iu');
  for (const line of lines) {
    const found = field.exec(line)?.[1];
    if (found !== undefined) return found.trim();
  }
  return null;
}

function underHeading(lines: readonly string[], heading: string): string | null {
  const at = lines.findIndex((line) => new RegExp(`^#{1,6}\\s+(?:\\d+\\.\\s*)?${heading}\\s*#*\\s*$`, 'iu').test(line));
  if (at < 0) return null;
  const next = lines.slice(at + 1).find((line) => line.trim() !== '');
  return next === undefined || next.startsWith('#') ? null : bare(next.replace(/^\s*[-*+]\s+/u, ''));
}

function bare(text: string): string {
  return text.replace(/[*_`]/gu, '').trim();
}

function isSaid(text: string): boolean {
  return text !== '' && !/^(?:-|none|nothing|n\/a)$/iu.test(text);
}

/** `Accepted (2026-01-31)` is accepted; `accepted, superseded by …` and `accepted?` are not. */
function statusOf(stated: string): string {
  const status = stated.toLowerCase().trim();
  const ended = /\b(?:superseded|deprecated|replaced|withdrawn|revoked)\b/u.exec(status)?.[0];
  if (ended !== undefined) return ended;
  return /^accepted(?:\s*$|\s*[,;(.–—-]|\s+(?:on\s+)?\d)/u.test(status) ? 'accepted' : status;
}

/** Those that an accepted decision supersedes are superseded, also where their own file was left as it was. */
export function withSuperseded(stated: readonly StatedDecision[]): readonly Decision[] {
  const ended = stated.filter(({ status }) => status === 'accepted').flatMap((each) => endedBy(each, stated));
  return stated.map(({ supersedes: _supersedes, ...decision }) =>
    decision.status === 'accepted' && ended.some(({ source }) => source === decision.source)
      ? { ...decision, status: 'superseded' }
      : decision,
  );
}

function endedBy(decision: StatedDecision, all: readonly StatedDecision[]): readonly StatedDecision[] {
  return all.filter(
    (other) => other !== decision && decision.supersedes.some((reference) => refersTo(reference, other)),
  );
}

function refersTo(reference: string, decision: StatedDecision): boolean {
  const number = /^0*(\d{1,5})$/u.exec(reference.trim())?.[1];
  return namesDecision(number === undefined ? reference : `ADR-${number}`, decision);
}

/** The text names the decision: by its id, by `ADR` and its number, or by its file. */
export function namesDecision(text: string, { id, source }: Pick<Decision, 'id' | 'source'>): boolean {
  const file = fileName(source.file);
  const number = /^(?:adr[-_ ]?)?0*(\d{1,5})(?=\D|$)/iu.exec(id)?.[1] ?? /^0*(\d{1,5})(?=\D)/u.exec(file)?.[1];
  const names = [id, file].filter((name) => name !== '' && !/^\d+$/u.test(name)).map(escaped);
  if (number !== undefined) names.push(`adr[-_ ]?0*${number}`);
  return names.some((name) => new RegExp(`(?<![\\p{L}\\p{N}])${name}(?![\\p{L}\\p{N}])`, 'iu').test(text));
}

/** The words name a decision that the team accepted; prose alone justifies nothing. */
export function namesAccepted(words: string, decisions: readonly Decision[]): boolean {
  return decisions.some((decision) => decision.status === 'accepted' && namesDecision(words, decision));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}

function fileName(path: string): string {
  return (path.split(/[/\\]/u).at(-1) ?? path).replace(/\.[a-z]+$/iu, '');
}

/** Edited in place, it would look like an answer and be none. */
export function reportAcceptedCandidate(path: string, matter: FrontMatter, report: Report): void {
  if (statusOf(frontText(matter, 'status') ?? '') !== 'accepted') return;
  report({
    code: 'accepted-candidate',
    severity: 'warning',
    what: `${path} is accepted, but stands among the questions and answers none.`,
    why: 'Every run writes adr-candidates/ again; what the team decided is kept in a folder of its own.',
    fix: 'Move it to `adrs/`.',
    source: matter.sourceOf('status'),
  });
}
