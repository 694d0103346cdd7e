// A superuser in an application's configuration, or one that the documents retire, loses the attribute.

import { isAtWork, itemsOf } from '../../inventory/index.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { retiredLogins } from '../roles/actors.js';
import { attributeAttack, staticSuperusers } from '../roles/attribute-facts.js';

const identity = {
  id: 'credentials/no-static-superuser',
  area: 'credentials',
  title: 'No application configuration holds a superuser',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: [
    'secret-in-bootstrap',
    'credential-theft',
    'host-code-execution',
    'privilege-escalation',
    'excess-privilege',
  ],
  design: (context, threats) => {
    const roles = staticSuperusers(context);
    if (roles.length === 0) return nothing;
    const parts = {
      enforcedAt: roles.map((role) => `role ${role}`),
      wishes: roles.map((role) =>
        wish({ kind: 'role', role, attributes: { superuser: false } }, sourcesOf(context, role)),
      ),
      attacks: roles.map((role) => attributeAttack(role, 'superuser')),
      residual: 'Copies of the old credential stay in images and repositories; without the attribute they open little.',
      bypass: ['superusers'],
      openRisks: roles.map((role) => ({
        what: `The credential of ${role} is still in application configuration`,
        reason: 'files of the application are not the database’s',
        closedBy: `remove it from the configuration, and the history of ${configured(context, role)}`,
      })),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function sourcesOf(context: ControlContext, role: string) {
  return retiredLogins(context)
    .filter((login) => login.connection.login === role)
    .map((login) => login.connection.source);
}

function configured(context: ControlContext, role: string): string {
  const files = itemsOf(context.inventory.cluster.clientConfigs).filter((each) => each.role === role && isAtWork(each));
  return files.map((each) => `${each.file}:${each.line} (${each.key})`).join(', ') || 'the repositories that name it';
}
