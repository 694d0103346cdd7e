// The matrix both ways: what answers each threat and each boundary, where it is enforced, what is left;
// and whether that is all of it. Open questions of an area make its threats partly answered, not gaps.

import type { Control, ControlContext } from './model.js';
import type { Design } from './design.js';

export type CoverageStatus = 'covered' | 'partial' | 'gap' | 'blocked' | 'open-risk';

export interface Coverage {
  readonly subject: { readonly kind: 'threat' | 'boundary'; readonly id: string };
  readonly controls: readonly {
    readonly id: string;
    readonly enforcedAt: readonly string[];
    readonly residual: string;
  }[];
  readonly status: CoverageStatus;
  /** What the documents themselves accept as left over. */
  readonly accepted: string | null;
}

export function coverageOf(context: ControlContext, design: Design): readonly Coverage[] {
  const { threats, boundaries } = context.bound.intent;
  return [
    ...threats.map((threat): Coverage => {
      const controls = design.controls.filter((control) => control.threats.includes(threat.id));
      const subject = { kind: 'threat', id: threat.id } as const;
      const status = statusOf(design, controls, [threat.id]);
      return { subject, controls: controls.map(line), status, accepted: threat.residual };
    }),
    ...boundaries.map((boundary): Coverage => {
      const controls = design.controls.filter((control) => control.boundaries.includes(boundary.id));
      const crossing = threats.filter((threat) => threat.boundary === boundary.id).map((threat) => threat.id);
      const subject = { kind: 'boundary', id: boundary.id } as const;
      return { subject, controls: controls.map(line), status: statusOf(design, controls, crossing), accepted: null };
    }),
  ];
}

function line(control: Control): Coverage['controls'][number] {
  return { id: control.id, enforcedAt: control.enforcedAt, residual: control.residual };
}

function statusOf(design: Design, controls: readonly Control[], threats: readonly string[]): CoverageStatus {
  const concerns = (each: { readonly threats: readonly string[] }): boolean =>
    threats.some((id) => each.threats.includes(id));
  const blocked = design.blocked.some(concerns);
  const risky = design.openRisks.some(concerns);
  if (controls.length === 0) {
    if (risky) return 'open-risk';
    return blocked ? 'blocked' : 'gap';
  }
  const whole = !blocked && !risky && controls.every((control) => control.openRisks.length === 0);
  return whole ? 'covered' : 'partial';
}
