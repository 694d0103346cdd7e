import { needsPgaudit, runExamples } from './run-examples.js';

await runExamples(18, (example) => !needsPgaudit(example));
