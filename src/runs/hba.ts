// `hba`: the rules as the server reads them, which lines can never decide, and which line decides one
// attempt to connect.

import { canonicalJson } from '../core/canonical-json.js';
import { InputError } from '../core/input-error.js';
import { decide, shadowedRules, type HbaAttempt, type HbaDecision } from '../pg/hba/index.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { readHbaSource, type HbaSource } from './hba-source.js';
import { hbaText, safeRule } from './hba-text.js';
import type { Progress } from './progress.js';

export interface HbaRun {
  readonly source: string;
  /** How a file is read when it does not come from a server. */
  readonly major: number;
  readonly database?: string;
  readonly user?: string;
  /** None: over the Unix socket. */
  readonly address?: string;
  readonly tls: boolean;
  readonly replication: boolean;
  readonly format: 'text' | 'json';
}

/** Exit 1 when the server would refuse the file. @throws InputError, OperationError */
export async function runHba(
  run: HbaRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const source = await readHbaSource(run.source, run.major, progress);
  const attempt = attemptOf(run);
  const decision = attempt === null ? null : decideFor(source, attempt);
  const shadowed = shadowedRules(source.rules);
  const exit = source.errors.length > 0 ? EXIT.findings : EXIT.clean;
  if (run.format === 'text') return { exit, result: hbaText(source, shadowed, attempt, decision) };
  const json = {
    formatVersion: '1.0',
    major: source.major,
    rules: source.rules.map(safeRule),
    errors: source.errors,
    idle: [...source.idle].map(([rule, reason]) => ({ rule: safeRule(rule), reason })),
    shadowed: shadowed.map(({ rule, by }) => ({ rule: safeRule(rule), by: safeRule(by) })),
    attempt,
    decision:
      decision === null || decision.kind === 'implicit-reject'
        ? decision
        : { ...decision, rule: safeRule(decision.rule) },
  };
  return { exit, result: `${canonicalJson(json, 2)}\n` };
}

function attemptOf(run: HbaRun): HbaAttempt | null {
  const { user, address } = run;
  if (user === undefined) {
    if (run.database === undefined && address === undefined && !run.tls) return null;
    throw InputError.of(
      'no-user',
      'who connects is not said',
      'a line decides by user, database and address',
      'add --user ROLE',
    );
  }
  const database = run.database ?? user;
  const who = { user, database, replication: run.replication ? 'physical' : false } as const;
  return address === undefined ? { ...who, type: 'local' } : { ...who, type: 'tcp', address, tls: run.tls };
}

/** Without the roles at hand a `+group` or samerole before the deciding line leaves the answer open. */
function decideFor(source: HbaSource, attempt: HbaAttempt): HbaDecision {
  const { members } = source;
  const rules = source.rules.filter((rule) => !source.idle.has(rule));
  if (members !== null) {
    return decide(rules, attempt, { isMember: (user, role) => members.chain('member', user, role) !== null });
  }
  const yes = decide(rules, attempt, { isMember: () => true });
  const no = decide(rules, attempt, { isMember: (user, role) => user === role });
  if (yes.kind !== 'rule' || (no.kind === 'rule' && no.rule === yes.rule)) return no;
  return {
    kind: 'undecided',
    rule: yes.rule,
    why: `${yes.rule.file}:${yes.rule.line} decides if ${attempt.user} is a member of the role it names; the file does not tell`,
  };
}
