// Names of variables in documents, and which of them name a secret.

import { isConnection, isPlainSetting } from '../sections/settings.js';

const VARIABLE = /^(?:[A-Z][A-Z0-9]*(?:_{1,2}[A-Za-z0-9]+)+|[A-Za-z][A-Za-z0-9]*(?:__[A-Za-z0-9]+)+)\*?$/u;

/** `JWT_SECRET`, `Jwt__Issuer`; of `A / B` each. */
export function isVariable(text: string): boolean {
  return text.split(/\s*[/,]\s*/u).every((name) =>
    VARIABLE.test(
      name
        .replace(/[`*]/gu, '')
        .replace(/\s*[(（][^()（）]*[)）]\s*$/u, '')
        .trim(),
    ),
  );
}

/** One of the names is a secret's. */
export function namesSecret(text: string): boolean {
  return text.split(/\s*[/,]\s*/u).some((name) => isConnection(name) || !isPlainSetting(name));
}

/** Words for all of them, and what people type: no secret of the system. */
export function isAnySecret(text: string): boolean {
  return ANY.test(text.trim());
}

const ANY =
  /^(?:all |the |our |production |application |user |admin |account )*(?:secrets|credentials|keys|tokens|certificates|passwords?|(?:csrf|xsrf) tokens?)$/iu;

/** "not a secret", "safe to publish", "does not exist yet". */
export function saysNoSecret(text: string): boolean {
  return NO_SECRET.test(text) || NOT_THERE.test(text);
}

const NO_SECRET =
  /\bnon[- ]secret\b|\b(?:not|no|never) (?:an? |really |itself )?(?:secret|sensitive|credential)\b|\bsafe to (?:publish|expose|commit|share)\b/iu;
const NOT_THERE =
  /^\W*(?:does not|doesn['’]t) exist\b|^\W*not (?:yet )?(?:created|issued|provisioned|configured|set up)\b/iu;
