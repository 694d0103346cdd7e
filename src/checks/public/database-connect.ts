// Databases on which PUBLIC holds CONNECT or TEMPORARY, which is the default.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { grantsOn, publicGrants } from '../grant.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'public/database-connect',
  title: 'Every login may connect to a database',
  severity: 'medium',
  confidence: 'high',
  threats: ['excess-privilege', 'unauthorised-network-access'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['databaseFacts'],
  doc: {
    what: 'Databases on which PUBLIC holds CONNECT or TEMPORARY, which is the default.',
    why: 'A login that was made for another database or another tenant gets in; temporary objects help to hijack search paths.',
    fix: 'REVOKE CONNECT, TEMPORARY ON DATABASE … FROM PUBLIC and grant CONNECT to the logins that need it.',
  },
  examples: [
    { title: 'the default', sql: `SELECT 1`, expect: ['database:app'] },
    { title: 'revoked', sql: `REVOKE CONNECT, TEMPORARY ON DATABASE app FROM PUBLIC`, expect: [] },
  ],
  check: ({ inventory }) => {
    const read = new Set(inventory.databases.map((database) => database.name));
    return itemsOf(inventory.cluster.databaseFacts).flatMap((fact): readonly Gap[] => {
      const object = objectRef('database', [fact.name]);
      const found = read.has(fact.name)
        ? publicGrants(grantsOn(object, fact.owner, fact.acl, inventory.server.major))
        : [];
      return found.length === 0
        ? []
        : [{ subject: object, detail: `PUBLIC holds ${listed(found.map((item) => item.privilege))}.` }];
    });
  },
});
