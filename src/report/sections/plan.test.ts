import { describe, expect, it } from 'vitest';
import { hardeningDocument } from '../../../test/support/report/document.js';
import { renderHtml } from '../render/html.js';
import { renderMarkdown } from '../render/markdown.js';

const document = hardeningDocument((text) => text);
const HEADING = 'What the applications change first';

describe('the gate', () => {
  it('stands in both forms of the report with what each program has to do', () => {
    for (const text of [renderMarkdown(document), renderHtml(document)]) {
      expect(text).toContain(HEADING);
      expect(text).toContain('begin with the tenant');
      expect(text).toContain('pgrampart apply --pass-gate');
    }
  });

  it('is not mentioned where nothing waits', () => {
    const { gates: _gates, ...plan } = document.plan;
    expect(renderMarkdown({ ...document, plan })).not.toContain(HEADING);
  });
});
