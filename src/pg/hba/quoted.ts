// How a word is written in pg_hba.conf and pg_ident.conf so that the server reads it back as it is: in double quotes
// where it would end or mean something else. A line break has no spelling (hba.c: next_token).

export type Word = { readonly text: string } | { readonly problem: string };

/** `force`: quote it although its characters do not need it. */
export function quoteIfNeeded(text: string, force: boolean): Word {
  if (/[\n\r\0]/u.test(text)) return { problem: `${JSON.stringify(text)}: a line break or NUL` };
  const needs = force || text === '' || /[^A-Za-z0-9_.:=/$^*+~@-]/u.test(text);
  return { text: needs ? `"${text.replaceAll('"', '""')}"` : text };
}
