// What people and programs that may do something are called.

const ROLE =
  /\b(?:(?:super)?admin\w*|owners?|users?|members?|viewers?|editors?|managers?|guests?|anon\w*|public|staff|operators?|auditors?|support|customers?|clients?|providers?|moderators?|developers?|analysts?|agents?|roles?|readers?|writers?|contributors?|maintainers?|students?|teachers?|patients?|doctors?|nurses?|clerks?|cashiers?|employees?|root|authenticated|api|service|sales|finance|hr|author|reviewers?|approvers?|organi[sz]ers?|attendees?|parents?|worker|bot|supervisors?|accountants?|technicians?|engineers?|officers?|directors?|executives?|coordinators?|leads?|drivers?|couriers?|merchants?|vendors?|sellers?|buyers?|shoppers?|suppliers?|landlords?|caretakers?|receptionists?|pharmacists?|librarians?|instructors?|trainers?|coach(?:es)?|mediators?|observers?|participants?|subscribers?|recipients?|signers?|superusers?|planners?|specialists?|consultants?|contractors?|partners?|physicians?|clinicians?|therapists?|secretary|treasurers?|presidents?|volunteers?|donors?|applicants?|candidates?|recruiters?|employers?|promoters?|creators?|publishers?|traders?|investors?|citizens?|residents?|learners?|principal|dispatchers?|inspectors?|controllers?|assistants?)\b/iu;

/** One of the words is that of a role. */
export function speaksOfRole(text: string): boolean {
  return ROLE.test(text);
}

/** `TILL_CLERK` and `tillClerk` in words. */
export function roleWords(name: string): string {
  return name
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .replace(/[_`]+/gu, ' ')
    .trim();
}

/** The heading is the name of a role: "Tenant administrator", "2. Viewer (read only)". */
export function roleOfHeading(text: string): string | null {
  const name = text
    .replace(/^[\s\p{S}\p{M}\p{Cf}]*(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?[\s\p{S}\p{M}\p{Cf}]*(?:role\s*:\s*)?/iu, '')
    .replace(/\s*[(（][^()（）]*[)）]\s*$/u, '')
    .trim();
  const words = name.split(/\s+/u);
  if (words.length > 3 || /(?:ing|s)$/iu.test(words[0] ?? '')) return null;
  return /^(?:(?:super[- ]?)?admin\w*|owner|user|member|viewer|editor|manager|guest|operator|auditor|customer|client|provider|moderator|developer|analyst|agent|reader|writer|contributor|maintainer|student|teacher|patient|doctor|nurse|clerk|cashier|employee|reviewer|approver|organi[sz]er|attendee|parent|technician|staff)$/iu.test(
    words.at(-1) ?? '',
  )
    ? name
    : null;
}

/** Right under a list of roles, a short heading is the name of one, unless it is one of any document. */
export function roleInList(text: string): string | null {
  const name = text
    .replace(/^[\s\p{S}\p{M}\p{Cf}]*(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?(?:(?!`)[\s\p{S}\p{M}\p{Cf}])*/u, '')
    .replace(/\s*[(（][^()（）]*[)）]\s*$/u, '')
    .trim();
  return /^`?\p{Lu}[\p{L}_-]*`?(?: [\p{L}_-]+){0,2}$/u.test(name) && !NO_ROLE.test(name) ? name : null;
}

/** Words of any document about roles, and no name of one. */
export function isAboutRoles(text: string): boolean {
  return NO_ROLE.test(text) && !speaksOfRole(text);
}

/** `Role changes`, `Default role`, `Multiple roles`, `is_admin()`: about roles, or code that asks for them. */
export function tellsAboutRoles(name: string): boolean {
  return /\w\([^()]*\)/u.test(name) || ABOUT.test(name);
}

const ABOUT =
  /\broles? \w|^(?:default|multiple|custom|new|initial|active|effective|current|legend|key|status|source|session|storage|hierarchy)\b/iu;

/** Where something is enforced: beside these "Client" and "Service" are no people. */
export const LAYER: RegExp =
  /^(?:back ?end|front ?end|server|database|db|ui|middleware|gateway|edge|storage|network|service layer|rls|(?:\w+ )?layer)\b/iu;

const NO_ROLE =
  /\b(?:overview|summary|matrix|table|permissions?|hierarchy|implementation|storage|model|schema|api|rules?|assignment|default|custom|notes?|examples?|checks?|enforcement|definitions?|scopes?|inheritance|management|changes?|middleware|audit|testing|tests|database|endpoints?|policies|policy|enforced|verification|revocation|access|resolution|format|mapping|actions?|levels?|features?|resources?|tables?|groups?|types?|modules?|tokens?|keys?|flows?|steps?|conventions?|migration|\w+ing)\b/iu;

/** The header of a column of those who may do what it says: "Who can read", "May be written by". */
export const WHO_MAY: RegExp =
  /^(?:who (?:can|may|is allowed to|has|gets to|could) (read|write|see|view|edit|update|change|delete|create|insert|access|manage|approve)|(read(?:able)?|writ(?:able|ten)|view(?:able)?|edit(?:able)?|delet(?:ed|able)|creat(?:ed|able)|access(?:ible)?) (?:by|for|to)|may be (read|written|changed|deleted|seen) by)\b/u;
