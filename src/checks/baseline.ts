// What a team has accepted for now: waivers with a reason and an end, and a baseline of findings that were
// there before. A finding is known by its check and its subject; texts may change without making it new.

import { sortBy } from '../core/order.js';
import { atLeast, type Severity } from '../core/severity.js';
import { objectKey } from '../pg/object.js';
import type { Finding } from './model.js';

export interface Waiver {
  readonly check: string;
  /** `kind:path.joined.by.dots`, with a trailing `*` for every subject with that beginning. */
  readonly subject: string;
  readonly reason: string;
  /** ISO date, the last day on which it holds. */
  readonly expires: string;
}

export interface BaselineEntry {
  readonly check: string;
  /** `objectKey` of the subject. */
  readonly subject: string;
}

export interface Baseline {
  readonly formatVersion: '1.0';
  readonly findings: readonly BaselineEntry[];
}

export interface Judged {
  /** Neither waived nor known. */
  readonly fresh: readonly Finding[];
  readonly known: readonly Finding[];
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
  /** Waivers that ended before `today`: their findings are judged as if they were not there. */
  readonly expired: readonly Waiver[];
  /** Waivers that match no finding: they can go. */
  readonly unused: readonly Waiver[];
  /** Baseline entries whose finding is gone. */
  readonly fixed: readonly BaselineEntry[];
}

export function findingKey(finding: Pick<Finding, 'check' | 'subject'>): string {
  return JSON.stringify([finding.check, objectKey(finding.subject)]);
}

/** The subject as people and examples write it. */
export function subjectText(finding: Pick<Finding, 'subject'>): string {
  return `${finding.subject.kind}:${finding.subject.path.join('.')}`;
}

export function baselineOf(findings: readonly Finding[]): Baseline {
  const entries = new Map(
    findings.map((finding) => [findingKey(finding), { check: finding.check, subject: objectKey(finding.subject) }]),
  );
  return { formatVersion: '1.0', findings: sortBy(entries.values(), (entry) => [entry.check, entry.subject]) };
}

/** `today` is an ISO date (`2026-11-23`). A waiver without a reason or an end counts for nothing. */
export function judge(
  findings: readonly Finding[],
  options: { readonly waivers?: readonly Waiver[]; readonly baseline?: Baseline; readonly today: string },
): Judged {
  const waivers = options.waivers ?? [];
  const valid = waivers.filter((waiver) => waiver.reason.trim() !== '' && waiver.expires >= options.today);
  const known = new Set(
    (options.baseline?.findings ?? []).map((entry) => JSON.stringify([entry.check, entry.subject])),
  );
  const used = new Set<Waiver>();
  const judged: { fresh: Finding[]; known: Finding[]; waived: { finding: Finding; waiver: Waiver }[] } = {
    fresh: [],
    known: [],
    waived: [],
  };
  for (const finding of findings) {
    const waiver = valid.find((each) => waives(each, finding));
    if (waiver !== undefined) {
      used.add(waiver);
      judged.waived.push({ finding, waiver });
    } else if (known.has(findingKey(finding))) judged.known.push(finding);
    else judged.fresh.push(finding);
  }
  const present = new Set(findings.map(findingKey));
  return {
    ...judged,
    expired: waivers.filter((waiver) => !valid.includes(waiver)),
    unused: valid.filter((waiver) => !used.has(waiver)),
    fixed: (options.baseline?.findings ?? []).filter(
      (entry) => !present.has(JSON.stringify([entry.check, entry.subject])),
    ),
  };
}

function waives(waiver: Waiver, finding: Finding): boolean {
  if (waiver.check !== finding.check) return false;
  const subject = subjectText(finding);
  return waiver.subject.endsWith('*') ? subject.startsWith(waiver.subject.slice(0, -1)) : subject === waiver.subject;
}

/** `--fail-on`: whether any finding that counts is at or over the threshold; `never` fails on nothing. */
export function failsOn(findings: readonly Finding[], threshold: Severity | 'never'): boolean {
  return threshold !== 'never' && findings.some((finding) => atLeast(finding.severity, threshold));
}
