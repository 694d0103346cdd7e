// `probe`: what a server offers to whoever reaches its port, without a password.

import { readFileSync } from 'node:fs';
import { canonicalJson } from '../core/canonical-json.js';
import { InputError } from '../core/input-error.js';
import { atLeast, type Severity } from '../core/severity.js';
import { probe } from '../wire/index.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { probeFindings } from './probe-findings.js';
import { probeText, type Asked } from './probe-text.js';
import type { Progress } from './progress.js';

export interface ProbeRun extends Asked {
  /** PEM file with the roots to trust. */
  readonly ca?: string;
  /** For each connection and answer, in milliseconds. */
  readonly timeout: number;
  readonly failOn: Severity | 'never';
  readonly format: 'text' | 'json';
}

/** Exit 1 for a finding at or over the threshold. @throws InputError, OperationError */
export async function runProbe(
  run: ProbeRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const { host, port, user, database, timeout, failOn } = run;
  progress({ stage: 'probe', state: 'start', text: `asking ${host}:${port} what it offers` });
  const probed = await probe({
    endpoint: { host, port, timeout },
    asker: { user, database },
    now: new Date(),
    ...(run.ca === undefined ? {} : { ca: authorities(run.ca) }),
  });
  const findings = probeFindings(probed);
  const reached = failOn !== 'never' && findings.some((each) => atLeast(each.severity, failOn));
  const exit = reached ? EXIT.findings : EXIT.clean;
  if (run.format === 'text') return { exit, result: probeText(run, probed, findings) };
  const json = { formatVersion: '1.0', host, port, user, database, ...probed, findings };
  return { exit, result: `${canonicalJson(json, 2)}\n` };
}

function authorities(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch {
    // Said below, in the same words.
  }
  throw InputError.of(
    'bad-ca',
    `--ca ${file} is no readable PEM file`,
    'the chain is judged by it',
    'give a file with BEGIN CERTIFICATE blocks',
  );
}
