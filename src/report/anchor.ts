// Anchors inside a report, made of untrusted ids: letters, digits and hyphens. An id of plain words keeps
// its own letters; any other is told apart by a hash, so that no two ids share an anchor.

import { canonicalHash } from '../core/canonical-json.js';

const PLAIN = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*(\/[A-Za-z0-9]+(-[A-Za-z0-9]+)*)*$/u;
const LONGEST = 60;

export type AnchorKind = 'control' | 'evidence' | 'threat' | 'boundary' | 'candidate' | 'step';

export function anchorOf(kind: AnchorKind, id: string): string {
  if (PLAIN.test(id) && id.length <= LONGEST) return `${kind}-${id.replaceAll('/', '--')}`;
  const words = id.replace(/[^A-Za-z0-9]+/gu, '-').replace(/^-+|-+$/gu, '');
  return `${kind}-${words.slice(0, LONGEST)}-${canonicalHash(id).slice(0, 10)}`;
}

export function evidenceAnchor(control: string, attack: string): string {
  return anchorOf('evidence', `${control}/${attack}`);
}
