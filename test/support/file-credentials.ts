// What the readers of configuration files found, one short line each, and the invented secret that none may keep.

import { readClientConfigs } from '../../src/collect/files/client-configs.js';

/** Stands in clear in every test file that holds a secret; some places hold it in base64. */
export const INVENTED = 'Zq7-invented-Kp2';
export const MD5: string = `md5${'0123456789abcdef'.repeat(2)}`;
export const SCRAM = 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2Fs$aW52ZW50ZWQ=:aW52ZW50ZWQ=';

/** `line use secret role/database key`; fails when a secret came through. */
export function told(path: string, text: string): readonly string[] {
  const { found, problems } = readClientConfigs(path, text);
  const written = JSON.stringify({ found, problems });
  for (const secret of [INVENTED, Buffer.from(INVENTED).toString('base64'), MD5, SCRAM, '0123456789abcdef'])
    if (written.includes(secret)) throw new Error(`the secret was kept: ${written}`);
  const lines = found.map(
    ({ line, use, secret, role, database, key }) => `${line} ${use} ${secret} ${role ?? '-'}/${database ?? '-'} ${key}`,
  );
  return [...lines, ...problems];
}
