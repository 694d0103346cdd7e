// Isolation is stated, but its key or its carrier is not: policies have nothing to compare with. That all
// tenants share a table on purpose is a statement.

import { formatSource } from '../../core/source.js';
import type { AdrCandidate } from '../candidate.js';
import type { IsolationStatement } from '../model.js';
import { listed, slug, type Question, type QuestionContext } from './question.js';

export const carrierQuestions: Question = (context) => {
  const open = context.intent.isolation.filter(
    ({ carrier, tenantKey, shared }) => !shared && (carrier === null || tenantKey === null),
  );
  const groups = new Map<IsolationStatement, AdrCandidate>();
  for (const statement of open) groups.set(statement, candidate(statement, context));
  return [...groups.values()];
};

function candidate(statement: IsolationStatement, { isolation }: QuestionContext): AdrCandidate {
  const scope = statement.scope.map((location) => location.text);
  const tables = [...isolation.covered].filter(([, covering]) => covering === statement).map(([entry]) => entry.object);
  const missing = statement.carrier === null ? 'carrier' : 'tenant key';
  return {
    id: slug(missing === 'carrier' ? 'carrier-of' : 'tenant-key-of', ...scope.slice(0, 3)),
    topic: missing === 'carrier' ? 'carrier' : 'isolation',
    title: `The ${missing} of ${listed(scope)}`,
    question:
      missing === 'carrier'
        ? `How does tenant identity reach the engine for ${listed(scope)}?`
        : `Which column of ${listed(scope)} names the tenant?`,
    evidence: [`${formatSource(statement.source)} states isolation without a ${missing}.`],
    options: [
      {
        title: 'A setting of the transaction (SET LOCAL app.tenant_id)',
        security: 'Safe against mistakes of the application; SQL injected into it can set another tenant.',
        operations: 'Works through a transaction pooler; the application sets it as its first statement.',
        performance: 'One statement per transaction.',
      },
      {
        title: 'A signed setting that the engine verifies',
        security: 'Injected SQL cannot forge another tenant without the key.',
        operations: 'A key to distribute and rotate.',
        performance: 'One signature check per statement.',
      },
      {
        title: 'One database role per tenant',
        security: 'Identity is what the server authenticated, unless the logins share a pool.',
        operations: 'A login and a credential per tenant; hard with a pooler.',
        performance: 'No cost per row; connections cannot be shared.',
      },
    ],
    recommendation: null,
    blocks: [{ part: 'isolation', objects: tables, what: `Row-level security of ${listed(scope)}` }],
    sources: [statement.source],
  };
}
