// Whether a name is that of something that goes wrong, told by what it is about: "Tampering with the audit log" is
// about tampering, "Replay protection" and "Validation of forged input" are about what is done.

import { singular } from './head-nouns.js';
import { normalWords } from './normal.js';
import { speaksOfWrong } from './threatening.js';

const ALSO_WRONG: RegExp =
  /\b(?:redirects?|reus(?:e|ed|ing)|race conditions?|toctou|timing|outages?|crash\w*|overwrit\w*|over ?reach|over ?collection|over ?privileged?|over ?broad|duplicat\w*|rewriting|deletion|destruction|lack of|missing|weak\w*|excessive|privilege escalation|vulnerab\w*|exploit\w*|manipulat\w*|collu\w*|sybils?|front ?run\w*|rebinding|starv\w*|saturat\w*|wrong|undetected|unverified|unbounded|oversized|unintended|unencrypted|plaintext|attackers?|adversar\w+|coerc\w+|trick\w*|evil|unavailab\w*|failures?|fails?|drain\w*|griefing|violat\w*|stale|drift|confusion|crypto ?jacking|crack(?:ed|ing)|defac\w*|den(?:ies|ied|ying)|inability|mitm|lateral|pivot\w*|escape|infect\w*|trojan\w*|worms?|botnets?|bots?|sabotage|extortion|blackmail|shoulder surfing|tailgating|key ?loggers?|mass assignment|overreliance|sprawl|surveillance|deanonymi[sz]\w*|inference|linkability|abandon\w*|lockout|deadlock|incorrect|inadvertent\w*|unpatched|outdated|obsolete|hijack\w*|tampered|modified|altered|alteration|modification|loses?|shar(?:e|ing) (?:of )?(?:credentials?|passwords?|accounts?))\b/u;

/** What is done about it, when the name is about this. */
const DONE: ReadonlySet<string> = new Set(
  (
    'prevention protection defense defence mitigation detection response monitoring handling validation hardening safeguard ' +
    'control scanning recovery reporting verification encryption sanitization sanitisation management policy limit limiting ' +
    'rule check test testing plan resilience resistance guardrail guard filter filtering isolation strategy review budget ' +
    'template consideration logging audit auditing awareness training guarantee invariant requirement countermeasure measure ' +
    'rotation retention schema format process procedure tool tooling token mechanism layer posture authentication ' +
    'authorization gate escaping throttling allowlist denylist whitelist blocklist'
  ).split(' '),
);
const DOES: RegExp =
  /^(?:prevent\w*|protect\w*|detect\w*|mitigat\w*|block\w*|reject\w*|limit\w*|requir\w*|enforc\w*|validat\w*|verif\w*|encrypt\w*|ensur\w*|use|restrict\w*|rate limit\w*|monitor\w*|saniti[sz]\w*|never|always|no|not|do|don t|how|why|avoid\w*|keep\w*|check\w*|scan\w*|add\w*|enabl\w*|resist\w*|defen[cs]\w*|safe|secure|handl\w*|respon\w*|recover\w*)\b/u;
const BEHIND: RegExp = / (?:with|via|of|in|by|through|on|from|to|for|into|across|between|during|over|when|if|as) .*$/u;
/** Without a word before it, a name of these is about what is done, wherever they stand. */
const ABOUT_DEFENCE: RegExp = /\b(?:against|prevention|protections?|defen[cs]es?|mitigations?|countermeasures?)\b/u;

export function namesThreat(text: string): boolean {
  const words = normalWords(withoutCode(text));
  if (DOES.test(words) || ABOUT_DEFENCE.test(words)) return false;
  if (!speaksOfWrong(words) && !ALSO_WRONG.test(words)) return false;
  const about = words.replace(BEHIND, '');
  return !DONE.has(singular(about.split(' ').at(-1) ?? '')) || stealsOf(about);
}

/** "Detection and response": all of it is about what is done. */
export function namesDefence(text: string): boolean {
  const words = normalWords(withoutCode(text)).replace(BEHIND, '').split(' ');
  return words.every((word) => word === 'and' || word === 'or' || DONE.has(singular(word)));
}

/** "Credential handling" is about what is done, and speaks of nothing else. */
export function namesPractice(text: string): boolean {
  const words = normalWords(withoutCode(text));
  return !speaksOfWrong(words) && DONE.has(singular(words.replace(BEHIND, '').split(' ').at(-1) ?? ''));
}

/** "Stolen token", "Forged audit": what stands last is what it befalls. */
function stealsOf(words: string): boolean {
  return /^(?:\S+ )?(?:stolen|leaked|forged|lost|fake|compromised|broken|missing|weak|insecure|insufficient|malicious|rogue|exposed|hijacked|tampered|spoofed|stale|bypass\w*|unauthori[sz]ed|steal\w*|expired|replayed|circumvent\w*)\b/u.test(
    words,
  );
}

/** `T-01:`, `[S1]`, `Threat 3 —`, `1.` before the name. */
export function withoutCode(text: string): string {
  return text
    .replace(/^[\s\p{S}]*(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?/u, '')
    .replace(/^\[?[A-Z]{1,8}[-_.]?[0-9]{1,4}(?:\.[0-9]{1,3})?\]?\s*[—–:：.)-]*\s+(?=\S)/u, '')
    .replace(
      /^(?:threat|attack|risk|scenario|abuse case|attack scenario|threat scenario|vector|attack vector)s?\s*#?\s*(?:[0-9]{1,3}(?:\.[0-9]{1,3})?|[A-Z](?!\p{L}))?\s*[—–:：.)-]\s*(?=\S)/iu,
      '',
    );
}
