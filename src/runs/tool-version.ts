import { createRequire } from 'node:module';

/** `pgrampart 0.1.0` */
export function toolVersion(): string {
  const { version } = createRequire(import.meta.url)('../../package.json');
  return `pgrampart ${String(version)}`;
}
