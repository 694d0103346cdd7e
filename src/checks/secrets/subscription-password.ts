// Subscriptions with a password in their connection string.
// https://www.postgresql.org/docs/current/logical-replication-security.html

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'secrets/subscription-password',
  title: 'A subscription holds a password',
  severity: 'medium',
  confidence: 'high',
  threats: ['credential-theft', 'replication-exfiltration', 'secret-in-bootstrap'],
  references: ['https://www.postgresql.org/docs/current/logical-replication-security.html'],
  needs: ['subscriptions'],
  doc: {
    what: 'Subscriptions with a password in their connection string.',
    why: 'Superusers and dumps see it, a restored cluster connects with it, and rotation forgets it.',
    fix: 'Name a passfile or a client certificate in the connection string, and rotate the password with the others.',
  },
  examples: [
    {
      title: 'a stored password',
      sql: `CREATE SUBSCRIPTION s CONNECTION 'host=192.0.2.1 user=x password=y' PUBLICATION p WITH (connect = false, enabled = false, slot_name = NONE, create_slot = false)`,
      expect: ['subscription:s'],
    },
    {
      title: 'a passfile',
      sql: `CREATE SUBSCRIPTION s CONNECTION 'host=192.0.2.1 user=x passfile=/etc/pgpass' PUBLICATION p WITH (connect = false, enabled = false, slot_name = NONE, create_slot = false)`,
      expect: [],
    },
  ],
  check: ({ inventory }) =>
    inventory.databases.flatMap((database) =>
      itemsOf(database.subscriptions)
        .filter(({ connectionHasPassword }) => connectionHasPassword === true)
        .map(({ name }) => ({
          subject: objectRef('subscription', [name], database.name),
          detail: `The connection string of subscription ${name} holds a password.`,
        })),
    ),
});
