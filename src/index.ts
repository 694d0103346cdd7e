// The library's door: the verbs of the command line as functions that return data, and the words they use.
// Nothing here writes to the terminal or ends the process; a run throws InputError or OperationError.

export { InputError } from './core/input-error.js';
export { OperationError, type OperationCode } from './core/operation-error.js';
export { formatDiagnostic, type Diagnostic } from './core/diagnostic.js';
export { Secret } from './core/secret.js';
export type { Severity } from './core/severity.js';
export { decodeInventory, encodeInventory } from './inventory/codec.js';
export type { Inventory } from './inventory/model.js';
export { decodePlan, encodePlan } from './plan/codec.js';
export type { Plan, Step } from './plan/model.js';
export { decodeReport } from './report/saved.js';
export type { HardeningDocument } from './report/document.js';
export type { ReportDocument } from './report/plain.js';
export { runAccess, type AccessRun } from './runs/access.js';
export { runAccessMatrix, type MatrixRun } from './runs/access-matrix.js';
export { runApply, type ApplyRun } from './runs/apply.js';
export { runAssess, type AssessRun } from './runs/assess.js';
export { runCheckDocuments, type CheckDocumentsRun } from './runs/check-documents.js';
export { runEscalations, type EscalationsRun } from './runs/escalations.js';
export { EXIT, EXIT_MEANING, type ExitCode } from './runs/exit-code.js';
export { runHarden, type HardenOutcome, type HardenRun } from './runs/harden.js';
export { runHba, type HbaRun } from './runs/hba.js';
export { runInventory, type InventoryRun } from './runs/inventory.js';
export { runPlan, type PlanRun } from './runs/plan.js';
export { silent, type Progress, type ProgressEvent } from './runs/progress.js';
export { runReport, type ReportRun } from './runs/report.js';
export { readSource, readTarget, type SourceOptions, type SourceReading } from './runs/source.js';
export { runUndo, type UndoRun } from './runs/undo.js';
export { runVerify, type VerifyRun } from './runs/verify.js';
