// Runs checks over one set of facts. A check whose section could not be read is reported as not assessed:
// it never passes in silence. Linear: every check sees the inventory once.

import { sortBy } from '../core/order.js';
import type { Inventory, SectionName } from '../inventory/model.js';
import { objectKey } from '../pg/object.js';
import type { ThreatKind } from '../pg/threat-kind.js';
import type { CheckDefinition, CheckFacts, Finding, Gap, HiddenPart, NotAssessed } from './model.js';

/** What the documents' threats are called; only those with a kind can be matched. */
export interface NamedThreat {
  readonly id: string;
  readonly kind: ThreatKind | null;
}

export interface Assessment {
  /** Sorted by check and subject. */
  readonly findings: readonly Finding[];
  /** Sorted by check. */
  readonly notAssessed: readonly NotAssessed[];
}

export function assess(
  facts: CheckFacts,
  checks: readonly CheckDefinition[],
  options: { readonly threats?: readonly NamedThreat[] } = {},
): Assessment {
  const threats = options.threats ?? facts.bound?.intent.threats ?? [];
  const findings: Finding[] = [];
  const notAssessed: NotAssessed[] = [];
  for (const check of checks) {
    const missing = unreadableReasons(facts.inventory, check);
    const partly = canJudgeRest(facts.inventory, check.needs);
    if (missing.length > 0) notAssessed.push({ check: check.id, reason: missing.join('; '), partly });
    if (!partly) continue;
    // One by one: a call takes no hundred thousand arguments.
    for (const gap of check.check(facts)) findings.push(findingOf(check, gap, threats));
  }
  return {
    findings: sortBy(findings, (finding) => [finding.check, objectKey(finding.subject)]),
    notAssessed: sortBy(notAssessed, (each) => [each.check, each.reason]),
  };
}

/** Where a reading in part hides a known part of every item, and not whole items. */
const HIDES: { readonly [S in SectionName]?: HiddenPart } = { roles: 'password-kind' };

/** What could not be read of the needed sections, one reason each; a section of a database names it. */
function unreadableReasons(inventory: Inventory, check: CheckDefinition): readonly string[] {
  const reasons: string[] = [];
  for (const need of check.needs) {
    const hides = HIDES[need];
    const matters = hides === undefined || check.looksAt?.includes(hides) === true;
    for (const { where, section } of sectionsNamed(inventory, need)) {
      if (section.status === 'unreadable') reasons.push(`${where}: ${section.reason}`);
      else if (section.partial !== undefined && matters) reasons.push(`${where} was read in part: ${section.partial}`);
    }
  }
  return reasons;
}

interface NamedSection {
  readonly where: string;
  readonly section:
    | { readonly status: 'read'; readonly partial?: string }
    | { readonly status: 'unreadable'; readonly reason: string };
}

function sectionsNamed(inventory: Inventory, name: SectionName): readonly NamedSection[] {
  const { cluster } = inventory;
  const found: NamedSection[] = [];
  const whole: readonly [string, NamedSection['section']][] = Object.entries(cluster);
  for (const [key, section] of whole) if (key === name) found.push({ where: name, section });
  for (const { name: database, ...sections } of inventory.databases) {
    for (const [key, section] of Object.entries(sections)) {
      if (key === name) found.push({ where: `${name} of ${database}`, section });
    }
  }
  return found;
}

/** Findings in what was read are true all the same; with a cluster-wide section missing there is nothing to judge. */
function canJudgeRest(inventory: Inventory, needs: readonly SectionName[]): boolean {
  return needs.every((need) => sectionsNamed(inventory, need).some(({ section }) => section.status === 'read'));
}

function findingOf(check: CheckDefinition, gap: Gap, threats: readonly NamedThreat[]): Finding {
  const matching = threats.filter((threat) => threat.kind !== null && check.threats.includes(threat.kind));
  return {
    check: check.id,
    severity: gap.severity ?? check.severity,
    confidence: gap.confidence ?? check.confidence,
    subject: gap.subject,
    title: check.title,
    detail: gap.detail,
    threats: sortBy(new Set(matching.map((threat) => threat.id)), (id) => id),
    threatKinds: check.threats,
    references: check.references,
    fix: gap.fix ?? check.doc.fix,
    ...(gap.remedy === undefined ? {} : { remedy: gap.remedy }),
  };
}
