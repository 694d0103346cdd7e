// plan.json, written and read. What is read was written by us and may have been edited: its shape is checked,
// its statements are taken as they are.

import { canonicalJson } from '../core/canonical-json.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { err, ok, type Result } from '../core/result.js';
import { objectRef } from '../pg/object.js';
import type { Statement } from '../sql/statement.js';
import { serverText } from './changes/server-text.js';
import { planSchema, type PlanJson, type StepJson } from './codec-schema.js';
import { PLAN_FORMAT, type Gate, type Plan, type Step } from './model.js';

export function planToJson(plan: Plan): PlanJson {
  return {
    formatVersion: plan.formatVersion,
    fingerprint: plan.fingerprint,
    ...(plan.databases === undefined ? {} : { databases: [...plan.databases] }),
    steps: plan.steps.map((step) => stepToJson(step)),
    blocked: plan.blocked.map((each) => ({ ...each })),
    ...(plan.gates === undefined ? {} : { gates: plan.gates.map((gate) => gateToJson(gate)) }),
  };
}

/** Canonical JSON with a final newline: same plan, same bytes. */
export function encodePlan(plan: Plan): string {
  return `${canonicalJson(planToJson(plan), 2)}\n`;
}

export function decodePlan(text: string): Result<Plan, readonly Diagnostic[]> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return err([unreadable(error instanceof Error ? error.message : String(error))]);
  }
  const parsed = planSchema.safeParse(json);
  if (!parsed.success) {
    return err(parsed.error.issues.map((issue) => unreadable(`${issue.path.join('.')}: ${issue.message}`)));
  }
  const { fingerprint, databases, steps, blocked, gates } = parsed.data;
  const read = gates?.map(({ object, ...rest }) => ({
    ...rest,
    object: objectRef(object.kind, object.path, object.database),
  }));
  return ok({
    formatVersion: PLAN_FORMAT,
    fingerprint,
    ...(databases === undefined ? {} : { databases }),
    steps: steps.map((step) => stepFromJson(step)),
    blocked,
    ...(read === undefined ? {} : { gates: read }),
  });
}

function unreadable(what: string): Diagnostic {
  return {
    code: 'plan-unreadable',
    severity: 'error',
    what,
    why: 'a plan that is not whole could leave a cluster half changed',
    fix: 'make the plan again with this version',
  };
}

function gateToJson({ object, steps, ...rest }: Gate): NonNullable<PlanJson['gates']>[number] {
  return { ...rest, steps: [...steps], object: { ...object, path: [...object.path] } };
}

function stepToJson(step: Step): StepJson {
  const { activation, action: _action, because, hazards, object, ...rest } = step;
  const base = {
    id: rest.id,
    phase: rest.phase,
    segment: rest.segment,
    database: rest.database,
    asRole: rest.asRole,
    kind: rest.kind,
    object: object === null ? null : { ...object, path: [...object.path] },
    title: rest.title,
    lock: rest.lock,
    hazards: [...hazards],
    handoff: rest.handoff,
    because: because.map((each) => ({ ...each, threats: [...each.threats], sources: [...each.sources] })),
    ...(activation === 'none' ? {} : { [activation]: true }),
  };
  if (step.action === 'file') {
    return { ...base, file: { name: step.file, content: step.content }, inverse: step.inverse };
  }
  return {
    ...base,
    sql: step.statements.map((each) => each.sql.text),
    transactional: step.statements.every((each) => each.transactional),
    inverse: step.inverse?.map((each) => each.sql.text) ?? null,
  };
}

function stepFromJson(json: StepJson): Step {
  const { restart, reload, object, ...rest } = json;
  const activation = restart === true ? 'restart' : reload === true ? 'reload' : 'none';
  const ref = object === null ? null : objectRef(object.kind, object.path, object.database);
  if ('file' in rest) {
    const { file, ...base } = rest;
    return { ...base, action: 'file', object: ref, activation, file: file.name, content: file.content };
  }
  const { sql, transactional, inverse, ...base } = rest;
  const statements = (texts: readonly string[]): readonly Statement[] =>
    texts.map((text) => ({ sql: serverText(text), transactional }));
  return {
    ...base,
    action: 'sql',
    object: ref,
    activation,
    statements: statements(sql),
    inverse: inverse === null ? null : statements(inverse),
  };
}
