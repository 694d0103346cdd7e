// The assessment of one inventory: its findings, and with documents the matrix of threats and controls.

import { hasErrors } from '../core/diagnostic.js';
import { InputError } from '../core/input-error.js';
import { assess, type Assessment } from '../checks/run.js';
import { checks } from '../checks/registry.js';
import type { Inventory } from '../inventory/index.js';
import type { AssessInput } from '../report/index.js';
import { designForAssessment } from './design.js';
import { coverageRow, removableRows } from './report-document.js';
import type { StatedIntent } from './stated-intent.js';
import { toolVersion } from './tool-version.js';

export type AssessedInventory = Required<AssessInput> & Pick<Assessment, 'findings'>;

/** @throws InputError when the documents contradict themselves on this inventory. */
export function assessInventory(
  inventory: Inventory,
  stated: StatedIntent | null,
  substrate: string | null,
): AssessedInventory {
  const tool = toolVersion();
  if (stated === null) {
    return { tool, ...assess({ inventory, bound: null }, checks), coverage: [], unmapped: [], diagnostics: [] };
  }
  const { intent } = stated;
  const designed = designForAssessment({ intent, inventory, substrate });
  const diagnostics = [...stated.diagnostics, ...designed.diagnostics];
  if (hasErrors(diagnostics)) throw new InputError(diagnostics);
  return {
    tool,
    ...assess({ inventory, bound: designed.bound }, checks, { threats: intent.threats }),
    coverage: designed.coverage.map((row) => coverageRow(row, intent)),
    unmapped: removableRows(designed.unmapped),
    diagnostics,
  };
}
