import { describe, expect, test } from 'vitest';
import { inventoryOf } from '../../../test/support/inventory.js';
import type { Fact } from '../../demand/model.js';
import { objectRef, PUBLIC } from '../../pg/index.js';
import { verbatim } from '../../sql/verbatim.js';
import { readSection } from '../../inventory/index.js';
import { Situation } from '../situation.js';
import { Definitions } from './definitions.js';

const DOCS = objectRef('table', ['app', 'docs'], 'app');

async function same(demanded: string, deparsed: string): Promise<boolean> {
  const base = inventoryOf({
    database: 'app',
    tables: [
      { name: 'app.docs', columns: { id: 'bigint', tenant_id: 'bigint', title: 'character varying(20)' } },
      { name: 'app.members', columns: { user_id: 'text', tenant_id: 'bigint' } },
    ],
  });
  const policy = {
    schema: 'app',
    relation: 'docs',
    name: 'p',
    command: 'ALL' as const,
    permissive: true,
    roles: [],
    forPublic: true,
    using: deparsed,
    check: null,
    comment: null,
  };
  const inventory = {
    ...base,
    databases: base.databases.map((each) => ({ ...each, policies: readSection([policy]) })),
  };
  const using = verbatim(demanded);
  const fact: Fact = {
    kind: 'policy',
    relation: DOCS,
    name: 'p',
    command: 'ALL',
    permissive: true,
    grantees: [PUBLIC],
    using,
    check: null,
  };
  const definitions = await Definitions.of([{ fact, because: [] }], new Situation(inventory));
  return definitions.sameExpression(DOCS, demanded, deparsed);
}

describe('what only the deparser adds is no difference', () => {
  test.each([
    ["title = 'x'", "((title)::text = 'x'::text)"],
    ["current_user = 'x'", "(CURRENT_USER = 'x'::name)"],
    [
      "tenant_id = (SELECT NULLIF(current_setting('app.t', true), '')::bigint)",
      "(tenant_id = ( SELECT (NULLIF(current_setting('app.t'::text, true), ''::text))::bigint AS \"nullif\"))",
    ],
    [
      'tenant_id = ANY (ARRAY(SELECT tenant_id FROM app.members WHERE user_id = current_user))',
      '(tenant_id = ANY (ARRAY( SELECT members.tenant_id\n   FROM app.members\n  WHERE (members.user_id = CURRENT_USER))))',
    ],
    [
      "EXISTS (SELECT 1 FROM app.members AS m WHERE m.tenant_id = docs.tenant_id AND m.user_id = pg_catalog.current_setting('u') AND true)",
      "(EXISTS ( SELECT 1\n   FROM app.members m\n  WHERE ((m.tenant_id = docs.tenant_id) AND (m.user_id = current_setting('u'::text)) AND true)))",
    ],
    ['tenant_id IN (1, 2)', '(tenant_id = ANY (ARRAY[1, 2]))'],
  ])('%s', async (demanded, deparsed) => {
    expect(await same(demanded, deparsed)).toBe(true);
  });
});

describe('a changed policy is a difference', () => {
  test.each([
    [
      'the tenant of the row against itself',
      'EXISTS (SELECT 1 FROM app.members m WHERE m.tenant_id = docs.tenant_id)',
      '(EXISTS ( SELECT 1 FROM app.members m WHERE (m.tenant_id = m.tenant_id)))',
    ],
    ['OR true', 'tenant_id = 1', '((tenant_id = 1) OR true)'],
    [
      'another function of the same name',
      "title = current_setting('a')",
      "((title)::text = app.current_setting('a'::text))",
    ],
    [
      'an unknown setting tolerated',
      "title = current_setting('a')",
      "((title)::text = current_setting('a'::text, true))",
    ],
    ['another operator', 'tenant_id = 1', '(tenant_id >= 1)'],
    ['another operator of the same name', 'tenant_id = 1', '(tenant_id OPERATOR(app.=) 1)'],
    ['another table', 'EXISTS (SELECT 1 FROM app.members)', '(EXISTS ( SELECT 1 FROM public.members))'],
    ['AND for OR', 'tenant_id = 1 AND id = 1', '((tenant_id = 1) OR (id = 1))'],
    ['no parse', 'tenant_id = 1', 'tenant_id = = 1'],
  ])('%s', async (_what, demanded, deparsed) => {
    expect(await same(demanded, deparsed)).toBe(false);
  });
});
