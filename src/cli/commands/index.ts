// Every command, in the order of `--help`: the main job, its parts in the order of the flow, questions.

import type { Register } from '../command.js';
import { registerAccess } from './access.js';
import { registerApply } from './apply.js';
import { registerAssess } from './assess.js';
import { registerDiff } from './diff.js';
import { registerDocs } from './docs.js';
import { registerHarden } from './harden.js';
import { registerHba } from './hba.js';
import { registerInit } from './init.js';
import { registerInventory } from './inventory.js';
import { registerPlan } from './plan.js';
import { registerProbe } from './probe.js';
import { registerProve } from './prove.js';
import { registerReport } from './report.js';
import { registerRotate } from './rotate.js';
import { registerUndo } from './undo.js';
import { registerVerify } from './verify.js';

export const COMMANDS: readonly Register[] = [
  registerHarden,
  registerInit,
  registerDocs,
  registerInventory,
  registerAssess,
  registerPlan,
  registerApply,
  registerUndo,
  registerRotate,
  registerVerify,
  registerProve,
  registerAccess,
  registerDiff,
  registerHba,
  registerProbe,
  registerReport,
];
