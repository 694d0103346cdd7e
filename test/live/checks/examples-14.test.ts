import { needsPgaudit, runExamples } from './run-examples.js';

await runExamples(14, (example) => !needsPgaudit(example));
