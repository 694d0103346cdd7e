// The carrier grammar (DESIGN §4): `setting app.tenant_id` · `claim request.jwt.claims -> tenant_id` ·
// `role` · `signed setting app.token` · any of them `via app.members(user_id -> tenant_id)`.

import type { Carrier, CarrierVia } from '../../pg/carrier.js';
import { saysNone } from './normal.js';

const NAME = '[\\p{L}_][\\p{L}\\p{N}_$]*';
const SETTING = `(${NAME}(?:\\.${NAME})+)`;
const ARROW = '\\s*(?:->>?|→|=>)\\s*';

const FORMS: readonly (readonly [RegExp, (match: RegExpMatchArray) => Carrier])[] = [
  [
    form(`signed\\s+(?:setting|guc|token)\\s+${SETTING}`),
    (match) => ({ kind: 'signed-setting', setting: match[1] ?? '' }),
  ],
  [
    form(`(?:jwt\\s+)?claims?\\s+${SETTING}${ARROW}(${NAME})`),
    (match) => ({ kind: 'claim', setting: match[1] ?? '', claim: match[2] ?? '' }),
  ],
  [
    form(`(?:transaction\\s+|session\\s+)?(?:setting|guc|set\\s+local)\\s+${SETTING}`),
    (match) => ({ kind: 'setting', setting: match[1] ?? '' }),
  ],
  [form('(?:per-tenant\\s+|database\\s+)?roles?(?:\\s+per\\s+tenant)?'), () => ({ kind: 'role' })],
];

const VIA = new RegExp(`\\s+via\\s+(${NAME})\\.(${NAME})\\s*\\(\\s*(${NAME})${ARROW}(${NAME})\\s*\\)$`, 'iu');

function form(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`, 'iu');
}

/** Null when the text is none of the forms. `claim x -> 'y'` may quote the claim. */
export function readCarrier(text: string): Carrier | null {
  const plain = text.trim().replace(/['"`]/gu, '').replace(/\s+/gu, ' ');
  const via = VIA.exec(plain);
  const head = via === null ? plain : plain.slice(0, via.index);
  for (const [pattern, build] of FORMS) {
    const match = pattern.exec(head);
    if (match !== null) return withVia(build(match), via);
  }
  return null;
}

const SHARED = /^(?:none[ ,:;(]+)?(?:(?:intentionally|deliberately|purposely)\s+)?(?:shared|common to all tenants)\b/iu;

/** `none`, `shared`, `shared on purpose`, `none (shared by all tenants)`. */
export function saysShared(text: string): boolean {
  return saysNone(text) || SHARED.test(text.trim());
}

function withVia(carrier: Carrier, match: RegExpExecArray | null): Carrier {
  if (match === null) return carrier;
  const via: CarrierVia = {
    schema: match[1] ?? '',
    table: match[2] ?? '',
    userColumn: match[3] ?? '',
    tenantColumn: match[4] ?? '',
  };
  return { ...carrier, via };
}

/** As a document would write it. */
export function writeCarrier(carrier: Carrier): string {
  const via = carrier.via;
  const tail = via === undefined ? '' : ` via ${via.schema}.${via.table}(${via.userColumn} -> ${via.tenantColumn})`;
  switch (carrier.kind) {
    case 'setting':
      return `setting ${carrier.setting}${tail}`;
    case 'claim':
      return `claim ${carrier.setting} -> ${carrier.claim}${tail}`;
    case 'role':
      return `role${tail}`;
    case 'signed-setting':
      return `signed setting ${carrier.setting}${tail}`;
  }
}
