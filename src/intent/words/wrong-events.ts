// Sentences that tell what goes wrong, without a word for it: someone does what is not his to do.

import { namesThreat } from './naming-threats.js';

const SOMEONE =
  '(?:an? |the |any |one |some(?:one|body)\\b ?|another )?(?:[\\p{L}-]+ ){0,3}?(?:attackers?|adversar(?:y|ies)|intruders?|insiders?|outsiders?|hackers?|thief|thieves|' +
  'users?|admins?|administrators?|operators?|members?|clients?|customers?|tenants?|employees?|staff|students?|teachers?|doctors?|' +
  'patients?|sellers?|buyers?|vendors?|drivers?|agents?|owners?|bots?|scripts?|services?|providers?|peers?|nodes?|workers?|someone|somebody|anyone|party|parties)';
const ACTS = new RegExp(`^${SOMEONE} (?:can |could |may |might |tries to |attempts to )?[\\p{L}-]+\\b`, 'iu');
const DONE =
  /\b(?:must|should|shall|requir\w*|enforc\w*|prevent\w*|protect\w*|mitigat\w*|validat\w*|verif\w*|cannot|can't|only|never)\b/iu;
/** What is not his. */
const OTHERS =
  /\b(?:another|others?'?|other (?:users?|tenants?|people|students?|customers?)\S*|someone else\S*|outside|without|beyond|not (?:his|her|their|theirs|assigned|allowed|permitted|authori[sz]ed))\b/iu;

/** "Attacker replays a packet", "User claims he never enrolled", behind the name of what goes wrong. */
export function tellsOfAct(text: string): boolean {
  const [sentence = ''] = text.split(/(?<=[.;!?])\s/u);
  return (ACTS.test(sentence) || namesThreat(sentence)) && !DONE.test(sentence);
}

/** "Student accesses another student's records": wrong by itself. */
export function actsOnOthers(text: string): boolean {
  return tellsOfAct(text) && OTHERS.test(text);
}
