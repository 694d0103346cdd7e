// CIS PostgreSQL Benchmark: which of our checks look at the subject of which control.

import type { Framework } from './model.js';

export const cis: Framework = {
  id: 'cis',
  title: 'CIS PostgreSQL Benchmark',
  source: 'numbers of the editions for PostgreSQL 16 and 17, as public audit tools print them',
  controls: [
    { id: '3.1.20', checks: ['audit/connections'] },
    { id: '3.1.24', checks: ['audit/line-prefix'] },
    { id: '3.1.25', checks: ['audit/ddl-not-logged'] },
    { id: '3.2', checks: ['audit/pgaudit-not-loaded'] },
    { id: '4.2', checks: ['roles/superuser-login', 'roles/createrole', 'roles/createdb', 'roles/replication'] },
    {
      id: '4.3',
      checks: ['functions/definer-public-execute', 'functions/definer-search-path', 'functions/definer-superuser'],
    },
    { id: '4.4', checks: ['grants/not-authorised', 'roles/login-unstated'] },
    { id: '4.5', checks: ['roles/bypassrls', 'rls/policies-dormant', 'rls/not-forced', 'rls/no-policy'] },
    { id: '5.2', checks: ['network/listen-addresses'] },
    { id: '5.12', checks: ['settings/password-encryption'] },
    { id: '6.8', checks: ['tls/off', 'tls/plaintext-admitted'] },
    { id: '6.9', checks: ['encryption/stored-in-the-clear'] },
    { id: '7.1', checks: ['roles/replication', 'replication/broad-hba-line'] },
  ],
};
