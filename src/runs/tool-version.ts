import { readFileSync } from 'node:fs';

/** `pgrampart 0.1.0` */
export function toolVersion(): string {
  return `pgrampart ${packageVersion()}`;
}

export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return /"version"\s*:\s*"([^"]+)"/u.exec(text)?.[1] ?? 'unknown';
}
