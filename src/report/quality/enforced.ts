// Quality checks about what the engine must refuse: roles, isolation, columns, connection, audit.

import { plural } from '../blocks.js';
import { demandedFacts } from '../statements.js';
import { answerOf, candidateWords, gap, met, openRisk, type Answer, type Parts, type Remark } from './answer.js';
import { proofOfArea } from './proved.js';

export function rolesAnswer(parts: Parts): Answer {
  const proof = proofOfArea(parts, 'roles', 'roles and grants');
  return answerOf([...proof.remarks, ...waiting(parts, ['authorization', 'login', 'ownership'])], proof.evidence);
}

export function isolationAnswer(parts: Parts): Answer {
  const omitted = parts.stated.omitted.find((row) => /isolation/iu.test(row.section));
  if (parts.stated.isolation.length === 0 && omitted !== undefined) {
    return answerOf([met(`The documents leave isolation out on purpose: ${omitted.reason}`)], []);
  }
  const proof = proofOfArea(parts, 'isolation', 'tenant isolation');
  const unforced = demandedFacts(parts.controls, 'row-security').filter(({ fact }) => !(fact.enabled && fact.forced));
  const carriers = parts.stated.isolation.filter((row) => row.carrier === null && !row.shared);
  const remarks: Remark[] = [...proof.remarks];
  if (unforced.length > 0) remarks.push(gap(`Row security is not forced on ${plural(unforced.length, 'relation')}.`));
  if (carriers.length > 0) remarks.push(openRisk(`${plural(carriers.length, 'isolation row')} name no carrier.`));
  const bypass = parts.controls.filter((control) => control.area === 'isolation').flatMap((control) => control.bypass);
  if (bypass.length > 0) remarks.push(met(`Bypass risks are named: ${[...new Set(bypass)].join('; ')}.`));
  return answerOf([...remarks, ...waiting(parts, ['isolation', 'carrier'])], proof.evidence);
}

export function columnsAnswer(parts: Parts): Answer {
  const proof = proofOfArea(parts, 'columns', 'restricted columns');
  const alone = parts.stated.protections.filter((row) => row.protections.every((kind) => kind === 'application'));
  const remarks = alone.map((row) =>
    gap(`Only the application protects ${row.locations.map((location) => location.text).join(', ')}.`),
  );
  return answerOf(
    [
      ...proof.remarks,
      ...remarks,
      ...unencrypted(parts),
      ...openRisksIn(parts, 'columns'),
      ...waiting(parts, ['classification', 'protection', 'key-custody']),
    ],
    proof.evidence,
  );
}

export function connectionAnswer(parts: Parts): Answer {
  const proof = proofOfArea(parts, 'connection', 'connection security');
  return answerOf(
    [...proof.remarks, ...openRisksIn(parts, 'connection'), ...waiting(parts, ['tls-material'])],
    proof.evidence,
  );
}

export function auditAnswer(parts: Parts): Answer {
  const proof = proofOfArea(parts, 'audit', 'audit');
  const open = parts.stated.auditEvents.filter(
    (row) => row.sink === null || row.retention === null || row.tamperEvidence === null,
  );
  const remarks = open.map((row) => openRisk(`${row.event}: sink, retention or tamper evidence is not stated.`));
  if (parts.stated.auditEvents.length > 0 && open.length === 0) {
    remarks.push(met('Every stated event has a sink, a retention and tamper evidence; nothing else is recorded.'));
  }
  return answerOf(
    [...proof.remarks, ...remarks, ...unrecorded(parts), ...openRisksIn(parts, 'audit'), ...waiting(parts, ['audit'])],
    proof.evidence,
  );
}

/** An event of the documents counts only when a line was seen in the sink, and was missing without the control. */
function unrecorded(parts: Parts): readonly Remark[] {
  const seen = new Set(
    parts.evidence.flatMap(({ attack, status }) =>
      attack.kind === 'audit' && status === 'holds' ? [attack.event] : [],
    ),
  );
  return parts.stated.auditEvents.flatMap((row) =>
    row.eventClass !== null && seen.has(row.eventClass)
      ? []
      : [openRisk(`${row.event}: no attack has shown its record.`)],
  );
}

/** Stated encryption is open while a risk names its place. */
function unencrypted(parts: Parts): readonly Remark[] {
  const risks = [...parts.openRisks, ...parts.controls.flatMap((control) => control.openRisks)];
  const places = parts.stated.protections
    .filter((row) => row.protections.includes('pgcrypto'))
    .flatMap((row) => row.locations.map((location) => location.text));
  const open = places.filter((place) => risks.some((risk) => risk.what.includes(place)));
  return [...new Set(open)].map((place) => openRisk(`${place} is stated as encrypted, and is not yet.`));
}

function openRisksIn(parts: Parts, area: 'columns' | 'connection' | 'audit'): readonly Remark[] {
  const risks = parts.controls.filter((control) => control.area === area).flatMap((control) => control.openRisks);
  return [...new Set(risks.map((risk) => risk.what))].map((what) => openRisk(`Open: ${what}.`));
}

function waiting(parts: Parts, topics: readonly string[]): readonly Remark[] {
  const words = candidateWords(parts, topics);
  return words === null ? [] : [openRisk(words)];
}
