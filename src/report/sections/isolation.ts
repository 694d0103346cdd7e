// Tenant isolation: how tenant identity reaches the engine, which policies keep tenants apart, and who
// gets past row security by design.

import {
  code,
  codes,
  details,
  part,
  section,
  sqlBlock,
  strong,
  table,
  type Block,
  type Rich,
  type Section,
} from '../blocks.js';
import { sqlText, type ReportDocument, type ReportFactOf } from '../plain.js';
import { demandedFacts, groupBy } from '../statements.js';
import { carrierWords } from '../carrier-words.js';
import { granteeInline, objectCode, objectKey, sourcesRich, stated, yesNo } from '../words.js';
import { areaBlocks } from './area.js';

export function isolationSection(document: ReportDocument): Section {
  return section('isolation', 'Tenant isolation', [
    ...areaBlocks(document, 'isolation'),
    ...part('carrier', 'What is isolated, and how the tenant reaches the engine', statementTable(document)),
    ...part('row-security', 'Row-level security', switchTable(document)),
    ...part('policies', 'Policies', policyBlocks(document)),
    ...part('isolation-views', 'Views and routines that read isolated tables', viewTable(document)),
    ...part('isolation-indexes', 'Indexes for the policies', indexTable(document)),
  ]);
}

function statementTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Scope', 'Tenant key', 'Carrier', 'Tier', 'When no tenant is set', 'Detection', 'Stated at'],
    document.stated.isolation.map((row) => [
      codes(row.scope.map((location) => location.text)),
      row.shared ? 'none' : row.tenantKey === null ? stated(null) : code(row.tenantKey),
      row.shared ? 'shared on purpose' : row.carrier === null ? stated(null) : carrierWords(row.carrier),
      row.tier === null ? stated(null) : String(row.tier),
      stated(row.failureMode),
      stated(row.detection),
      sourcesRich([row.source]),
    ]),
  );
}

function switchTable(document: ReportDocument): readonly Block[] {
  const policies = groupBy(demandedFacts(document.controls, 'policy'), ({ fact }) => objectKey(fact.relation));
  return table(
    ['Relation', 'Enabled', 'Forced (also for its owner)', 'Policies', 'Stated at'],
    demandedFacts(document.controls, 'row-security').map(({ fact, sources }) => [
      objectCode(fact.relation),
      yesNo(fact.enabled),
      yesNo(fact.forced),
      String(policies.get(objectKey(fact.relation))?.length ?? 0),
      sourcesRich(sources),
    ]),
  );
}

function policyBlocks(document: ReportDocument): readonly Block[] {
  const byRelation = groupBy(demandedFacts(document.controls, 'policy'), ({ fact }) => objectKey(fact.relation));
  const blocks = [...byRelation.values()].map((facts) =>
    details(
      [
        ...facts.slice(0, 1).map(({ fact }) => objectCode(fact.relation)),
        ` ${facts.length === 1 ? '1 policy' : `${facts.length} policies`}`,
      ],
      facts.flatMap(({ fact }) => policyBlock(fact)),
    ),
  );
  const dropped = demandedFacts(document.controls, 'no-policy').map(({ fact }): readonly Rich[] => [
    objectCode(fact.relation),
    code(fact.name),
  ]);
  return [...blocks, ...part('dropped-policies', 'Policies that go away', table(['Relation', 'Policy'], dropped))];
}

function policyBlock(fact: ReportFactOf<'policy'>): readonly Block[] {
  const to = fact.grantees.flatMap((grantee, index) => [index === 0 ? ' to ' : ', ', granteeInline(grantee)]);
  return [
    {
      kind: 'paragraph',
      content: [
        strong(fact.permissive ? 'permissive' : 'restrictive'),
        ' ',
        code(fact.name),
        ` for ${fact.command}`,
        ...to,
      ],
    },
    ...(fact.using === null ? [] : [sqlBlock(`USING (${sqlText(fact.using)})`)]),
    ...(fact.check === null ? [] : [sqlBlock(`WITH CHECK (${sqlText(fact.check)})`)]),
  ];
}

function viewTable(document: ReportDocument): readonly Block[] {
  const options = demandedFacts(document.controls, 'view-option').map(({ fact }): readonly Rich[] => [
    objectCode(fact.view),
    `${fact.option} = ${fact.value ? 'true' : 'false'}`,
  ]);
  const routines = demandedFacts(document.controls, 'routine-security').map(({ fact }): readonly Rich[] => [
    objectCode(fact.routine),
    fact.securityDefiner ? 'SECURITY DEFINER' : 'SECURITY INVOKER',
  ]);
  return table(['Object', 'Becomes'], [...options, ...routines]);
}

function indexTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Relation', 'Columns'],
    demandedFacts(document.controls, 'index', 'isolation').map(({ fact }) => [
      objectCode(fact.relation),
      codes(fact.columns),
    ]),
  );
}
