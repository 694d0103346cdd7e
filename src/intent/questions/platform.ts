// What must be known of the platform: the substrate, and where the TLS material is.

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import type { AdrCandidate } from '../candidate.js';
import type { Intent } from '../model.js';
import type { Question, QuestionContext } from './question.js';

export const platformQuestions: Question = (context) => {
  if (!knowsSubstrate(context)) return [SUBSTRATE];
  return isSelfManaged(context) && !knowsTlsMaterial(context) ? [TLS] : [];
};

function knowsSubstrate({ intent, inventory }: QuestionContext): boolean {
  return (
    intent.deployments.some(({ substrate }) => substrate !== null) || inventory.server.substrateEvidence.length > 0
  );
}

/** Where the platform brings the certificate itself, it is no question. */
function isSelfManaged({ intent }: QuestionContext): boolean {
  return intent.deployments.some(({ substrate }) => substrate === 'self-managed');
}

function knowsTlsMaterial({ intent, inventory }: QuestionContext): boolean {
  const ssl = itemsOf(inventory.cluster.settings).find(({ name }) => name === 'ssl');
  return ssl?.value === 'on' || (namesFile(intent, /certificate(?! authority)/iu) && namesFile(intent, /\bkey\b/iu));
}

function namesFile(intent: Intent, what: RegExp): boolean {
  return intent.credentials.some(
    ({ credential, store }) => /\b(?:tls|ssl|server)\b/iu.test(credential) && what.test(credential) && store !== null,
  );
}

const SUBSTRATE: AdrCandidate = {
  id: 'substrate',
  topic: 'substrate',
  title: 'Deployment substrate',
  question: 'On what does the cluster run: self-managed, a managed service, or a Kubernetes operator?',
  evidence: ['No deployment row names a substrate, and the cluster shows no sign of a managed platform.'],
  options: [
    {
      title: 'Self-managed',
      security: 'Everything can be set: TLS, pg_hba.conf, pgaudit, volume encryption.',
      operations: "All of it is the team's own work.",
      performance: 'As configured.',
    },
    {
      title: 'Managed service',
      security: 'The platform sets TLS, audit and encryption within its limits; no superuser.',
      operations: 'Parameter groups instead of files.',
      performance: 'As offered.',
    },
    {
      title: 'Kubernetes operator',
      security: 'Settings and hba are fields of the resource.',
      operations: 'Changes through the resource, never through files.',
      performance: 'As configured.',
    },
  ],
  recommendation: null,
  blocks: [
    { part: 'connection', objects: [], what: 'TLS settings and pg_hba.conf' },
    { part: 'audit', objects: [], what: 'Audit configuration' },
    { part: 'at-rest', objects: [], what: 'Encryption at rest' },
  ],
  sources: [],
};

const TLS: AdrCandidate = {
  id: 'tls-material',
  topic: 'tls-material',
  title: 'TLS certificate, key and authority of the server',
  question: 'Where are the certificate and private key of the server, and which authority do clients trust?',
  evidence: ['No credential row names the certificate and the key with their files, and the server runs without TLS.'],
  options: [
    {
      title: 'A certificate of the internal authority',
      security: 'Clients verify the server in full (sslmode=verify-full).',
      operations: "Issue, install and renew; clients need the authority's certificate.",
      performance: 'A handshake per connection.',
    },
    {
      title: 'A certificate of a public authority',
      security: 'As above; the host name becomes public in transparency logs.',
      operations: 'Renewed automatically; no authority to distribute.',
      performance: 'A handshake per connection.',
    },
  ],
  recommendation: 'TLS 1.3 with a certificate that clients verify in full.',
  blocks: [{ part: 'connection', objects: [objectRef('setting', ['ssl'])], what: 'Switching TLS on' }],
  sources: [],
};
