// Quality checks that stand on what the documents say about operations: rotation and exposure. No engine
// can show a rotation; a stated source is what there is, and controls add evidence where they can.

import { plural } from '../blocks.js';
import { credentialGap } from '../credential-gap.js';
import { endpointGap } from '../endpoint-gap.js';
import { controlsIn } from '../tally.js';
import { sourceWords } from '../words.js';
import { answerOf, candidateWords, gap, met, openRisk, type Answer, type Parts, type Remark } from './answer.js';
import { proofOfArea } from './proved.js';

export function rotationAnswer(parts: Parts): Answer {
  const { credentials } = parts.stated;
  if (credentials.length === 0) return answerOf([unstated(parts, 'No credential is stated.', ['credential'])], []);
  const raised = candidateWords(parts, ['credential']);
  const remarks: Remark[] = credentials.flatMap((row) => {
    const open = credentialGap(row);
    if (open === null) return [];
    return [raised === null ? gap(`${row.credential}: ${open}.`) : openRisk(`${row.credential}: ${open}.`)];
  });
  if (raised !== null) remarks.push(openRisk(raised));
  const whole = credentials.filter((row) => credentialGap(row) === null).length;
  const [first] = credentials;
  if (first !== undefined && whole > 0) {
    remarks.push(
      met(
        `Owner and cadence are stated for ${whole} of ${plural(credentials.length, 'credential')}, from ${sourceWords(first.source)} on.`,
      ),
    );
  }
  return withControls(parts, 'credentials', 'credentials', [...remarks, ...secretRisks(parts)]);
}

/** What is left open against stolen or built-in credentials. */
function secretRisks(parts: Parts): readonly Remark[] {
  const kinds: readonly (string | null)[] = ['secret-in-bootstrap', 'credential-theft'];
  const threats = parts.threats.filter((threat) => kinds.includes(threat.kind)).map((threat) => threat.id);
  const risks = [...parts.openRisks, ...parts.controls.flatMap((control) => control.openRisks)];
  const open = risks.filter((risk) => risk.threats.some((id) => threats.includes(id)));
  return [...new Set(open.map((risk) => risk.what))].map((what) => openRisk(`Open: ${what}.`));
}

export function exposureAnswer(parts: Parts): Answer {
  const { endpoints, zones } = parts.stated;
  const remarks: Remark[] = endpoints.flatMap((row) => {
    const open = endpointGap(row);
    return open === null ? [] : [gap(`${row.endpoint}: ${open}.`)];
  });
  if (endpoints.length === 0) remarks.push(unstated(parts, 'No endpoint is stated.', ['exposure']));
  else if (remarks.length === 0)
    remarks.push(met(`${plural(endpoints.length, 'endpoint')} reviewed: none is public without a stated exception.`));
  const [zone] = zones;
  if (zone === undefined) remarks.push(unstated(parts, 'No trust zone is stated.', ['zone', 'exposure']));
  else
    remarks.push(
      met(`${plural(zones.length, 'zone')} consumed from ${zone.document ?? sourceWords(zone.source)}, none changed.`),
    );
  const raised = candidateWords(parts, ['exposure', 'zone']);
  if (raised !== null) remarks.push(openRisk(raised));
  return withControls(parts, 'exposure', 'network exposure', remarks);
}

function unstated(parts: Parts, what: string, topics: readonly string[]): Remark {
  const raised = candidateWords(parts, topics);
  return raised === null ? gap(what) : openRisk(`${what} ${raised}`);
}

/** Where controls of the area exist, their evidence counts as well. */
function withControls(
  parts: Parts,
  area: 'credentials' | 'exposure',
  what: string,
  remarks: readonly Remark[],
): Answer {
  if (controlsIn(parts, [area]).length === 0) return answerOf(remarks, []);
  const proof = proofOfArea(parts, area, what);
  return answerOf([...remarks, ...proof.remarks], proof.evidence);
}
