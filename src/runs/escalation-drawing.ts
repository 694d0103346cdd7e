// The escalation graph for people: as text with reasons and stops, as Mermaid, as DOT. Names of the catalog are
// untrusted: a label holds only what its format cannot take for structure.

import { printable } from '../core/printable.js';
import { uniqueSorted } from '../core/order.js';
import type { EscalationEdge, EscalationTarget } from '../access/index.js';
import { describeGrantee } from '../pg/grantee.js';
import { describeObject } from '../pg/object.js';

export function edgesText(edges: readonly EscalationEdge[]): string {
  const lines = edges.flatMap((edge) => [
    printable(`${describeGrantee(edge.from)} → ${targetText(edge.to)}: ${edge.how}${throughText(edge)}`),
    `    ${printable(edge.why)}`,
    `    stop: ${printable(edge.stop)}`,
  ]);
  return `${[...lines, `${edges.length} ways to become more than one is`].join('\n')}\n`;
}

function throughText({ through }: EscalationEdge): string {
  return through === null ? '' : ` through ${describeObject(through)}`;
}

function targetText(target: EscalationTarget): string {
  switch (target.kind) {
    case 'role':
      return target.name;
    case 'any-role':
      return 'any role that is no superuser';
    case 'host':
      return 'the server’s operating-system account';
    case 'users-of':
      return `whoever uses ${describeObject(target.object)}`;
    case 'all-data':
      return 'all data';
    case 'sessions':
      return 'other roles’ sessions';
    case 'remote':
      return target.server === 'any' ? 'any other server' : `the other end of ${target.server}`;
  }
}

interface Drawing {
  readonly nodes: readonly string[];
  readonly lines: readonly { readonly from: number; readonly to: number; readonly label: string }[];
}

function drawingOf(edges: readonly EscalationEdge[]): Drawing {
  const nodes = uniqueSorted(edges.flatMap((edge) => [describeGrantee(edge.from), targetText(edge.to)]));
  const places = new Map(nodes.map((node, place) => [node, place]));
  const lines = edges.map((edge) => ({
    from: places.get(describeGrantee(edge.from)) ?? 0,
    to: places.get(targetText(edge.to)) ?? 0,
    label: `${edge.how}${throughText(edge)}`,
  }));
  return { nodes, lines };
}

export function edgesMermaid(edges: readonly EscalationEdge[]): string {
  const { nodes, lines } = drawingOf(edges);
  return `${[
    'flowchart LR',
    ...nodes.map((node, place) => `  n${place}["${mermaidText(node)}"]`),
    ...lines.map(({ from, to, label }) => `  n${from} -- "${mermaidText(label)}" --> n${to}`),
  ].join('\n')}\n`;
}

/** Everything but letters, digits and plain punctuation as a character code. */
function mermaidText(text: string): string {
  return printable(text).replaceAll(/[^\p{L}\p{N} .,_:()’-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}

export function edgesDot(edges: readonly EscalationEdge[]): string {
  const { nodes, lines } = drawingOf(edges);
  return `${[
    'digraph escalations {',
    '  rankdir=LR;',
    ...nodes.map((node, place) => `  n${place} [label="${dotText(node)}"];`),
    ...lines.map(({ from, to, label }) => `  n${from} -> n${to} [label="${dotText(label)}"];`),
    '}',
  ].join('\n')}\n`;
}

function dotText(text: string): string {
  return printable(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}
