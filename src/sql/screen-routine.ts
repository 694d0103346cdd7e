// Which routines and extensions a file may define: bodies in trusted languages only. C and internal
// functions come with extensions from the server's own disk, never from a file's text.

import { asList, child, optionText, optionsAt, textAt, type Tree } from './parse-tree.js';
import { storedSettingProblem } from './screen-settings.js';

export type RoutineScreening =
  | { readonly verdict: 'ddl' }
  | { readonly verdict: 'data' | 'held-back'; readonly reason: string };

const TRUSTED: ReadonlySet<string> = new Set(['sql', 'plpgsql', 'plperl', 'pltcl', 'plv8']);

/** Extensions whose point is to reach the host, the network or an untrusted language. */
const REACHING: ReadonlySet<string> = new Set([
  'adminpack',
  'dblink',
  'file_fdw',
  'http',
  'multicorn',
  'mysql_fdw',
  'odbc_fdw',
  'ogr_fdw',
  'oracle_fdw',
  'pg_cron',
  'pg_net',
  'pg_partman_bgw',
  'pgagent',
  'plperlu',
  'plproxy',
  'plpython2u',
  'plpython3u',
  'plpythonu',
  'plsh',
  'pltclu',
  'pg_background',
  'postgres_fdw',
  'redis_fdw',
  'tds_fdw',
]);

/** Why the extension is never installed on a scratch server. */
export function reachProblem(extension: string): string | undefined {
  const name = extension.toLowerCase();
  return REACHING.has(name)
    ? `the extension ${name} reaches the host, the network or an untrusted language`
    : undefined;
}

export function extensionProblem(node: Tree): string | undefined {
  const name = textAt(node, 'extname').toLowerCase();
  const reach = reachProblem(name);
  if (reach !== undefined) return reach;
  return optionsAt(node, 'options').some((option) => option.name === 'cascade') && name.endsWith('u')
    ? `the extension ${name} may bring an untrusted language`
    : undefined;
}

/** CREATE FUNCTION, CREATE PROCEDURE. */
export function createRoutineScreening(node: Tree): RoutineScreening {
  const options = optionsAt(node, 'options');
  const language = options.find((option) => option.name === 'language');
  const hasBody = child(node, 'sql_body') !== undefined;
  const name = (language === undefined ? undefined : optionText(language.element)) ?? (hasBody ? 'sql' : '');
  if (!TRUSTED.has(name.toLowerCase())) {
    return {
      verdict: 'held-back',
      reason: `a routine in ${name === '' ? 'no language' : name}, which is not a trusted language`,
    };
  }
  if (options.some((option) => option.name === 'transform')) return { verdict: 'held-back', reason: 'a transform' };
  return routineOptions(options);
}

/** ALTER FUNCTION and its kin. */
export function alterRoutineScreening(node: Tree): RoutineScreening {
  return routineOptions(optionsAt(node, 'actions'));
}

function routineOptions(options: ReturnType<typeof optionsAt>): RoutineScreening {
  for (const { name, element } of options) {
    if (name === 'support') return { verdict: 'held-back', reason: 'a planner support function' };
    const setting =
      name === 'set' ? storedSettingProblem(textAt(element, 'DefElem', 'arg', 'VariableSetStmt', 'name')) : undefined;
    if (setting !== undefined) return { verdict: 'held-back', reason: setting };
  }
  const definer = options.find((option) => option.name === 'security');
  return definer !== undefined && optionText(definer.element) === 'true'
    ? { verdict: 'data', reason: 'SECURITY DEFINER: its owner must not be a superuser' }
    : { verdict: 'ddl' };
}

/** CREATE AGGREGATE, OPERATOR, TYPE, COLLATION, TEXT SEARCH …: an initial value goes through an input function. */
export function defineScreening(node: Tree): RoutineScreening {
  const names = asList(child(node, 'definition')).map((item) => textAt(item, 'DefElem', 'defname'));
  const kind = textAt(node, 'kind');
  if (
    kind === 'OBJECT_AGGREGATE' &&
    names.some((name) => name.startsWith('initcond') || name.startsWith('minitcond'))
  ) {
    return { verdict: 'data', reason: 'the initial value goes through the input function of its type' };
  }
  if (kind === 'OBJECT_TSPARSER' || kind === 'OBJECT_TSTEMPLATE' || (kind === 'OBJECT_TYPE' && names.length > 0)) {
    return { verdict: 'held-back', reason: 'it is made of C functions, which come with extensions only' };
  }
  return { verdict: 'ddl' };
}
