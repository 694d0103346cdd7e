// How the report says states, places and people: one wording for every section and format.

import { canonicalJson } from '../core/canonical-json.js';
import { formatSource, type Source } from '../core/source.js';
import type { Severity } from '../core/severity.js';
import type { ObjectRef } from '../pg/object.js';
import type { Grantee } from '../pg/grantee.js';
import type { Posture, Observed } from '../proof/model.js';
import { code, joined, link, mark, type Inline, type Rich, type Tone } from './blocks.js';
import { anchorOf } from './anchor.js';
import type { CoverageRow } from './document.js';
import type { QualityAnswer } from './quality.js';
import type { ReportEvidence } from './plain.js';
import type { Proved } from './tally.js';

/** For people. The word `hardened` may be read only where it is earned. */
const POSTURE_WORDS: {
  readonly [posture in Posture]: { readonly text: string; readonly tone: Tone; readonly lead: string };
} = {
  hardened: {
    text: 'hardened',
    tone: 'good',
    lead: 'Every control that nothing blocks held, and failed once it was removed.',
  },
  unverified: {
    text: 'unverified',
    tone: 'warn',
    lead: 'Not everything is proved and decided yet; what is left is named below.',
  },
  'not-hardened': {
    text: 'failed',
    tone: 'bad',
    lead: 'At least one control did not hold, or a threat has no control.',
  },
};

export function postureWords(posture: Posture): { readonly text: string; readonly tone: Tone; readonly lead: string } {
  return POSTURE_WORDS[posture];
}

const EVIDENCE_TONES: { readonly [status in ReportEvidence['status']]: Tone } = {
  holds: 'good',
  broken: 'bad',
  vacuous: 'bad',
  'not-run': 'warn',
};

export function evidenceMark(status: ReportEvidence['status']): Inline {
  return mark(status, EVIDENCE_TONES[status]);
}

const COVERAGE_TONES: { readonly [status in CoverageRow['status']]: Tone } = {
  covered: 'good',
  partial: 'warn',
  gap: 'bad',
  blocked: 'warn',
  'open-risk': 'warn',
};

export function coverageMark(status: CoverageRow['status']): Inline {
  return mark(status, COVERAGE_TONES[status]);
}

const SEVERITY_TONES: { readonly [severity in Severity]: Tone } = {
  critical: 'bad',
  high: 'bad',
  medium: 'warn',
  low: 'info',
  info: 'muted',
};

export function severityMark(severity: Severity): Inline {
  return mark(severity, SEVERITY_TONES[severity]);
}

const VERDICTS: { readonly [verdict in QualityAnswer['verdict']]: Inline } = {
  met: mark('met', 'good'),
  'open-risk': mark('open risk', 'warn'),
  gap: mark('gap', 'bad'),
};

export function verdictMark(verdict: QualityAnswer['verdict']): Inline {
  return VERDICTS[verdict];
}

/** What an attack met: outcome, SQLSTATE and rows. */
export function observedWords(observed: Observed): string {
  const state = observed.sqlstate === null ? '' : ` ${observed.sqlstate}`;
  const rows = observed.rows === null ? '' : `, ${observed.rows} ${observed.rows === 1 ? 'row' : 'rows'}`;
  return `${observed.outcome}${state}${rows}`;
}

export function objectCode(object: ObjectRef): Inline {
  return code(object.path.join('.'));
}

/** One text per object, for grouping. */
export function objectKey(object: ObjectRef): string {
  return canonicalJson([object.kind, object.database ?? '', ...object.path]);
}

export function objectWords(object: ObjectRef): string {
  return `${object.kind.replaceAll('-', ' ')} ${object.path.join('.')}`;
}

export function granteeInline(grantee: Grantee): Inline {
  if (grantee.kind === 'public') return mark('PUBLIC', 'muted');
  return code(grantee.name.toUpperCase() === 'PUBLIC' ? `role "${grantee.name}"` : grantee.name);
}

/** The same for sorting and grouping; a role called PUBLIC stays apart. */
export function granteeGroup(grantee: Grantee): string {
  return grantee.kind === 'public' ? ' PUBLIC' : `role ${grantee.name}`;
}

const SHOWN_SOURCES = 4;

/** The last part of each path is enough to find the line; the provenance section has the whole path. */
export function sourcesRich(sources: readonly Source[]): Rich {
  const lines = [...new Set(sources.map((source) => `${baseName(source.file)}:${source.line}`))];
  const shown = lines.slice(0, SHOWN_SOURCES).map(code);
  const more = lines.length - shown.length;
  return more > 0 ? [...asItems(joined(shown)), `, and ${more} more`] : joined(shown);
}

export function sourceWords(source: Source): string {
  return formatSource({ ...source, file: baseName(source.file) });
}

export function baseName(file: string): string {
  return file.split(/[/\\]/u).at(-1) ?? file;
}

export function controlLinks(ids: readonly string[]): Rich {
  return joined(ids.map((id) => link(id, anchorOf('control', id))));
}

export function threatLinks(ids: readonly string[]): Rich {
  return joined(ids.map((id) => link(id, anchorOf('threat', id))));
}

export function asItems(rich: Rich): readonly (string | Inline)[] {
  return typeof rich === 'string' || 'kind' in rich ? [rich] : rich;
}

/** A cell for what the documents may leave open. */
export function stated(text: string | null): Rich {
  return text === null || text === '' ? mark('not stated', 'warn') : text;
}

export function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

const PROVED_TONES: { readonly [proved in Proved]: Tone } = {
  proved: 'good',
  partly: 'warn',
  failed: 'bad',
  unproved: 'warn',
};

export function provedMark(proved: Proved): Inline {
  return mark(proved, PROVED_TONES[proved]);
}
