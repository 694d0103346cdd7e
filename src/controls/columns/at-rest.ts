// Encryption at rest is the platform's: no session can show that a disk is encrypted, so it is a
// statement with an open risk and never a control that passed.

import { platformOf } from '../../substrate/index.js';
import { nothing } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition, type ControlOutcome } from '../model.js';

export const control: ControlDefinition = defineControl({
  id: 'columns/at-rest',
  area: 'columns',
  title: 'Encryption at rest',
  counters: ['media-theft'],
  design: (context, threats): ControlOutcome => {
    const rows = context.bound.intent.protections.filter((row) => row.protections.includes('tde'));
    const custody = rows.flatMap((row) => (row.keyCustody === null ? [] : [row.keyCustody]));
    return {
      ...nothing,
      openRisks: [
        {
          what: rows.length === 0 ? 'No encryption at rest is stated' : 'Encryption at rest is stated, not shown',
          reason: 'it lies below the server: a session sees decrypted pages',
          closedBy: closing(context),
          threats,
        },
      ],
      notes: [
        {
          title: 'Encryption at rest',
          text: `It defends lost media and discarded volumes; not a running server, a superuser or a logical dump. Key custody: ${custody.join('; ') || 'not stated'}.`,
          sources: rows.map((row) => row.source),
        },
      ],
    };
  },
});

function closing(context: ControlContext): string {
  switch (platformOf(context.capabilities.substrate)?.encryptedStorage) {
    case 'always':
      return 'the platform’s own attestation of encrypted storage';
    case 'on request':
      return 'the storage-encryption flag of the instance, from the platform’s interface';
    default:
      return 'on each host and backup store: the volume’s encryption state (e.g. cryptsetup status), kept with the evidence';
  }
}
