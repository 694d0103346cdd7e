// `access --escalations`: what each role can become beyond what it holds, how, and what would stop it.

import { canonicalJson } from '../core/canonical-json.js';
import { printable } from '../core/printable.js';
import { escalationEdges, type EscalationEdge, type EscalationTarget } from '../access/index.js';
import { describeGrantee } from '../pg/grantee.js';
import { describeObject } from '../pg/object.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export interface EscalationsRun {
  readonly source: string;
  readonly databases: readonly string[];
  readonly format: 'text' | 'json';
}

/** @throws InputError, OperationError */
export async function runEscalations(
  run: EscalationsRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const { inventory } = await readSource(run.source, run, progress);
  const edges = escalationEdges(inventory);
  const result = run.format === 'json' ? edgesJson(edges) : edgesText(edges);
  return { exit: EXIT.clean, result };
}

function edgesJson(edges: readonly EscalationEdge[]): string {
  const rows = edges.map(({ from, ...rest }) => ({
    ...rest,
    from: from.kind === 'public' ? { public: true } : from.name,
  }));
  return `${canonicalJson({ formatVersion: '1.0', escalations: rows }, 2)}\n`;
}

function edgesText(edges: readonly EscalationEdge[]): string {
  const lines = edges.flatMap((edge) => {
    const through = edge.through === null ? '' : ` through ${describeObject(edge.through)}`;
    return [
      printable(`${describeGrantee(edge.from)} → ${targetText(edge.to)}: ${edge.how}${through}`),
      `    ${printable(edge.why)}`,
      `    stop: ${printable(edge.stop)}`,
    ];
  });
  return `${[...lines, `${edges.length} ways to become more than one is`].join('\n')}\n`;
}

function targetText(target: EscalationTarget): string {
  switch (target.kind) {
    case 'role':
      return target.name;
    case 'any-role':
      return 'any role that is no superuser';
    case 'host':
      return 'the server’s operating-system account';
  }
}
