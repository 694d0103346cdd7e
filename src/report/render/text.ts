// The summary for a terminal: posture, figures, what speaks against it, what to decide, and the quality
// checks. One line each; the rest is in the files.

import { printable } from '../../core/printable.js';
import { figuresOf } from '../figures.js';
import type { ReportDocument } from '../plain.js';
import { postureWords } from '../words.js';

const SHOWN_REASONS = 10;

export function renderText(document: ReportDocument): string {
  const posture = postureWords(document.posture);
  const figures = figuresOf(document);
  const width = Math.max(...figures.map((figure) => figure.label.length));
  const lines = [
    `${printable(document.run.product ?? document.run.source.describe)}: ${posture.text}. ${posture.lead}`,
    '',
    ...figures.map((figure) => `  ${figure.label.padEnd(width)}  ${figure.value} (${figure.note})`),
    ...reasonLines(document),
    ...candidateLines(document),
    '',
    'Quality checks',
    ...document.quality.map((answer) => `  ${answer.verdict.padEnd(9)}  ${printable(answer.text)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function reasonLines(document: ReportDocument): readonly string[] {
  const reasons = document.postureReasons;
  if (reasons.length === 0) return [];
  const more = reasons.length - SHOWN_REASONS;
  return [
    '',
    'What speaks against more',
    ...reasons.slice(0, SHOWN_REASONS).map((reason) => `  - ${printable(reason)}`),
    ...(more > 0 ? [`  - and ${more} more, see the report`] : []),
  ];
}

function candidateLines(document: ReportDocument): readonly string[] {
  if (document.candidates.length === 0) return [];
  return [
    '',
    'To be decided by the owners of the architecture',
    ...document.candidates.map((each) => `  - ${printable(each.id)}: ${printable(each.question)}`),
  ];
}
