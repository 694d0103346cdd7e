// Where the checkout is, and the few files in it that the scripts agree on.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** @param {...string} parts @returns {string} an absolute path inside the checkout */
export function inCheckout(...parts) {
  return path.join(root, ...parts);
}
