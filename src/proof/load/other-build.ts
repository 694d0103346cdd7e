// Lines of a supplied pg_hba.conf that the scratch server refuses only because its build lacks their method: what they
// say is read by our own parser, and says nothing against the file. Values of options that are secrets stay out.

import { MASKED, type HbaFileRule } from '../../inventory/index.js';
import { memoryReader } from '../../pg/config-reader.js';
import {
  canonicalAddress,
  numericRange,
  parseHba,
  shownWords,
  type HbaAddress,
  type HbaRule,
} from '../../pg/hba/index.js';

const FILE = '/pg_hba.conf';
const NOT_BUILT = 'not supported by this build';
/** What the collector masks in the view. */
const SECRETS: readonly string[] = ['ldapbindpasswd', 'radiussecrets'];

/** `line` and text of the main file; other lines stay as they are. */
export function readOtherBuilds(
  rules: readonly HbaFileRule[],
  { path, text }: { readonly path: string; readonly text: string },
  major: number,
): readonly HbaFileRule[] {
  if (!rules.some((rule) => isNotBuilt(rule))) return rules;
  const parsed = parseHba(memoryReader({ [FILE]: text }), FILE, { major }).rules;
  return rules.map((rule) => {
    const own = rule.file === path && isNotBuilt(rule) ? parsed.find(({ line }) => line === rule.line) : undefined;
    return own === undefined ? rule : { ...rule, ...asShown(own), error: null };
  });
}

function isNotBuilt({ error }: HbaFileRule): boolean {
  return error?.endsWith(NOT_BUILT) === true;
}

type Shown = Pick<HbaFileRule, 'type' | 'databases' | 'users' | 'address' | 'netmask' | 'method' | 'options'>;

function asShown(rule: HbaRule): Shown {
  const { type, method, options } = rule;
  return {
    type,
    method,
    ...shownWords(rule),
    ...shownAddress(rule.address),
    options: options.map(({ name, value }) => `${name}=${SECRETS.includes(name) ? MASKED : value}`),
  };
}

function shownAddress(address: HbaAddress | null): Pick<Shown, 'address' | 'netmask'> {
  switch (address?.kind) {
    case undefined:
      return { address: null, netmask: null };
    case 'host':
      return { address: address.name, netmask: null };
    case 'suffix':
      return { address: address.suffix, netmask: null };
    case 'cidr':
    case 'masked': {
      const mask = numericRange(address)?.mask;
      return { address: address.address, netmask: mask === undefined ? null : canonicalAddress(mask) };
    }
    case 'all':
    case 'samehost':
    case 'samenet':
      return { address: address.kind, netmask: null };
  }
}
