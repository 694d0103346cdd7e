// Names of what we create, as the documents' `## Naming` wants them. A rule is a template with
// `{component}`, `{actor}` or `{relation}`, or a regular expression that one of our own templates must
// satisfy. More than 63 bytes, or no template that fits, is a diagnostic: never a truncated name.

import type { Diagnostic } from '../core/diagnostic.js';
import type { NamingRule } from '../intent/operations.js';
import { Ident } from '../sql/ident.js';
import type { ControlContext } from './model.js';

export type NamedObject =
  | 'owner role'
  | 'write role'
  | 'read role'
  | 'audit role'
  | 'refresh role'
  | 'policy'
  | 'floor policy'
  | 'view'
  | 'index'
  | 'helper schema'
  | 'helper owner role'
  | 'verifier'
  | 'refresh routine';

interface Convention {
  /** Headings of the naming table that speak of it, the most specific first. */
  readonly objects: readonly string[];
  readonly templates: readonly string[];
}

const CONVENTIONS: { readonly [K in NamedObject]: Convention } = {
  'owner role': {
    objects: ['owner role', 'group role', 'role'],
    templates: ['{component}_owner', 'owner_{component}'],
  },
  'write role': {
    objects: ['write role', 'read-write role', 'group role', 'role'],
    templates: ['{component}_rw', '{component}_write', '{component}_app'],
  },
  'read role': {
    objects: ['read role', 'read-only role', 'group role', 'role'],
    templates: ['{component}_ro', '{component}_read', '{component}_readonly'],
  },
  'refresh role': {
    objects: ['refresh role', 'group role', 'role'],
    templates: ['{component}_refresh', 'refresh_{component}'],
  },
  'audit role': { objects: ['audit role'], templates: ['audit_objects'] },
  policy: {
    objects: ['policy', 'row-level security policy'],
    templates: ['{relation}_tenant', '{relation}_tenant_isolation', 'tenant_{relation}', 'tenant_isolation'],
  },
  'floor policy': {
    objects: ['policy', 'row-level security policy'],
    templates: ['{relation}_floor', '{relation}_tenant_isolation', '{relation}_isolation', 'tenant_floor'],
  },
  view: { objects: ['masking view', 'view'], templates: ['{relation}_masked', 'masked_{relation}'] },
  'helper schema': { objects: ['helper schema', 'schema'], templates: ['{component}', 'schema_{component}'] },
  // A rule for group roles speaks of roles that have members; nobody is a member of this one.
  'helper owner role': {
    objects: ['helper owner role', 'owner role', 'role'],
    templates: ['{component}_owner', 'owner_{component}'],
  },
  verifier: {
    objects: ['function', 'routine'],
    templates: ['verified_{relation}', 'fn_verified_{relation}', '{relation}_verified'],
  },
  'refresh routine': {
    objects: ['function', 'routine'],
    templates: ['{relation}', 'refresh_{relation}', 'fn_refresh_{relation}', '{relation}_refresh'],
  },
  index: { objects: ['index'], templates: ['{relation}_{column}_idx', 'idx_{relation}_{column}'] },
};

export type NameParts = { readonly [part in 'component' | 'actor' | 'relation' | 'column']?: string };

export type Named = { readonly name: string } | { readonly diagnostic: Diagnostic };

export function nameOf(context: ControlContext, kind: NamedObject, parts: NameParts): Named {
  const convention = CONVENTIONS[kind];
  const rule = ruleFor(context.bound.intent.naming, convention.objects);
  const candidates = candidatesOf(convention, rule).map((template) => fill(template, parts));
  const fitting = candidates.find((name) => rule === null || !isRegex(rule.pattern) || matches(rule.pattern, name));
  if (fitting === undefined) return { diagnostic: noName(kind, candidates, rule) };
  const problem = Ident.parse(fitting);
  return problem.ok ? { name: fitting } : { diagnostic: unusable(kind, fitting, problem.error, rule) };
}

function ruleFor(rules: readonly NamingRule[], objects: readonly string[]): NamingRule | null {
  for (const object of objects) {
    const rule = rules.find((each) => each.object.trim().toLowerCase().replace(/s$/u, '') === object);
    if (rule !== undefined) return rule;
  }
  return null;
}

function candidatesOf(convention: Convention, rule: NamingRule | null): readonly string[] {
  return rule === null || isRegex(rule.pattern) ? convention.templates : [rule.pattern];
}

/** Templates hold braces with a word and no anchors; everything else in the column is an expression. */
function isRegex(pattern: string): boolean {
  return !/\{[a-z]+\}/u.test(pattern);
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(name);
  } catch {
    return false;
  }
}

function fill(template: string, parts: NameParts): string {
  return template.replace(/\{(component|actor|relation|table|column)\}/gu, (_, part: string) => {
    switch (part) {
      case 'component':
        return parts.component ?? '';
      case 'actor':
        return parts.actor ?? '';
      case 'column':
        return parts.column ?? '';
      default:
        return parts.relation ?? '';
    }
  });
}

function noName(kind: NamedObject, candidates: readonly string[], rule: NamingRule | null): Diagnostic {
  return {
    code: 'no-name-fits',
    severity: 'error',
    what: `no ${kind} can be named: ${candidates.join(', ')} do not match the naming rule`,
    why: 'what is created has to follow the documents’ naming, and a guessed name would not',
    fix: 'write the pattern as a template, e.g. `{component}_owner` or `{relation}_tenant`',
    ...(rule === null ? {} : { source: rule.source }),
  };
}

function unusable(kind: NamedObject, name: string, problem: string, rule: NamingRule | null): Diagnostic {
  return {
    code: 'name-unusable',
    severity: 'error',
    what: `${kind} ${name} cannot be a name (${problem})`,
    why: 'PostgreSQL truncates names of more than 63 bytes in silence, so that two of them become one',
    fix: 'shorten the pattern in the section Naming',
    ...(rule === null ? {} : { source: rule.source }),
  };
}
