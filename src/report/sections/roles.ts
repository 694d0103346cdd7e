// The role and grant model: who may exist, who is a member of whom, who may do what and on whose word,
// what is withdrawn, and who owns what.

import { sortBy, uniqueSorted } from '../../core/order.js';
import { canonicalJson } from '../../core/canonical-json.js';
import { code, codes, details, part, plural, section, table, type Block, type Rich, type Section } from '../blocks.js';
import type { ReportDocument } from '../plain.js';
import { demandedFacts, groupBy, uniqueSources, type Demanded } from '../statements.js';
import { granteeGroup, granteeInline, objectCode, sourcesRich, yesNo } from '../words.js';
import { areaBlocks } from './area.js';

export function rolesSection(document: ReportDocument): Section {
  return section('roles', 'Roles and grants', [
    ...areaBlocks(document, 'roles'),
    ...part('role-attributes', 'Roles', roleTable(document)),
    ...part('memberships', 'Memberships', membershipTable(document)),
    ...part('grants', 'Grants', grantBlocks(document)),
    ...part('withdrawn', 'Withdrawn', withdrawnTable(document)),
    ...part('ownership', 'Ownership', ownerTable(document)),
    ...part('default-privileges', 'Privileges on objects yet to be made', defaultTable(document)),
  ]);
}

/** One line for a role, whatever the number of controls that ask something of it. */
function roleTable(document: ReportDocument): readonly Block[] {
  const byRole = groupBy(demandedFacts(document.controls, 'role'), ({ fact }) => fact.role);
  const rows = sortBy([...byRole], ([role]) => role).map(([role, facts]): readonly Rich[] => [
    code(role),
    attributesOf(facts),
    sourcesRich(uniqueSources(facts.flatMap((each) => each.sources))),
  ]);
  return table(['Role', 'Attributes', 'Stated at'], rows);
}

function attributesOf(facts: readonly Demanded<'role'>[]): string {
  const all = facts.flatMap(({ fact }) => Object.entries(fact.attributes));
  const words = all.map(([name, value]) => `${attributeWords(name)}: ${attributeValue(value)}`);
  return uniqueSorted(words).join('; ');
}

function attributeWords(name: string): string {
  return name.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

function attributeValue(value: unknown): string {
  return typeof value === 'boolean' ? yesNo(value) : typeof value === 'string' ? value : canonicalJson(value);
}

function membershipTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Member', 'Of', 'Stands', 'Options', 'Stated at'],
    demandedFacts(document.controls, 'membership').map(({ fact, sources }) => [
      code(fact.member),
      code(fact.role),
      fact.present ? 'granted' : 'withdrawn',
      fact.options === undefined
        ? '–'
        : `admin ${yesNo(fact.options.admin)}, inherit ${yesNo(fact.options.inherit)}, set ${yesNo(fact.options.set)}`,
      sourcesRich(sources),
    ]),
  );
}

function privileges(document: ReportDocument, present: boolean): readonly Demanded<'privilege'>[] {
  return demandedFacts(document.controls, 'privilege').filter(({ fact }) => fact.present === present);
}

function grantBlocks(document: ReportDocument): readonly Block[] {
  const byGrantee = groupBy(privileges(document, true), ({ fact }) => granteeGroup(fact.grantee));
  return [...byGrantee.values()].flatMap((facts) => {
    const [first] = facts;
    if (first === undefined) return [];
    const objects = groupBy(facts, ({ fact }) => canonicalJson(fact.object));
    const summary: Rich = [granteeInline(first.fact.grantee), ` may use ${plural(objects.size, 'object')}`];
    return [
      details(summary, table(['Object', 'Kind', 'Privileges', 'Stated at'], [...objects.values()].map(grantCells))),
    ];
  });
}

function grantCells(facts: readonly Demanded<'privilege'>[]): readonly Rich[] {
  const object = facts[0]?.fact.object;
  const names = facts.map(({ fact }) => `${fact.privilege}${fact.grantable ? '*' : ''}`);
  return [
    object === undefined ? '–' : objectCode(object),
    object?.kind ?? '–',
    uniqueSorted(names).join(', '),
    sourcesRich(uniqueSources(facts.flatMap((each) => each.sources))),
  ];
}

/** Many alike: one line per grantee, kind and schema. */
function withdrawnTable(document: ReportDocument): readonly Block[] {
  const groups = groupBy(privileges(document, false), ({ fact }) =>
    canonicalJson([granteeGroup(fact.grantee), fact.object.kind, fact.object.path.slice(0, -1)]),
  );
  const rows = [...groups.values()].flatMap((facts): readonly (readonly Rich[])[] => {
    const [first] = facts;
    if (first === undefined) return [];
    const names = uniqueSorted(facts.map(({ fact }) => fact.object.path.at(-1) ?? ''));
    const privilegesOf = uniqueSorted(facts.map(({ fact }) => fact.privilege)).join(', ');
    const within = first.fact.object.path.slice(0, -1);
    const shown = names.length > 8 ? `${names.slice(0, 8).join(', ')}, and ${names.length - 8} more` : names.join(', ');
    return [
      [
        granteeInline(first.fact.grantee),
        privilegesOf,
        first.fact.object.kind,
        within.length === 0 ? '–' : code(within.join('.')),
        shown,
      ],
    ];
  });
  return table(['From', 'Privileges', 'Kind', 'In', 'Objects'], rows);
}

function ownerTable(document: ReportDocument): readonly Block[] {
  const groups = groupBy(demandedFacts(document.controls, 'owner'), ({ fact }) =>
    canonicalJson([fact.owner, fact.object.kind, fact.object.path.slice(0, -1)]),
  );
  const rows = [...groups.values()].flatMap((facts): readonly (readonly Rich[])[] => {
    const [first] = facts;
    if (first === undefined) return [];
    const names = uniqueSorted(facts.map(({ fact }) => fact.object.path.at(-1) ?? ''));
    const within = first.fact.object.path.slice(0, -1);
    return [
      [
        code(first.fact.owner),
        first.fact.object.kind,
        within.length === 0 ? '–' : code(within.join('.')),
        codes(names),
        sourcesRich(uniqueSources(facts.flatMap((each) => each.sources))),
      ],
    ];
  });
  return table(['Owner', 'Kind', 'In', 'Objects', 'Stated at'], rows);
}

function defaultTable(document: ReportDocument): readonly Block[] {
  return table(
    ['Made by', 'In schema', 'Kind', 'To', 'Privilege', 'Stands'],
    demandedFacts(document.controls, 'default-privilege').map(({ fact }) => [
      code(fact.role),
      fact.schema === null ? 'any' : code(fact.schema),
      fact.objectKind,
      granteeInline(fact.grantee),
      fact.privilege,
      fact.present ? 'granted' : 'withdrawn',
    ]),
  );
}
