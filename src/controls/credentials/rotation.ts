// Who rotates which credential, and how often: a statement, since no engine makes anybody rotate. A
// cadence over the house standard of 90 days is said; what is unstated is a question elsewhere.

import type { Credential } from '../../intent/operations.js';
import { nothing } from '../build.js';
import { defineControl, type ControlDefinition, type ControlOutcome } from '../model.js';

const STANDARD_DAYS = 90;

export const control: ControlDefinition = defineControl({
  id: 'credentials/rotation',
  area: 'credentials',
  title: 'Rotation of credentials',
  counters: ['credential-theft', 'secret-in-bootstrap'],
  design: (context, threats): ControlOutcome => {
    const rows = context.bound.intent.credentials;
    const slow = rows.filter((row) => row.rotationDays !== null && row.rotationDays > STANDARD_DAYS);
    return {
      ...nothing,
      openRisks: slow.map((row) => ({
        what: `${row.credential} rotates every ${row.rotationDays} days`,
        reason: `the house standard is ${STANDARD_DAYS} days or less`,
        closedBy: 'a shorter cadence, or an accepted ADR',
        threats,
      })),
      notes: rows.map((row) => ({ title: row.credential, text: postureOf(row), sources: [row.source] })),
    };
  },
});

function postureOf(row: Credential): string {
  const words = [
    `owner: ${row.owner ?? 'not stated'}`,
    `rotation: ${row.rotation ?? 'not stated'}`,
    `issued by: ${row.issuance ?? 'not stated'}`,
    `kept in: ${row.store ?? 'not stated'}`,
  ];
  return `${words.join('; ')}. Without downtime: a second login in the same group, then the first loses its password.`;
}
