// A carrier of tenant identity in words.

import type { Carrier } from '../pg/carrier.js';
import { code, type Rich } from './blocks.js';

export function carrierWords(carrier: Carrier): Rich {
  const via = carrier.via === undefined ? [] : [' via ', code(`${carrier.via.schema}.${carrier.via.table}`)];
  switch (carrier.kind) {
    case 'setting':
      return ['setting ', code(carrier.setting), ' of the transaction', ...via];
    case 'claim':
      return ['claim ', code(carrier.claim), ' in ', code(carrier.setting), ...via];
    case 'role':
      return ['one role per tenant', ...via];
    case 'signed-setting':
      return ['signed setting ', code(carrier.setting), ...via];
  }
}
