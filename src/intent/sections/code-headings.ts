// Headings that are names of code, whatever their words mean elsewhere: routes, tables, functions.

const CODE = /^[\s\d.`]*(?:(?:GET|POST|PUT|PATCH|DELETE)\s+`?\/|[a-z]+(?:_[a-z]+)+`?(?=\s|$)|[a-z]+[A-Z]\w*\()/u;

/** `GET /audit-events`, `audit_events`, `recordEvent(req)`. */
export function isCodeHeading(text: string): boolean {
  return CODE.test(text);
}
