// A report read again from its saved JSON. What a reader of a later version wrote is refused by its major;
// a file that is no report is a diagnostic, not a crash.

import type { Diagnostic } from '../core/diagnostic.js';
import { err, ok, type Result } from '../core/result.js';
import { REPORT_SCHEMA } from './schema/report.js';
import type { ReportDocument } from './plain.js';

export function decodeReport(json: string, file: string): Result<ReportDocument, readonly Diagnostic[]> {
  const parsed = parseJson(json);
  if (!parsed.ok) return err([problem('not-json', `${file} is not JSON: ${parsed.error}`)]);
  const decoded = REPORT_SCHEMA.safeParse(parsed.value);
  if (decoded.success) return ok(decoded.data);
  return err(
    decoded.error.issues
      .slice(0, 20)
      .map((issue) => problem('not-a-report', `${file}: ${issue.path.join('.')}: ${issue.message}`)),
  );
}

function parseJson(json: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(json));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

function problem(code: string, what: string): Diagnostic {
  return {
    code,
    severity: 'error',
    what,
    why: 'a report is rendered again only from what harden has written',
    fix: 'run harden again, or name the folder that it wrote',
  };
}
