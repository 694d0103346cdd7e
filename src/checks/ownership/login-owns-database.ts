// Databases whose owner can log in and is no superuser.
// https://www.postgresql.org/docs/current/sql-alterdatabase.html

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { ordinaryLogins } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'ownership/login-owns-database',
  title: 'A login owns a database',
  severity: 'high',
  confidence: 'high',
  threats: ['owner-bypass', 'excess-privilege'],
  references: ['https://www.postgresql.org/docs/current/sql-alterdatabase.html'],
  needs: ['roles', 'databaseFacts', 'schemas'],
  doc: {
    what: 'Databases whose owner can log in and is no superuser.',
    why: 'The owner stands for pg_database_owner: it owns the schema public (15 and later), makes schemas, sets the database’s settings and can drop it.',
    fix: 'ALTER DATABASE … OWNER TO a role that cannot log in.',
  },
  examples: [
    {
      title: 'the application owns the database',
      sql: `CREATE ROLE app LOGIN; ALTER DATABASE app OWNER TO app`,
      expect: ['database:app'],
    },
    { title: 'an owner that cannot log in', sql: `CREATE ROLE own; ALTER DATABASE app OWNER TO own`, expect: [] },
  ],
  check: ({ inventory }) => {
    const read = new Set(inventory.databases.map((database) => database.name));
    const logins = new Set(ordinaryLogins(inventory).map((role) => role.name));
    return itemsOf(inventory.cluster.databaseFacts)
      .filter((fact) => read.has(fact.name) && logins.has(fact.owner))
      .map((fact) => ({ subject: objectRef('database', [fact.name]), detail: `Its owner ${fact.owner} can log in.` }));
  },
});
