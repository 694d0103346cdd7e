// The server and role settings that the controls of some areas demand.

import { code, table, type Block, type Rich } from './blocks.js';
import type { ReportControl, ReportDocument } from './plain.js';
import { demandedFacts } from './statements.js';
import { controlLinks } from './words.js';

export function settingRows(document: ReportDocument, areas: readonly ReportControl['area'][]): readonly Block[] {
  const rows = areas.flatMap((area): readonly (readonly Rich[])[] => [
    ...demandedFacts(document.controls, 'preload', area).map(({ fact, controls }) => [
      code('shared_preload_libraries'),
      ['holds ', code(fact.library)],
      'server (restart)',
      controlLinks(controls),
    ]),
    ...demandedFacts(document.controls, 'setting', area).map(({ fact, controls }) => [
      code(fact.name),
      code(fact.value),
      'server',
      controlLinks(controls),
    ]),
    ...demandedFacts(document.controls, 'role-setting', area).map(({ fact, controls }) => [
      code(fact.name),
      fact.value === null ? 'no entry' : code(fact.value),
      whereOf(fact.role, fact.database),
      controlLinks(controls),
    ]),
  ]);
  return table(['Setting', 'Value', 'Where', 'Control'], rows);
}

function whereOf(role: string | null, database: string | null): Rich {
  if (role !== null && database !== null) return ['role ', code(role), ' in ', code(database)];
  if (role !== null) return ['role ', code(role)];
  return database === null ? 'all roles' : ['database ', code(database)];
}
