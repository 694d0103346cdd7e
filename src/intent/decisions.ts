// ADRs of the team: `adrs/NNNN-*.md` with `id, title, status, settles` in their front matter.

import type { Decision } from './model.js';
import { frontList, frontText, type FrontMatter } from './markdown/front-matter.js';

/** Files under `adr-candidates/` are our own questions, never answers. */
export function isCandidateFile(path: string): boolean {
  return /(?:^|[/\\])adr-candidates[/\\]/u.test(path);
}

export function isDecisionFile(path: string, matter: FrontMatter): boolean {
  return /(?:^|[/\\])(?:adrs?|decisions)[/\\][^/\\]+$/iu.test(path) || matter.values.has('settles');
}

/** Null for a file of the folder that is no ADR (an index page, a template). */
export function readDecision(path: string, matter: FrontMatter): Decision | null {
  const status = frontText(matter, 'status');
  if (status === null) return null;
  const name =
    path
      .split(/[/\\]/u)
      .at(-1)
      ?.replace(/\.[a-z]+$/iu, '') ?? path;
  return {
    id: frontText(matter, 'id') ?? name,
    title: frontText(matter, 'title') ?? name,
    status: status.toLowerCase(),
    settles: frontList(matter, 'settles'),
    source: matter.sourceOf('status'),
  };
}
