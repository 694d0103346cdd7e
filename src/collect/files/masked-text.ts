// A setting read from a file, or the marker where its value may be a credential: as `maskedSetting` does in SQL.

import { MASKED } from '../../inventory/index.js';
import { HARMLESS_NAMES, HOLDS_PASSWORD, SECRET_NAME } from '../secrets.js';

const NAME = new RegExp(SECRET_NAME, 'iu');
const VALUE = new RegExp(HOLDS_PASSWORD, 'iu');

export function maskedText(name: string, value: string): string {
  if (['', 'on', 'off'].includes(value) || HARMLESS_NAMES.includes(name)) return value;
  return NAME.test(name) || VALUE.test(value) ? MASKED : value;
}
