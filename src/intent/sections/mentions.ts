// Sections that a heading only speaks of ("OWASP mitigations", "Token lifecycle", "STRIDE per asset"):
// a table under it is the section's when its header says so by itself. Neither is enough alone.

import { normalHeading, normalWords } from '../words/normal.js';
import { WHO_MAY } from './roles.js';
import { RISK_HEADER } from '../words/threat-headers.js';
import type { SectionKind } from './section.js';

interface Mention {
  readonly kind: SectionKind;
  readonly heading: RegExp;
  /** The header of the column that names the fact. */
  readonly subject: RegExp;
  /** The header of a column behind it, which only such a table has; null when the subject needs none. */
  readonly beside: RegExp | null;
}

const COUNTERED =
  /mitigat|counter|control|defen[cs]e|protect|prevent|stopp|block|handl|address|response|safeguard|likelihood|probab|impact|severity|what we do|how we/u;
const KEPT =
  /rotat|expir|lifetime|ttl|valid|stor(?:e|ed|age)\b|kept|location|where|lives|owner|custod|holder|used by|consumer|purpose|used for|issue|revo[ck]/u;
const COVERED =
  /implement|how|status|evidence|cover|measure|mitigat|complian|met|satisf|support|approach|where|gap|control|response/u;

const MENTIONS: readonly Mention[] = [
  {
    kind: 'threats',
    heading: /threat|attack|mitigation|stride|abuse|adversar|owasp|risk|vulnerab|hardening|defen[cs]e/u,
    subject:
      /^(?:threats?|attacks?|(?:threat|attack|abuse|misuse|risk) (?:vectors?|scenarios?|cases?|names?|descriptions?)|vulnerabilit(?:y|ies))$/u,
    beside: COUNTERED,
  },
  {
    kind: 'threats',
    heading: /risks?\b/u,
    subject: /^(?:security )?risks?$/u,
    beside: /mitigat|counter|likelihood|probab|impact|response|^controls?$|safeguard|treatment/u,
  },
  {
    kind: 'threats',
    heading:
      /secur|threat|attack|mitigat|stride|abuse|adversar|owasp|top (?:10|ten)|risk|vulnerab|hardening|defen[cs]e|misuse/u,
    subject: RISK_HEADER,
    beside: /mitigat|counter|defen[cs]e|defended|safeguard/u,
  },
  {
    kind: 'boundaries',
    heading: /boundar|crossing/u,
    subject: /^(?:(?:data )?flows?|from|source|interface)$/u,
    beside: /^(?:to|destination|target)$/u,
  },
  {
    kind: 'boundaries',
    heading: /boundar|trust|crossing/u,
    subject: /^(?:(?:trust )?boundar(?:y|ies)|(?:boundary )?crossings?)$/u,
    beside: null,
  },
  {
    kind: 'classifications',
    heading:
      /classif|sensitiv|asset|\bprotect(?:s|ed|ing)?\b|personal data|pii|\bdata\b|schema|\btables?\b|entit|priva|secur/u,
    subject:
      /^(?:(?:default |data |information )?(?:classification|sensitivity|confidentiality)(?: level)?|data class)$/u,
    beside: null,
  },
  {
    kind: 'credentials',
    heading: /secret|credential|token|\bkeys?\b|password|certificate/u,
    subject:
      /^(?:(?:secret|token|credential|key|certificate|api key|secret key|signing key|encryption key)s?(?: (?:type|name|id))?)$/u,
    beside: KEPT,
  },
  {
    kind: 'credentials',
    heading: /secret|credential|\bkeys\b/u,
    subject: /^(?:secrets?|credentials?|keys?|variables?)$/u,
    beside: /^(?:local|dev|development|test|staging|prod|production)(?: environment)?$/u,
  },
  {
    kind: 'credentials',
    heading: /secret|credential/u,
    subject: /^(?:(?:environment |env )?(?:variable|var)s?(?: name)?|name)$/u,
    beside: /purpose|description|used|where|store|storage|rotat|owner|source/u,
  },
  {
    kind: 'authorizations',
    heading: /permission|rbac|\broles?\b|access (?:control|matrix|polic|rights)|authori[sz]|privilege|\brls polic/u,
    subject:
      /^(?:roles?|actors?|agents?|permissions?(?: groups?)?|capabilit(?:y|ies)|actions?|features?|operations?|resources?|routes?|endpoints?)$/u,
    beside: null,
  },
  {
    kind: 'auditEvents',
    heading: /audit|event|\blogg|activity log/u,
    subject:
      /^(?:(?:audited|logged|recorded|tracked) (?:events?|actions?|operations?)|(?:events?|actions?|operations?) (?:audited|logged|recorded|tracked|captured))$/u,
    beside: null,
  },
  {
    kind: 'auditEvents',
    heading: /audit|event|\blogged\b|\brecorded\b|activity log/u,
    subject:
      /^(?:(?:audit |audited |logged |security |recorded )?(?:events?|actions?|activit(?:y|ies))|event (?:types?|names?|categor(?:y|ies)|class)|what is (?:logged|recorded))$/u,
    beside: /logged|recorded|retention|field|detail|trigger|when|data|severity|level|actor|sink|destination|captured/u,
  },
  {
    kind: 'protections',
    heading: /^(?!.*\blog(?:s|ging)?\b).*(?:encrypt|at rest|mask|redact|tokeni[sz]|pseudonym)/u,
    subject: /^(?:data(?: type| element| store)?|fields?|columns?|tables?|store|asset|location)$/u,
    beside: /^(?:encryption|masking|protection|method|at rest|algorithm)$/u,
  },
  {
    kind: 'protections',
    heading: /^(?!.*\blog(?:s|ging)?\b).*(?:encrypt|mask|redact|tokeni[sz]|pseudonym)/u,
    subject: /^(?:encrypted|masked|redacted|tokeni[sz]ed|pseudonymi[sz]ed)\b/u,
    beside: null,
  },
  {
    kind: 'authorizations',
    heading: /polic|access|permission|\bread|\bwrite|privilege|authori[sz]/u,
    subject: WHO_MAY,
    beside: null,
  },
  {
    kind: 'compliance',
    heading:
      /complian|regulat|\bgdpr\b|\blgpd\b|hipaa|\bpci\b|\bsoc ?2\b|iso ?27001|\bccpa\b|\bferpa\b|\bnist\b|\bcis\b|\basvs\b|privacy (?:law|requirement)|legal requirement/u,
    subject:
      /^(?:(?:security |regulatory |legal )?requirements?|controls?|articles?|principles?|safeguards?|criteri(?:on|a)|obligations?|rights?|clauses?|standards?|regulations?|frameworks?|regimes?|regulation article)$/u,
    beside: COVERED,
  },
];

/** Of the headings around a table, the nearest counts first. */
export function mentionedKind(headings: readonly string[], header: readonly string[]): SectionKind | null {
  const words = header.map(normalWords);
  for (const heading of headings.map(normalHeading)) {
    const found = MENTIONS.find((mention) => mention.heading.test(heading) && tells(mention, words));
    if (found !== undefined) return found.kind;
  }
  return null;
}

function tells({ subject, beside }: Mention, words: readonly string[]): boolean {
  const named = words.findIndex((word) => subject.test(word));
  return named >= 0 && (beside === null ? words.length > 1 : words.slice(named + 1).some((word) => beside.test(word)));
}
