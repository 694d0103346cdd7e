// Headings that open no section elsewhere, but are the section's own inside of it: "Browser threats" in a
// threat model, "Core rules" in a document on tenants, "Inventory" among secrets.

import { normalHeading } from '../words/normal.js';
import { isCodeHeading } from './code-headings.js';
import type { SectionKind } from './section.js';

const LOCAL: { readonly [K in SectionKind]?: RegExp } = {
  threats: /(?:^|\b(?!of|no|to)\S+ )(?:threats|attacks|attack vectors|attack scenarios|abuse cases|threat scenarios)$/u,
  boundaries:
    /^(?!.*\b(?:cross(?:ing|es)?|across|to|at|beyond|outside|within|between) (?:the |our |all |each )?(?:\S+ )?boundaries$).*(?:boundaries|crossings)$/u,
  classifications:
    /(?:^| )(?:inventory|entities|assignments|classes|data types|datasets|data elements|data assets|fields|examples by class|by class|by level|by table|mapping)$/u,
  credentials: /(?:^| )(?:inventory|secrets|credentials|keys|tokens|certificates|lifecycle)$/u,
  auditEvents:
    /(?:^| )(?:events?|event types|taxonomy|audited actions|logged actions|(?:what )?(?:we|is|gets) (?:logged|recorded|audited|captured))$/u,
  authorizations: /(?:^| )(?:roles|permissions|matrix|rights|privileges|capabilities)$/u,
  isolation:
    /(?:^| )(?:rules|model|strategy|isolation|mechanisms?|guarantees|enforcement|invariants|layers|controls|rls|row level security)$/u,
  protections: /(?:^| )(?:at rest|encryption|masking|redaction|encrypted fields|encrypted columns)$/u,
  compliance: /(?:^| )(?:mapping|matrix|requirements|controls|obligations)$/u,
};

/** Words that make a practice or a question of it: "Rotating keys", "How to add events". */
const PRACTICE =
  /^(?:\S+ing|how|why|when|who|adding|to|no|not|never|other|related|example|sample|new|missing|future|recommended)\b(?! tokens)/u;
/** "Prevention of replay attacks" says what is done. */
const COUNTERED =
  /\b(?:prevent\w*|protect\w*|defen[cs]\w*|mitigat\w*|counter\w*|detect\w*|against|respon\w*|monitor\w*)\b/u;
const LONGEST = 5;

/** `Update the signing key`: a step. */
const STEP =
  /^(?:update|generate|create|set|rotate|add|store|use|copy|delete|revoke|install|configure|run|enable|disable|restart|replace|remove|verify|check|deploy|export|import|get|fetch|click|open|go|do|always|keep|avoid|ensure|make|issue|save|enter|define|move|commit|scan|validate|log|encrypt|protect|limit|restrict|separate|choose|select|provide|send|call|obtain|request|apply|read|write|test|review|confirm|invalidate|re\w+ate)\b/u;

export function isStep(text: string): boolean {
  return STEP.test(normalHeading(text));
}

/** "Rotating keys", "How to add events": work to be done, and no name of anything. */
export function isPractice(text: string): boolean {
  return PRACTICE.test(normalHeading(text));
}

export function isLocalHeading(kind: SectionKind, text: string): boolean {
  if (isCodeHeading(text)) return false;
  const words = normalHeading(text.replace(/\s*[(（][^()（）]*[)）]\s*$/u, ''));
  if (words.split(' ').length > LONGEST || PRACTICE.test(words) || COUNTERED.test(words)) return false;
  return LOCAL[kind]?.test(words) === true;
}
