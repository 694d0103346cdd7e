// A login that the database does not let in: no access, or unknown through a role that it may become, never a failed run.
import { expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { proveAll } from '../../../src/runs/prove.js';
import { relationsByColumn } from '../../../src/runs/prove-relations.js';
import { silent } from '../../../src/runs/progress.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';

const SCHEMA = `
CREATE ROLE outside LOGIN; CREATE ROLE inside; GRANT inside TO outside WITH INHERIT FALSE;
REVOKE CONNECT ON DATABASE app FROM PUBLIC; GRANT CONNECT ON DATABASE app TO inside; CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO inside;
CREATE TABLE app.docs (tenant_id uuid NOT NULL, body text); GRANT SELECT ON app.docs TO inside;`;

const server = serverOf(18);

it.runIf(server !== undefined)('a login without CONNECT', { timeout: 60_000 }, async () => {
  await using source = await startSource(server!, 'app', [SCHEMA]);
  const inventory = await collectInventory(superuserOf(source, 'app'), { databases: ['app'] });
  const carrier = { kind: 'setting', setting: 'app.tenant_id' } as const;
  const subjects = relationsByColumn(inventory.databases[0]!, 'tenant_id', carrier, 'honest');
  const verdicts = await proveAll(inventory, subjects, ['outside'], 'auto', silent);
  const of = (channel: string): readonly string[] =>
    verdicts.flatMap((each) => (each.channel === channel && each.command === 'select' ? [each.verdict] : []));
  expect(of('statistics')).toEqual(['no-access']);
  expect(of('set-role')).toEqual(['unknown']);
  expect(verdicts.find((each) => each.channel === 'set-role')?.replay?.observed).toContain('could not be opened');
});
