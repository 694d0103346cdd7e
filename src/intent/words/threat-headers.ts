// Headers of tables that set what may go wrong against what stands against it, under whatever heading.

/** Nothing else is called so. */
export const THREAT_HEADER: RegExp =
  /^(?:(?:security |potential |key |main )?threats?|attacks?|(?:threat|attack|abuse|misuse) (?:vectors?|scenarios?|cases?|names?|types?|descriptions?|patterns?)|vulnerabilit(?:y|ies)|exploits?|abuse)$/u;

/** What may go wrong, where a column beside it says what is done about it. */
export const RISK_HEADER: RegExp =
  /^(?:(?:security |owasp |potential |key |top |main )?risks?|risk (?:name|description|scenario|item)|(?:owasp )?(?:category|top 10|item)?(?: )?vulnerabilit(?:y|ies)|(?:security )?(?:vectors?|concerns?|issues?|weakness(?:es)?)|hazards?|dangers?|(?:failure|misuse|abuse|risk|attack|threat) ?(?:modes?|scenarios?|cases?|paths?|surfaces?)?|failures?|scenarios?|what (?:could|can|may|might) go wrong|what if|(?:owasp )?(?:top 10|top ten)(?: \d{4})?(?: risks?| categor(?:y|ies))?|problems?)$/u;

/** Says what stands against it: no table of anything else has such a column. */
export const COUNTER_HEADER: RegExp =
  /\b(?:mitigat\w*|counter ?measures?|countered|defen[cs]es?|defended|safeguards?|stopped|prevented|prevention|protections?|blocked|how (?:it|we|they)|our (?:answer|response)|security controls?|controls?|handled|addressed|what we do|treatment|remediation|response|guards?|guarded by|guardrails?|(?:what )?stops (?:it|them)|caught by)\b/u;

/** `| Actor | Attack | Defence |`: by its header (normalised) the table is one of threats, wherever it stands. */
export function countersThreats(words: readonly string[]): boolean {
  const named = words.findIndex((word) => THREAT_HEADER.test(word));
  return (
    named >= 0 &&
    words
      .slice(named + 1)
      .some((word) => /mitigat|countermeasure|defen[cs]e|safeguard|protect|prevent|stopp|control/u.test(word))
  );
}
