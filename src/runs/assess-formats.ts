// The forms in which `assess` speaks.

import {
  assessDocument,
  renderAssessJson,
  renderAssessMarkdown,
  renderAssessText,
  sarifOf,
  type AssessInput,
} from '../report/index.js';

export const ASSESS_FORMATS = ['text', 'json', 'md', 'sarif'] as const;
export type AssessFormat = (typeof ASSESS_FORMATS)[number];

export function renderAssess(input: AssessInput, format: AssessFormat): string {
  const document = assessDocument(input);
  switch (format) {
    case 'text':
      return renderAssessText(document);
    case 'json':
      return renderAssessJson(document);
    case 'md':
      return renderAssessMarkdown(document);
    case 'sarif':
      return sarifOf(input);
  }
}
