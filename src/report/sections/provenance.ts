// Where it all comes from: the documents and their hashes, the inventory, what was not read, and what the
// reading of the documents remarked.

import { sourceWords, stated } from '../words.js';
import { code, details, mark, part, plural, section, table, type Block, type Section } from '../blocks.js';
import type { ReportDocument } from '../plain.js';

export function provenanceSection(document: ReportDocument): Section {
  const { run } = document;
  return section('provenance', 'Sources of this report', [
    ...part('documents', 'Documents', documentTable(document)),
    ...part('inventory', 'Inventory', [
      ...table(
        ['', ''],
        [
          ['Source', code(run.source.describe)],
          ['Read', `${run.source.kind}, PostgreSQL ${run.source.major}`],
          ['Collected at', run.at],
          ['SHA-256', code(run.inventorySha256)],
          ...run.counts.map((row) => [row.what, String(row.count)]),
        ],
      ),
      ...table(
        ['Not read', 'Reason'],
        run.unreadable.map((row) => [code(row.section), row.reason]),
      ),
    ]),
    ...part('diagnostics', 'Remarks on the documents', diagnosticBlocks(document)),
    ...part('omitted', 'Left out of the documents on purpose', omittedTable(document)),
  ]);
}

function documentTable(document: ReportDocument): readonly Block[] {
  return table(
    ['File', 'Status', 'SHA-256'],
    document.run.documents.map((row) => [code(row.file), stated(row.status), code(row.sha256.slice(0, 16))]),
  );
}

const TONES = { error: 'bad', warning: 'warn', info: 'muted' } as const;

function diagnosticBlocks(document: ReportDocument): readonly Block[] {
  const { diagnostics } = document;
  if (diagnostics.length === 0) return [];
  const rows = diagnostics.map((each) => [
    mark(each.severity, TONES[each.severity]),
    each.source === undefined ? '–' : code(sourceWords(each.source)),
    each.what,
    each.fix,
  ]);
  return [details(plural(diagnostics.length, 'remark'), table(['', 'Where', 'What', 'Fix'], rows))];
}

function omittedTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Section', 'Reason'],
    document.stated.omitted.map((row) => [row.section, row.reason]),
  );
}
