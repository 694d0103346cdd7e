// Which nouns name the facts of a section, which stand in columns beside them, and which in headings above.
// General words of the trade, in the singular; what they are worth together is weighed in `sections/meaning`.

import type { SectionKind } from '../sections/section.js';

export interface KindNouns {
  /** The column in the section's own words, and the nouns that name it: certainly, or among other things. */
  readonly subject: string;
  readonly certain: ReadonlySet<string>;
  readonly possible: ReadonlySet<string>;
  /** What else is said of such facts. */
  readonly beside: ReadonlySet<string>;
  /** A column of these has to be there, and is the key named. */
  readonly value?: { readonly key: string; readonly nouns: ReadonlySet<string> };
  /** In headings, the title or the name of the file. */
  readonly heading: ReadonlySet<string>;
}

/** The kinds of facts that can be told by nouns and content. */
export const MEANT_KINDS: readonly [
  'threats',
  'boundaries',
  'classifications',
  'authorizations',
  'protections',
  'auditEvents',
  'credentials',
  'compliance',
] = [
  'threats',
  'boundaries',
  'classifications',
  'authorizations',
  'protections',
  'auditEvents',
  'credentials',
  'compliance',
];

export type MeantKind = Extract<SectionKind, (typeof MEANT_KINDS)[number]>;

/** What is done about a threat: a table that begins with it only says what it is for. */
export const MEASURES: ReadonlySet<string> = words(
  'mitigation countermeasure defense defence safeguard control prevention protection response layer mechanism measure',
);

/** A level of these is no class of data. */
export const OTHER_LEVELS: ReadonlySet<string> = words(
  'trust risk log logging service access severity privilege assurance threat support priority',
);

/** What a guard stands before. */
export const GUARDED: ReadonlySet<string> = words(
  'resource endpoint route path method page action operation table object function screen command',
);

const DATA = words(
  'data dataset field column table entity record asset element attribute information document object store file ' +
    'artifact resource database backup bucket volume payload pii collection',
);

export const KIND_NOUNS: { readonly [K in MeantKind]: KindNouns } = {
  threats: {
    subject: 'threat',
    certain: words('threat attack abuse misuse exploit vulnerability'),
    possible: words('risk scenario failure hazard danger concern weakness vector case problem issue fault mode harm'),
    beside: words(
      'mitigation countermeasure defense defence safeguard control prevention protection response treatment remediation ' +
        'likelihood probability impact severity detection consequence guard mitigated counter residual stopped blocked handled addressed answer',
    ),
    heading: words('threat attack abuse misuse adversary attacker stride vulnerability risk owasp exploit mitigation'),
  },
  boundaries: {
    subject: 'boundary',
    certain: words('boundary crossing'),
    possible: words('flow interface link hop channel connection edge path transition'),
    beside: words(
      'from to source destination side trust control authentication protocol encryption enforcement identity',
    ),
    heading: words('boundary crossing trust perimeter'),
  },
  classifications: {
    subject: 'dataset',
    certain: DATA,
    possible: words('category what item example'),
    beside: words('handling retention storage location encryption access owner disposal purpose'),
    value: { key: 'classification', nouns: words('classification sensitivity class confidentiality tier level') },
    heading: words(
      'classification classified sensitivity sensitive data asset privacy personal pii inventory information',
    ),
  },
  authorizations: {
    subject: 'actor',
    certain: words('role actor principal persona'),
    possible: words('user guard caller identity group agent subject who account member holder audience'),
    beside: words('cannot scope condition resource endpoint route path method page action operation'),
    value: {
      key: 'operations',
      nouns: words('can may able ability permission right capability privilege allowed permitted grant access'),
    },
    heading: words('role permission rbac access authorization authorisation privilege right guard authority grant rls'),
  },
  protections: {
    subject: 'location',
    certain: DATA,
    possible: words('secret item what category'),
    beside: words('key algorithm custody'),
    value: {
      key: 'protection',
      nouns: words('protection encryption masking rest cipher tokenization safeguard treatment'),
    },
    heading: words(
      'encryption encrypted encrypt rest masking masked protection asset redaction pii storage cryptography',
    ),
  },
  auditEvents: {
    subject: 'event',
    certain: words('event'),
    possible: words('action activity operation log trigger entry change access'),
    beside: words(
      'field metadata payload data detail actor severity level retention trigger when target entity resource sink ' +
        'destination logged captured recorded context category attribute source example',
    ),
    heading: words('audit audited auditing logged logging recorded trail'),
  },
  credentials: {
    subject: 'credential',
    certain: words('secret credential password token certificate passphrase'),
    possible: words('key variable keypair cert'),
    beside: words(
      'rotation expiry expiration lifetime ttl storage store stored location owner purpose use used usage where consumer validity custody',
    ),
    heading: words('secret credential key token password certificate vault'),
  },
  compliance: {
    subject: 'control',
    certain: words('requirement article clause obligation criterion regulation'),
    possible: words('control principle standard framework safeguard right rule section reference law'),
    beside: words(
      'implementation status evidence coverage measure how approach mitigation gap implemented covered met',
    ),
    heading: words('compliance regulatory regulation gdpr hipaa pci soc iso lgpd ccpa nist asvs obligation legal'),
  },
};

/** Headings under which nothing is stated that holds: work, tests, words explained, settings of other things. */
export const ASIDE_NOUNS: ReadonlySet<string> = words(
  'residual accepted scope recommendation recommended checklist test testing roadmap future backlog todo glossary legend ' +
    'definition terminology template reference history changelog version question assumption gap limitation limit ' +
    'persona assessment review comparison option alternative troubleshooting error status header cookie claim parameter schema ' +
    'format endpoint api configuration setting dependency migration step procedure runbook incident response verification ' +
    'evidence finding scoring rating methodology metric monitoring alert example improvement hardening action responsibility ' +
    'removed deprecated planned proposed goal objective milestone phase criteria command usage',
);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
