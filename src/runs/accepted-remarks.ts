// What became of waivers and baseline: what they cover is said, and what of them no longer serves.

import type { Diagnostic } from '../core/diagnostic.js';
import type { Judged } from '../checks/baseline.js';

export function acceptedDiagnostics(judged: Judged): readonly Diagnostic[] {
  const { known, waived, expired, unused, fixed } = judged;
  const why = 'a finding that is accepted is still there';
  return [
    ...(known.length + waived.length === 0
      ? []
      : [info('accepted', `${known.length} findings are in the baseline, ${waived.length} are waived`, why)]),
    ...expired.map((waiver) =>
      warning('waiver-ended', `the waiver of ${waiver.check} for ${waiver.subject} ended on ${waiver.expires}`),
    ),
    ...unused.map((waiver) =>
      warning('waiver-unused', `no finding matches the waiver of ${waiver.check} for ${waiver.subject}`),
    ),
    ...(fixed.length === 0
      ? []
      : [info('fixed', `${fixed.length} findings of the baseline are gone`, 'the baseline can be written anew')]),
  ];
}

function info(code: string, what: string, why: string): Diagnostic {
  return { code, severity: 'info', what, why, fix: 'pgrampart assess SOURCE --write-baseline FILE' };
}

function warning(code: string, what: string): Diagnostic {
  const why = 'a waiver that covers nothing hides nothing: its findings, if any, are judged';
  return { code, severity: 'warning', what, why, fix: 'renew it with a reason, or remove it' };
}
