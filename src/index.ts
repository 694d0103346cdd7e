// The library's door: the verbs of the command line as functions, and what they take and give. The rooms
// behind them have doors of their own (`pgrampart/inventory`, `pgrampart/access`, …).

export { runAccess } from './runs/access.js';
export { runApply } from './runs/apply.js';
export { runAssess } from './runs/assess.js';
export { runHarden, type HardenOutcome, type HardenRun } from './runs/harden.js';
export { runInventory, type InventoryRun } from './runs/inventory.js';
export { runPlan } from './runs/plan.js';
export { runUndo } from './runs/undo.js';
export { runVerify } from './runs/verify.js';
export { readSource, readTarget, type SourceOptions, type SourceReading } from './runs/source.js';
export { EXIT, EXIT_MEANING, type ExitCode } from './runs/exit-code.js';
export { silent, type Progress, type ProgressEvent } from './runs/progress.js';
export { InputError, OperationError, Secret, type Diagnostic } from './core/index.js';
