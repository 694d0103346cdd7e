// Fields and headers that go with a threat and are no columns of ours, and of these the ones that counter it.

import { normalHeading, normalWords } from '../words/normal.js';

const COUNTERS =
  'mitigation|mitigations|mitigation strategy|mitigated by|countermeasure|countermeasures|controls|control|defense|defence|defenses|defences|' +
  'mitigations in place|mitigation in place|existing mitigations|current mitigations|current controls|mitigating controls|implemented controls|' +
  'countered by|prevented by|protection|protections|safeguards|security controls|current mitigation|existing controls|' +
  'likelihood|probability|maßnahmen|gegenmaßnahmen|eintrittswahrscheinlichkeit|mesures|probabilité|vraisemblance|' +
  'mitigación|mitigaciones|probabilidad|mitigação|mitigações|probabilidade|缓解措施|缓解|对策|可能性|対策|緩和策|완화|완화 방안|대응|가능성';
const EFFECTS =
  'attack vector|attack vectors|attack|attacker|vector|impact|risk|dread|stride|exploitability|how|detection|response|root cause|preconditions';

const countering: ReadonlySet<string> = new Set(COUNTERS.split('|').map(normalWords));
const telling: ReadonlySet<string> = new Set([...countering, ...EFFECTS.split('|').map(normalWords)]);

/** It says something of a threat. */
export function tellsOfThreat(header: string): boolean {
  return telling.has(normalHeading(header));
}

/** It says what stands against one, or how likely it is: only threats have that. */
export function countersThreat(header: string): boolean {
  return countering.has(normalHeading(header));
}
