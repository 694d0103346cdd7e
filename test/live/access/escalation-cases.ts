// Every way to become more than one is.

import type { Case } from './escalation-case.js';
import { CODE_CASES } from './escalation-code.js';
import { ROLE_CASES } from './escalation-roles.js';

export type { Case, Step } from './escalation-case.js';
export const CASES: readonly Case[] = [...ROLE_CASES, ...CODE_CASES];
