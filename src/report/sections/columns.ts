// Column protection: who reads which column, what is masked, what is encrypted and who holds the key.

import {
  code,
  codes,
  details,
  part,
  section,
  sqlBlock,
  table,
  type Block,
  type Rich,
  type Section,
} from '../blocks.js';
import { sqlText, type ReportDocument } from '../plain.js';
import { demandedFacts, groupBy } from '../statements.js';
import { granteeGroup, granteeInline, objectCode, sourcesRich, stated, yesNo } from '../words.js';
import { areaBlocks } from './area.js';

export function columnsSection(document: ReportDocument): Section {
  return section('columns', 'Column protection', [
    ...areaBlocks(document, 'columns'),
    ...part('protections', 'What each column has, and who holds the key', protectionTable(document)),
    ...part('encryption-limits', 'What encryption defends against, and what not', encryptionTable(document)),
    ...part('column-grants', 'Column grants', grantTable(document)),
    ...part('masking-views', 'Masking views', viewBlocks(document)),
    ...part('tags', 'Classification written on the schema', tagTable(document)),
  ]);
}

function protectionTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Location', 'Protection', 'Key custody', 'Readable by', 'Stated at'],
    document.stated.protections.map((row) => [
      codes(row.locations.map((location) => location.text)),
      row.protections.join(', '),
      row.keyCustody ?? (row.protections.includes('pgcrypto') ? stated(null) : '–'),
      row.readableBy.length === 0 ? '–' : row.readableBy.join(', '),
      sourcesRich([row.source]),
    ]),
  );
}

const LIMITS: readonly {
  readonly protection: 'column-grant' | 'mask' | 'pgcrypto' | 'tde' | 'application';
  readonly row: readonly Rich[];
}[] = [
  {
    protection: 'column-grant',
    row: [
      'column grant',
      'a role without the privilege, injected SQL in its session',
      'the owner, a superuser, the files, a backup',
    ],
  },
  {
    protection: 'mask',
    row: ['mask', 'readers who only need the masked form', 'readers of the table itself, inference over many queries'],
  },
  {
    protection: 'pgcrypto',
    row: [
      'pgcrypto',
      'readers of the files, a backup or a replica who lack the key',
      'whoever sees the key: it travels in SQL, so client, server memory, logs and a superuser at run time',
    ],
  },
  {
    protection: 'tde',
    row: [
      'TDE',
      'theft of a disk, a volume snapshot or a medium',
      'a running server: every role, and a superuser above all',
    ],
  },
  {
    protection: 'application',
    row: [
      'application alone',
      'readers of the database, if the key stays outside',
      'a defect of the application; no engine enforces it',
    ],
  },
];

function encryptionTable(document: ReportDocument): readonly Block[] {
  const used = new Set<string>(document.stated.protections.flatMap((row) => row.protections));
  return table(
    ['Protection', 'Defends against', 'Does not defend against'],
    LIMITS.filter(({ protection }) => used.has(protection)).map(({ row }) => row),
  );
}

function grantTable(document: ReportDocument): readonly Block[] {
  const onColumns = demandedFacts(document.controls, 'privilege').filter(
    ({ fact }) => fact.object.kind === 'column' && fact.present,
  );
  const groups = groupBy(onColumns, ({ fact }) =>
    [granteeGroup(fact.grantee), fact.privilege, ...fact.object.path.slice(0, -1)].join('\u0000'),
  );
  const rows = [...groups.values()].flatMap((facts): readonly (readonly Rich[])[] => {
    const fact = facts[0]?.fact;
    if (fact === undefined) return [];
    const columns = facts.map((each) => each.fact.object.path.at(-1) ?? '');
    return [
      [granteeInline(fact.grantee), fact.privilege, code(fact.object.path.slice(0, -1).join('.')), codes(columns)],
    ];
  });
  return table(['To', 'Privilege', 'On', 'Columns'], rows);
}

function viewBlocks(document: ReportDocument): readonly Block[] {
  return demandedFacts(document.controls, 'view').map(({ fact }) =>
    details(
      [
        objectCode(fact.view),
        ` owned by `,
        code(fact.owner),
        `; security barrier: ${yesNo(fact.securityBarrier)}; security invoker: ${yesNo(fact.securityInvoker)}`,
      ],
      [sqlBlock(sqlText(fact.query))],
    ),
  );
}

function tagTable(document: ReportDocument): readonly Block[] {
  const groups = groupBy(demandedFacts(document.controls, 'tag'), ({ fact }) => fact.tag);
  return table(
    ['Tag', 'Objects'],
    [...groups].map(([tag, facts]) => [code(tag), codes(facts.map(({ fact }) => fact.object.path.join('.')))]),
  );
}
