// All controls for one context: each definition whose threats the documents state designs its control;
// a threat that nothing counters is a gap; what waits for an answer is listed, never guessed.

import type { Diagnostic } from '../core/diagnostic.js';
import { sortBy } from '../core/order.js';
import type { AdrCandidate, Blocked } from '../intent/candidate.js';
import type { Threat } from '../intent/model.js';
import type { ThreatKind } from '../pg/threat-kind.js';
import { UNKNOWN_SUBSTRATE } from '../substrate/capabilities.js';
import type { AreaNote, BlockedDemand, Control, ControlContext, ControlDefinition, OpenRisk } from './model.js';
import { keepNeeded } from './needed.js';
import { withoutOwnViews } from './own-views.js';
import { controls as registry } from './registry.js';
import { unmappedControls, type Unmapped } from './unmapped.js';

export interface Design {
  /** Sorted by id. */
  readonly controls: readonly Control[];
  readonly blocked: readonly BlockedDemand[];
  readonly candidates: readonly AdrCandidate[];
  /** Threats that no control, open risk or open question answers. */
  readonly gaps: readonly Threat[];
  /** Open risks that belong to no control (a control carries its own). */
  readonly openRisks: readonly OpenRisk[];
  readonly notes: readonly AreaNote[];
  /** Protections that are there and that no threat asks for. */
  readonly unmapped: readonly Unmapped[];
  readonly diagnostics: readonly Diagnostic[];
}

export function designControls(given: ControlContext, definitions: readonly ControlDefinition[] = registry): Design {
  const context = withoutOwnViews(given);
  const ordered = sortBy(definitions, (definition) => definition.id);
  const outcomes = ordered.flatMap((definition) => {
    const threats = threatsFor(context, definition);
    if (threats.length === 0 || waitsForSubstrate(context, definition)) return [];
    return [{ area: definition.area, ...definition.design(context, threats) }];
  });
  const controls = keepNeeded(outcomes.flatMap((outcome) => (outcome.control === null ? [] : [outcome.control])));
  const blocked = [...outcomes.flatMap((outcome) => outcome.blocked), ...waiting(context)];
  const openRisks = outcomes.flatMap((outcome) => outcome.openRisks ?? []);
  const answered = new Set([...controls, ...openRisks, ...blocked].flatMap((each) => each.threats));
  return {
    controls,
    blocked: uniqueBy(blocked, (each) => JSON.stringify([each.demand, each.reason])),
    candidates: uniqueBy(
      outcomes.flatMap((outcome) => outcome.candidates),
      (each) => each.id,
    ),
    gaps: context.bound.intent.threats.filter((threat) => !answered.has(threat.id)),
    openRisks,
    notes: outcomes.flatMap(({ area, notes = [] }) => notes.map((note) => ({ ...note, area }))),
    unmapped: unmappedControls(context),
    diagnostics: uniqueBy(
      outcomes.flatMap((outcome) => outcome.diagnostics ?? []),
      (each) => `${each.code} ${each.what}`,
    ),
  };
}

function threatsFor(context: ControlContext, definition: ControlDefinition): readonly string[] {
  return context.bound.intent.threats
    .filter((threat) => threat.kind !== null && definition.counters.includes(threat.kind))
    .map((threat) => threat.id);
}

/** What the open questions block, with the threats that the blocked area would have countered. */
function waiting(context: ControlContext): readonly BlockedDemand[] {
  return context.bound.candidates.flatMap((candidate) =>
    candidate.blocks.map((block) => {
      const kinds = CONCERNS[block.part];
      const threats = context.bound.intent.threats.filter((each) => each.kind !== null && kinds.includes(each.kind));
      return {
        demand: block.what,
        reason: `waits for an answer: ${candidate.title}`,
        whoCan: 'security, by answering the ADR candidate',
        candidate: candidate.id,
        threats: threats.map((threat) => threat.id),
      };
    }),
  );
}

/** On an unknown platform nobody can say how connections, audit and storage are set. */
function waitsForSubstrate(context: ControlContext, definition: ControlDefinition): boolean {
  if (context.capabilities.substrate !== UNKNOWN_SUBSTRATE) return false;
  return definition.area === 'connection' || definition.area === 'audit' || definition.id === 'columns/at-rest';
}

/** The threats that a part of the output is there for: open as long as the part waits. */
const CONCERNS: { readonly [P in Blocked['part']]: readonly ThreatKind[] } = {
  roles: ['excess-privilege', 'privilege-escalation'],
  isolation: ['tenant-crossing'],
  columns: ['restricted-data-disclosure'],
  connection: ['eavesdropping', 'server-impersonation', 'unauthorised-network-access'],
  audit: ['repudiation', 'audit-evasion'],
  credentials: ['credential-theft', 'secret-in-bootstrap'],
  exposure: ['unauthorised-network-access'],
  'at-rest': ['media-theft'],
};

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
