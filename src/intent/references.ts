// Ids and names that one section cites of another, and periods over the house standard: what is cited
// and not there, or stated and too long, is said where it stands.

import type { Source } from '../core/source.js';
import type { Intent } from './model.js';
import type { Report } from './row.js';
import { didYouMean } from './words/nearest.js';

interface Citation {
  readonly word: string;
  readonly source: Source;
}

/** Only where the cited section exists: its absence is a question of its own. */
export function checkReferences(intent: Intent, report: Report): void {
  const boundaries = intent.boundaries.map(({ id }) => id);
  const threats = intent.threats.map(({ id }) => id);
  const zones = intent.zones.map(({ zone }) => zone);
  cite(
    'boundary',
    boundaries,
    intent.threats.flatMap(({ boundary, source }) => split(boundary, source)),
    report,
  );
  cite(
    'threat',
    threats,
    intent.auditEvents.flatMap((event) => event.threats.map((word) => ({ word, source: event.source }))),
    report,
  );
  cite(
    'trust zone',
    zones,
    intent.endpoints.flatMap(({ zone, source }) => split(zone, source)),
    report,
  );
  cite(
    'trust zone',
    zones,
    intent.deployments.flatMap(({ zone, source }) => split(zone, source)),
    report,
  );
  for (const { id, boundary, source } of intent.threats) {
    if (boundary === null && boundaries.length > 0) report(crossesNothing(id, source));
  }
  for (const { name, owns, source } of intent.components) {
    if (owns.length === 0) report(ownsNothing(name, source));
  }
  for (const { credential, logins, rotationDays, source } of intent.credentials) {
    if (logins.length > 0 && rotationDays !== null && rotationDays > 90)
      report(tooLong(credential, rotationDays, source));
  }
}

function split(text: string | null, source: Source): readonly Citation[] {
  return (text ?? '')
    .split(/[,;]/u)
    .map((word) => ({ word: word.trim(), source }))
    .filter(({ word }) => word !== '');
}

function cite(what: string, known: readonly string[], citations: readonly Citation[], report: Report): void {
  if (known.length === 0) return;
  const names = new Set(known.map((name) => name.toLowerCase()));
  for (const { word, source } of citations) {
    if (names.has(word.toLowerCase())) continue;
    report({
      code: 'unknown-reference',
      severity: 'warning',
      what: `No ${what} is called "${word.slice(0, 60)}".${didYouMean(word, known)}`,
      why: 'Coverage is counted by these ids: what cites nothing is covered by nothing.',
      fix: `Cite one of the ids of its section, or add the ${what} there.`,
      source,
    });
  }
}

function crossesNothing(id: string, source: Source): Parameters<Report>[0] {
  return {
    code: 'threat-without-boundary',
    severity: 'info',
    what: `The threat ${id.slice(0, 60)} crosses no boundary of the map.`,
    why: 'Where it crosses tells which controls stand in its way; a boundary that no threat names is not covered.',
    fix: 'Name the boundary that it crosses.',
    source,
  };
}

function ownsNothing(name: string, source: Source): Parameters<Report>[0] {
  return {
    code: 'owns-nothing',
    severity: 'info',
    what: `The component "${name.slice(0, 60)}" owns nothing in the database.`,
    why: 'Owner roles and write grants follow from ownership.',
    fix: 'Name its schemas or tables, or write none if it has no data.',
    source,
  };
}

function tooLong(credential: string, days: number, source: Source): Parameters<Report>[0] {
  return {
    code: 'rotation-too-long',
    severity: 'warning',
    what: `The ${credential.slice(0, 60)} rotates every ${Math.round(days)} days.`,
    why: 'Database credentials rotate in 90 days or less; documents may tighten that, not loosen it.',
    fix: 'State 90 days or less, or an accepted ADR that allows more.',
    source,
  };
}
