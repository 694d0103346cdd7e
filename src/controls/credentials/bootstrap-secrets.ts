// Secrets in initialisation, restore and deployment files: what was supplied has been read for logins
// with passwords; what was not supplied is an open risk, never a pass.

import { itemsOf } from '../../inventory/index.js';
import { nothing } from '../build.js';
import { defineControl, type ControlDefinition, type ControlOutcome } from '../model.js';

export const control: ControlDefinition = defineControl({
  id: 'credentials/bootstrap-secrets',
  area: 'credentials',
  title: 'Secrets in bootstrap and restore',
  counters: ['secret-in-bootstrap'],
  design: (context, threats): ControlOutcome => {
    const found = itemsOf(context.inventory.cluster.clientConfigs).filter((each) => each.hasPassword);
    const restore = {
      what: 'The bootstrap and restore path was not read',
      reason: 'no initialisation, restore or resource files were supplied',
      closedBy: 'run harden with the folder of these files, and rotate every credential after a restore',
      threats,
    };
    const configured = found.map((each) => ({
      what: `${each.file}:${each.line} holds a password${each.role === null ? '' : ` of ${each.role}`} (${each.key})`,
      reason: 'a secret in a file outlives every rotation of the file’s copies',
      closedBy: 'a reference to the secret store in its place, and a rotation',
      threats,
    }));
    return { ...nothing, openRisks: [...configured, restore] };
  },
});
