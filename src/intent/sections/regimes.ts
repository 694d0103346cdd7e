// Regimes whose name in a heading says that requirements of it follow: `### GDPR`, `SOC 2 mapping`.

const NAMES: readonly (readonly [string, RegExp])[] = [
  ['GDPR', /^(?:eu )?(?:gdpr|dsgvo|ds-gvo|rgpd|avg)\b/iu],
  ['HIPAA', /^hipaa\b/iu],
  ['PCI DSS', /^pci(?:[ -]?dss)?\b/iu],
  ['SOC 2', /^soc[ -]?2\b/iu],
  ['ISO 27001', /^iso(?:\/iec)?[ -]?27001\b/iu],
  ['NIST 800-53', /^nist (?:sp )?800-53\b/iu],
  ['NIST CSF', /^nist (?:csf|cybersecurity framework)\b/iu],
  ['CIS', /^cis (?:benchmark|controls)\b/iu],
  ['CCPA', /^(?:ccpa|cpra)\b/iu],
  ['LGPD', /^lgpd\b/iu],
  ['FedRAMP', /^fedramp\b/iu],
  ['OWASP ASVS', /^owasp asvs\b/iu],
  ['NIS2', /^nis ?2\b/iu],
  ['DORA', /^dora\b/iu],
  ['PSD2', /^psd ?[23]\b/iu],
  ['SOX', /^(?:sox|sarbanes[ -]oxley)\b/iu],
  ['FERPA', /^ferpa\b/iu],
  ['COPPA', /^coppa\b/iu],
  ['GLBA', /^glba\b/iu],
  ['HITECH', /^hitech\b/iu],
  ['HITRUST', /^hitrust\b/iu],
  ['FISMA', /^fisma\b/iu],
  ['CJIS', /^cjis\b/iu],
  ['PIPEDA', /^pipeda\b/iu],
  ['POPIA', /^popia?\b/iu],
  ['PDPA', /^pdp[ab]?\b/iu],
  ['DPDP', /^dpdpa?\b/iu],
  ['KVKK', /^kvkk\b/iu],
  ['eIDAS', /^eidas\b/iu],
  ['TISAX', /^tisax\b/iu],
  ['ISO 27701', /^iso(?:\/iec)?[ -]?2770[0-9]\b/iu],
  ['ISO 27017', /^iso(?:\/iec)?[ -]?2701[78]\b/iu],
  ['ISO 42001', /^iso(?:\/iec)?[ -]?42001\b/iu],
  ['EU AI Act', /^(?:eu )?ai act\b/iu],
  ['21 CFR Part 11', /^(?:fda )?21 cfr (?:part )?11\b/iu],
  ['NIST 800-171', /^nist (?:sp )?800-171\b/iu],
  ['CMMC', /^cmmc\b/iu],
  ['AML/KYC', /^(?:aml|kyc)(?: ?[/&] ?(?:aml|kyc))?\b/iu],
  ['个人信息保护法', /^(?:个人信息保护法|pipl\b)/iu],
  ['等级保护', /^(?:等保|等级保护|网络安全等级保护)/u],
  ['APPI', /^(?:appi\b|個人情報保護法)/iu],
];

/** What may stand behind the name in a heading that is about its requirements. */
const REST =
  /^(?:\s*(?:type (?:1|2|i|ii)|v?[0-9.]+|:?20[0-9]{2}|compliance|mapping|requirements?|controls?|coverage|alignment|matrix|readiness|anforderungen|exigences|requisitos|合规|要求|映射|対応|준수)|\s*[(（][^()（）]*[)）])*\s*$/iu;

/** The regime that a heading speaks of: "Privacy (LGPD)", "How we meet SOC 2". */
export function regimeIn(heading: string): string | null {
  const words = heading.split(/[\s(（)）,:—–-]+/u);
  const tails = words.map((_, index) => words.slice(index).join(' '));
  return NAMES.find(([, pattern]) => tails.some((tail) => pattern.test(tail)))?.[0] ?? null;
}

export function regimeOf(heading: string): string | null {
  const text = heading.replace(/^[\s\p{S}]*(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?/u, '').trim();
  for (const [name, pattern] of NAMES) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined && REST.test(text.slice(found.length))) return name;
  }
  return null;
}

/** `GDPR: see the privacy policy`: what is done for it stands elsewhere, or nowhere. */
export function isToldElsewhere(text: string): boolean {
  return /^(?:see|contact|ask|refer to|read|links?|not applicable|n\/a|tbd|todo|none)\b/iu.test(text.trim());
}
