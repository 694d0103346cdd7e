// Names that can only be those of an attack: "Prompt injection", "Session hijacking", "Stolen device".

import { namesDefence, namesThreat, withoutCode } from './naming-threats.js';
import { normalWords } from './normal.js';

const ACT =
  '(?:injections?|spoofing|tampering|replays?|replay attacks?|hijacking|forgery|phishing|stuffing|takeovers?|impersonation|' +
  'exfiltration|poisoning|escalation|traversal|leaks?|leakage|theft|flooding|exhaustion|brute force|brute forcing|xss|csrf|ssrf|' +
  'sqli|idor|mitm|clickjacking|enumeration|scraping|eavesdropping|interception|smuggling|squatting|jailbreaks?|jailbreaking|' +
  'cross site scripting|request forgery|denial of service|d?dos|elevation of privilege|account takeover|rebinding|attacks?)';
const OF = '(?: (?:via|of|in|by|through|on|from|into|across|against|with) .*)?';
const NAMED = new RegExp(`^(?:\\S+ ){0,4}${ACT}${OF}$`, 'u');
const BEFALLS =
  /^(?:an? |the )?(?:stolen|leaked|forged|compromised|malicious|rogue|hijacked|tampered|spoofed|poisoned|hostile) \S+(?: \S+){0,4}$/u;

/** More sure than `namesThreat`: also where the heading stands alone among others. */
export function namesAttack(text: string): boolean {
  const words = normalWords(withoutCode(text.replace(/\s*[(（][^()（）]*[)）]\s*$/u, '')));
  return (NAMED.test(words) || BEFALLS.test(words)) && namesThreat(text) && !namesDefence(text);
}
