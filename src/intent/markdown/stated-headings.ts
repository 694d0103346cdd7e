// Headings that state something for everything under them only because of the heading above: a role under
// "Roles", a level of the document's own scale under "Column inventory".

import { roleInList } from '../sections/roles.js';
import { tierOfHeading } from '../words/classes.js';
import { normalHeading } from '../words/normal.js';
import { goesWrong } from '../words/threatening.js';

interface Above {
  readonly text: string;
  readonly heading: string | null;
  readonly title: boolean;
}

/** Under "Roles" itself, not under the title of a document on them. */
export function listedRole(text: string, around: Above | null): string | null {
  return /\broles$/iu.test((around?.heading ?? (around?.title === true ? around.text : '')).trim())
    ? roleInList(text)
    : null;
}

/** A level of the document's own scale, where data is listed and not what to do with it. */
export function tier(text: string, around: Above | null): string | null {
  return /\b(?:inventory|data|tables?|columns?|fields?|assets?|entities|classification)\b/iu.test(around?.text ?? '') &&
    !/\b(?:handling|rules?|requirements?|controls?|polic(?:y|ies)|definitions?|legend|scheme|(?<=^|\s)levels)\b/iu.test(
      around?.title === true ? '' : (around?.text ?? ''),
    )
    ? tierOfHeading(text)
    : null;
}

const OUTLINE =
  /^(?:[0-9.]+\s+)?(?:overview|summary|introduction|background|process|review|history|notes?|context|purpose|diagram|legend|conclusion|description|others?|general|approach|definitions?|assessment|matrix|tables?|formats?|schema|structure|fields?|storage|access|querying|api|examples?|implementation|configuration)\b/iu;

/** Headings of any document. */
export function isOutline(text: string): boolean {
  return OUTLINE.test(text) && !goesWrong(normalHeading(text));
}
