// The value of a setting under which its control no longer protects: for showing that the control, and not
// something else, was what refused an attack.

import type { SettingFact } from '../../demand/model.js';
import type { Setting } from '../../inventory/cluster.js';
import { sameValue } from '../guc.js';

const WEAK: Readonly<Record<string, string>> = {
  listen_addresses: '*',
  log_error_verbosity: 'terse',
  log_line_prefix: '',
  log_min_error_statement: 'panic',
  log_min_messages: 'panic',
  log_statement: 'none',
  password_encryption: 'md5',
  'pgaudit.log': 'none',
  'pgaudit.role': '',
  ssl_ciphers: 'ALL',
  ssl_min_protocol_version: 'TLSv1',
};

/** Null when no other value is known. */
export function weakValue(fact: SettingFact, setting: Setting | null, former: Setting | null): string | null {
  const unit = setting?.unit ?? null;
  const flipped = /^(?:on|true|yes|1)$/iu.test(fact.value)
    ? 'off'
    : /^(?:off|false|no|0)$/iu.test(fact.value)
      ? 'on'
      : null;
  // log_connections is a list from 18; empty logs none.
  const none = fact.name === 'log_connections' && flipped === null ? '' : null;
  const candidates = [
    WEAK[fact.name] ?? null,
    none,
    unit === null ? flipped : null,
    former?.value ?? null,
    setting?.bootValue ?? null,
  ];
  return candidates.find((value) => value !== null && !sameValue(fact.name, value, fact.value, unit)) ?? null;
}
