// `init`: both documents drafted from an inventory. Every cell is marked `unconfirmed`, which the
// reader takes for no statement: a draft states nothing until a person removes the mark.

import type { Inventory } from '../../inventory/index.js';
import type { SubstrateName } from '../model.js';
import type { SectionKind } from '../sections/section.js';
import { authorizationRows } from './access.js';
import { connectionRows, credentialRows, endpointRows, zoneRows } from './connections.js';
import { classificationRows, componentRows, isolationRows } from './data.js';
import { evidenceOf, type ContentGuesses, type Evidence } from './evidence.js';
import { code, place, sectionText, type DraftRow } from './markdown.js';
import { auditRows, protectionRows } from './safeguards.js';
import { boundaryRows, threatRows } from './threats.js';

export interface DraftDocument {
  readonly path: string;
  readonly text: string;
}

/** `product` names the front matter; `contents` is empty when nothing was sampled. */
export function draftDocuments(
  inventory: Inventory,
  product: string,
  contents: ContentGuesses = new Map(),
): readonly DraftDocument[] {
  const evidence = evidenceOf(inventory, contents);
  return [
    { path: 'data-architecture.md', text: documentText('Data architecture', product, evidence, DATA) },
    { path: 'security-architecture.md', text: documentText('Security architecture', product, evidence, SECURITY) },
  ];
}

type Part = readonly [kind: SectionKind, hint: string, rows: (evidence: Evidence) => readonly DraftRow[]];

const DATA: readonly Part[] = [
  [
    'components',
    'One schema is drafted as one component; join those that one team owns, and give each a tier.',
    componentRows,
  ],
  [
    'classifications',
    'Drafted from names, types and comments. What is not listed was not recognised, which is no class. A column that is tagged in the schema has its class already.',
    classificationRows,
  ],
  ['isolation', 'Tables with a tenant key. State the carrier, and move shared tables out of the scope.', isolationRows],
  [
    'protections',
    'Sensitive columns, with column grants for the services that read them today. State who else may, and who holds a key.',
    protectionRows,
  ],
];

const SECURITY: readonly Part[] = [
  ['threats', 'Threats by STRIDE over the boundaries below, as far as the cluster gives them a place.', threatRows],
  ['boundaries', 'What crosses into the cluster.', boundaryRows],
  ['deployments', 'The platform decides what can be set, and by whom.', deploymentRows],
  [
    'authorizations',
    'What each login may do today, by grants and ownership. Cut what it does not need; what is not listed is refused.',
    authorizationRows,
  ],
  ['connections', 'Every login of the cluster. The kind is guessed from attributes and name.', connectionRows],
  ['auditEvents', 'Events that answer the threats above. State where they go and how long they stay.', auditRows],
  ['credentials', 'Owner and rotation are for people to state.', credentialRows],
  ['zones', 'The networks that pg_hba.conf admits; give them the names of the platform’s own document.', zoneRows],
  ['endpoints', 'Where the server listens.', endpointRows],
];

function documentText(title: string, product: string, evidence: Evidence, parts: readonly Part[]): string {
  const head = [
    '---',
    `product: ${JSON.stringify(product)}`,
    'status: draft',
    'version: "0.1"',
    '---',
    '',
    `# ${title}`,
    '',
  ];
  const note = [
    'Drafted by `pgrampart init`. A cell that is marked "unconfirmed" states nothing.',
    'Correct it if need be, remove the word, and set `status: approved` when the owners agree.',
    ...leftOut(evidence),
    '',
  ];
  const sections = parts.map(([kind, hint, rows]) => sectionText(kind, hint, rows(evidence)));
  return [...head, ...note, sections.join('\n')].join('\n');
}

/** What no cell can hold is not left out in silence. */
function leftOut({ schemas, columns, tagged, logins }: Evidence): readonly string[] {
  const objects = [
    ...schemas.flatMap(({ name, tables }) => [name, ...tables.map(({ relation }) => relation.name)]),
    ...[...columns, ...tagged].map(({ column }) => column),
  ];
  const roles = logins.filter(({ name }) => code(name) === null);
  const count = objects.filter((name) => place(name) === null).length + roles.length;
  if (count === 0) return [];
  const what = count === 1 ? 'One name is' : `${count} names are`;
  return [
    `${what} left out: no cell of a table can hold a line break, or a login with a space at its edge. State what they are in YAML.`,
  ];
}

const PLATFORMS: readonly (readonly [RegExp, SubstrateName])[] = [
  [/aurora/iu, 'aurora'],
  [/rds/iu, 'rds'],
  [/cloudsql/iu, 'cloud-sql'],
  [/azure/iu, 'azure-flexible-server'],
  [/supabase/iu, 'supabase'],
  [/neon/iu, 'neon'],
];

function deploymentRows({ inventory }: Evidence): readonly DraftRow[] {
  const signs = inventory.server.substrateEvidence.join(' ');
  const platform = PLATFORMS.find(([pattern]) => pattern.test(signs))?.[1];
  const substrate = platform ?? (inventory.server.origin === 'live' ? 'self-managed' : null);
  return [{ cluster: code('main'), substrate, version: String(inventory.server.major) }];
}
