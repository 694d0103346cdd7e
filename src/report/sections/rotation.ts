// Secrets and their rotation: every credential with its owner, cadence and store, and what is still open.

import { code, codes, part, section, table, mark, type Block, type Inline, type Section } from '../blocks.js';
import { credentialGap } from '../credential-gap.js';
import type { ReportDocument } from '../plain.js';
import { sourcesRich, stated } from '../words.js';
import { areaBlocks } from './area.js';

export function rotationSection(document: ReportDocument): Section {
  return section('rotation', 'Secrets and rotation', [
    ...areaBlocks(document, 'credentials'),
    ...part('credentials', 'Credentials', credentialTable(document)),
  ]);
}

function credentialTable(document: ReportDocument): readonly Block[] {
  return table(
    [
      'Credential',
      'Logins',
      'Used by',
      'Owner',
      'Rotation',
      'Store',
      'Issuance',
      'Break-glass',
      'Verdict',
      'Stated at',
    ],
    document.stated.credentials.map((row) => [
      row.credential,
      row.logins.length === 0 ? '–' : codes(row.logins),
      row.usedBy.length === 0 ? '–' : row.usedBy.join(', '),
      stated(row.owner),
      stated(row.rotation),
      row.store === null ? stated(null) : code(row.store),
      row.issuance ?? '–',
      row.breakGlass ?? '–',
      verdict(row),
      sourcesRich([row.source]),
    ]),
  );
}

function verdict(row: ReportDocument['stated']['credentials'][number]): Inline {
  const gap = credentialGap(row);
  return gap === null ? mark('stated', 'good') : mark(gap, 'warn');
}
