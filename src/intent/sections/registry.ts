// Every section that is read as rows, by the list of the Intent that it fills. A list without a reader does not compile.

import { auditEvents } from './audit-events.js';
import { authorizations } from './authorizations.js';
import { boundaries } from './boundaries.js';
import { classifications } from './classifications.js';
import { compliance } from './compliance.js';
import { components } from './components.js';
import { connections } from './connections.js';
import { credentials } from './credentials.js';
import { deployments } from './deployments.js';
import { endpoints } from './endpoints.js';
import { isolation } from './isolation.js';
import { naming } from './naming.js';
import { protections } from './protections.js';
import type { SectionKind, SectionReader } from './section.js';
import { threats } from './threats.js';
import { zones } from './zones.js';

export const SECTION_READERS: { readonly [K in SectionKind]: SectionReader<K> } = {
  threats,
  boundaries,
  deployments,
  components,
  classifications,
  authorizations,
  isolation,
  connections,
  protections,
  auditEvents,
  credentials,
  zones,
  endpoints,
  compliance,
  naming,
};

export const SECTION_KINDS: readonly SectionKind[] = [
  'threats',
  'boundaries',
  'deployments',
  'components',
  'classifications',
  'authorizations',
  'isolation',
  'connections',
  'protections',
  'auditEvents',
  'credentials',
  'zones',
  'endpoints',
  'compliance',
  'naming',
];
