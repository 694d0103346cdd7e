// The estimate in words: figures with their basis, or why there are none and what to do.

import { expect, it } from 'vitest';
import { hardeningDocument } from '../../../test/support/report/document.js';
import { decodeReport } from '../saved.js';
import { renderJson } from '../render/json.js';
import { renderMarkdown } from '../render/markdown.js';

const document = hardeningDocument();

it('says records, bytes and who makes the most of them', () => {
  const text = renderMarkdown(document).replaceAll('\\', '');
  expect(text).toContain('counted from 2026-11-21T12:00:00Z to 2026-11-23T12:00:00Z');
  expect(text).toContain('| 12,345 | 3.0 MB | `api` in `clinic`: 12,000 |');
  expect(text).toContain('| reads (READ) (not counted) | – | not known | not known | – |');
  expect(text).toContain('3 calls are hidden from the reading role.');
});

it('says why there is none, and what to do', () => {
  const untold = { why: 'It was asked too early.', whatToDo: 'Wait for a day.' };
  const auditNoise = { untold, basis: null, recorded: [], excluded: [], remarks: [] };
  const text = renderMarkdown({ ...document, auditNoise });
  expect(text).toContain('It cannot be estimated: It was asked too early. Wait for a day.');
});

it('comes back from the saved report, and older reports have none', () => {
  expect(decodeReport(renderJson(document), 'report.json')).toMatchObject({
    ok: true,
    value: { auditNoise: document.auditNoise },
  });
  const { auditNoise: _, ...older } = document;
  const read = decodeReport(renderJson(older), 'report.json');
  expect(read.ok ? renderMarkdown(read.value) : 'refused').not.toMatch(/How much it writes|^refused$/u);
});
