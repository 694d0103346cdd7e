// Headings and announcements under which no right is told that anybody holds: what is planned, asked, tested, compared
// or explained, and what a role is worth besides (limits of rate, sessions, sign-in).

const NOT_HELD =
  /\b(?:future|planned|proposed|upcoming|roadmap|todo|backlog|deferred|later|questions?|faq|tests?|testing|coverage|checklists?|verif\w+|acceptance|mistakes?|pitfalls?|anti-?patterns?|limitations?|gaps?|issues?|troubleshoot\w*|incidents?|compar\w+|options?|alternatives?|pricing|editions?|plans|(?:by|per) plan|progress|(?:implementation|current|project) status|how to|adding|getting started|migrat\w+|performance|rate limit\w*|quotas?|error codes?|http status|status codes?|lifetimes?|timeouts?|password\w*|mfa|2fa|sign[ -]?(?:in|up)|log[ -]?in|authentication|responsibilit\w*|raci|glossary|terminology|examples?|contacts?|joiners?|offboarding)\b/iu;
/** `Rights, tested`, but also "Plan a shift": of a heading on rights itself only the plain words count. */
const RIGHTS = /\b(?:roles?|permissions?|rbac|rights|privileges|matrix|access|authori[sz]\w*)\b/iu;
const HELD_LATER =
  /\b(?:future|planned|proposed|upcoming|roadmap|backlog|deferred|questions?|faq|tests?|testing|coverage|troubleshoot\w*|mistakes?|pitfalls?|compar\w+|alternatives?|how to|adding|limitations?|gaps?|examples?|mfa|2fa|rate limit\w*)\b/iu;

interface Around {
  /** All headings around, the nearest first. */
  readonly around?: readonly string[];
  readonly leadIn: string;
}

export function tellsNoRights({ around = [], leadIn }: Around): boolean {
  if (leadIn !== '' && isSetAside(leadIn)) return true;
  // The title names the whole document, and not what stands under a heading of its own.
  for (const text of around.length > 1 ? around.slice(0, -1) : around) {
    if (isSetAside(text)) return true;
    if (RIGHTS.test(text)) return false;
  }
  return false;
}

function isSetAside(text: string): boolean {
  return (RIGHTS.test(text) ? HELD_LATER : NOT_HELD).test(text);
}
