import { describe, expect, it } from 'vitest';
import { intentOf } from '../../../test/support/intent.js';

const COLUMNS = 'Login | Actor | Kind | Database | Source | Authentication';

function identitiesOf(header: string, cell: string): readonly string[] | undefined {
  const rows = [`${COLUMNS} | ${header}`, `\`app\` | shop | service | shop | app | cert | ${cell}`];
  return intentOf({ 'Connection Model': rows }).connections[0]?.externalIdentities;
}

describe('an external identity', () => {
  it.each([
    ['External identity', '`web-1.shop.example`', ['web-1.shop.example']],
    ['Certificate CN', 'web-1, web-2', ['web-1', 'web-2']],
    ['Kerberos principal', 'svc@EXAMPLE.COM', ['svc@EXAMPLE.COM']],
    ['OS user', 'none', []],
    // The commas of a distinguished name are its own.
    [
      'Certificate subject',
      '`CN=web,OU=shop,O=Example`; `CN=jobs,OU=shop`',
      ['CN=web,OU=shop,O=Example', 'CN=jobs,OU=shop'],
    ],
  ])('%s: %s', (header, cell, expected) => {
    expect(identitiesOf(header, cell)).toEqual(expected);
  });

  it('is none where nothing is said', () => {
    const intent = intentOf({ 'Connection Model': [COLUMNS, '`app` | shop | service | shop | app | cert'] });
    expect(intent.connections[0]?.externalIdentities).toEqual([]);
  });
});
