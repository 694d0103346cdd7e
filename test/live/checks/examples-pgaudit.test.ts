import { needsPgaudit, runExamples } from './run-examples.js';

await runExamples(15, needsPgaudit, true);
