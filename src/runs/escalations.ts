// `access --escalations`: what each role can become beyond what it holds, how, and what would stop it.

import { canonicalJson } from '../core/canonical-json.js';
import { escalationEdges, type EscalationEdge } from '../access/index.js';
import { edgesDot, edgesMermaid, edgesText } from './escalation-drawing.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export type EscalationFormat = 'text' | 'json' | 'mermaid' | 'dot';

export interface EscalationsRun {
  readonly source: string;
  readonly databases: readonly string[];
  readonly format: EscalationFormat;
}

/** @throws InputError, OperationError */
export async function runEscalations(
  run: EscalationsRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const { inventory } = await readSource(run.source, run, progress);
  const edges = escalationEdges(inventory);
  return { exit: EXIT.clean, result: render(edges, run.format) };
}

function render(edges: readonly EscalationEdge[], format: EscalationFormat): string {
  switch (format) {
    case 'json':
      return edgesJson(edges);
    case 'mermaid':
      return edgesMermaid(edges);
    case 'dot':
      return edgesDot(edges);
    case 'text':
      return edgesText(edges);
  }
}

function edgesJson(edges: readonly EscalationEdge[]): string {
  const rows = edges.map(({ from, ...rest }) => ({
    ...rest,
    from: from.kind === 'public' ? { public: true } : from.name,
  }));
  return `${canonicalJson({ formatVersion: '1.0', escalations: rows }, 2)}\n`;
}
