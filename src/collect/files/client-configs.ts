// Which reader reads which file: what a file says of logins and their secrets, for applications, poolers, and the
// making, restoring and copying of a cluster. No reader lets a secret's text out, only where it stands and in what form.

import { basename } from 'node:path';
import { sortBy } from '../../core/order.js';
import type { ClientConfig } from '../../inventory/index.js';
import { readUrls } from './credentials/connection-text.js';
import { foundAt, MAX_LINE, useByName, type FileReading, type FileText } from './credentials/found.js';
import { readIniFile } from './credentials/ini-files.js';
import { readPgBouncer } from './credentials/pgbouncer.js';
import { readPgpass } from './credentials/pgpass.js';
import { readServerConf } from './credentials/server-conf.js';
import { readSqlFile } from './credentials/sql-text.js';
import { readTerraform } from './credentials/terraform.js';
import { isUserlist, readUserlist } from './credentials/userlist.js';
import { readDockerfile, readScript, readVariableLines } from './credentials/variable-lines.js';
import { readYamlFile } from './credentials/yaml-file.js';
import type { EmbeddedFile } from './credentials/yaml-place.js';

/** A configuration file is not longer; what is, is said. */
const MAX_LENGTH = 5 * 1024 * 1024;

type Reader = (file: FileText) => readonly ClientConfig[];

const BY_NAME: readonly { readonly name: RegExp; readonly read: Reader }[] = [
  { name: /^(?:pg_hba|pg_ident).*\.conf$|\.csv$/u, read: () => [] },
  { name: /^pgbouncer.*\.ini$/u, read: readPgBouncer },
  { name: /\.sql$/u, read: readSqlFile },
  { name: /^\.?pgpass(?:\.conf|\.txt)?$|\.pgpass$/u, read: readPgpass },
  { name: /^(?:postgresql.*|recovery)\.conf$/u, read: readServerConf },
  { name: /^\.?pg_service\.conf$/u, read: (file) => readIniFile(file, useByName(file.path, 'application')) },
  { name: /^(?:pgbackrest|barman).*\.(?:conf|ini)$/u, read: (file) => readIniFile(file, 'restore') },
  { name: /^(?:pgcat|pgpool|odyssey).*\.(?:conf|toml)$/u, read: (file) => readIniFile(file, 'pooler') },
  { name: /\.(?:sh|bash|envrc)$/u, read: withUrls(readScript, 'bootstrap') },
  { name: /^(?:Docker|Container)file(?:\..*)?$|\.dockerfile$/iu, read: withUrls(readDockerfile, 'bootstrap') },
  { name: /\.(?:tf|tfvars|hcl)$/u, read: withUrls(readTerraform, 'bootstrap') },
];

export function readClientConfigs(path: string, text: string): FileReading {
  const name = basename(path);
  if (text.includes('\0')) return { found: [], problems: isConfiguration(name) ? [`${path} is not text`] : [] };
  if (text.length > MAX_LENGTH && !name.endsWith('.sql'))
    return withProblem(readClientConfigs(path, text.slice(0, MAX_LENGTH)), `${path} was read to its first 5 MiB`);
  const known = BY_NAME.find((each) => each.name.test(name));
  const reading = known === undefined ? readOther({ path, text }) : { found: known.read({ path, text }), problems: [] };
  const found = sortBy(reading.found, ({ line, key }) => `${String(line).padStart(9, '0')} ${key}`);
  const marked = { ...reading, found: found.length === 0 ? nothingIn(path) : found };
  const isCut = !name.endsWith('.sql') && hasLongLine(text);
  return isCut ? withProblem(marked, `${path}: lines were read to their first ${MAX_LINE} characters`) : marked;
}

function readOther(file: FileText): FileReading {
  const urls = readUrls(file, useByName(file.path, 'application'));
  if (/\.(?:txt|users)$|^userlist/u.test(basename(file.path)) && isUserlist(file.text))
    return { found: readUserlist(file), problems: [] };
  if (!/\.(?:ya?ml|json|tfstate)$/u.test(file.path))
    return { found: [...urls, ...readVariableLines(file)], problems: [] };
  const tree = readYamlFile(file);
  if (tree !== null) return withEmbedded(file.path, [...urls, ...tree.found], tree.embedded);
  const problem = `${file.path} is no YAML that can be read, or is over 1 MiB: its lines were read one by one`;
  return { found: [...urls, ...readVariableLines(file)], problems: [problem] };
}

/** Their URLs were read where they stand. */
function withEmbedded(path: string, outside: readonly ClientConfig[], embedded: readonly EmbeddedFile[]): FileReading {
  const found = embedded.flatMap(({ name, text, line }) =>
    readClientConfigs(name, text)
      .found.filter(({ key, secret }) => key !== 'url' && key !== 'no credential' && secret !== undefined)
      .map((each) => ({ ...each, file: path, line: line + each.line, key: `${name}: ${each.key}` })),
  );
  return { found: [...outside, ...found], problems: [] };
}

function withUrls(read: Reader, otherwise: ClientConfig['use'] & string): Reader {
  return (file) => [...readUrls(file, useByName(file.path, otherwise)), ...read(file)];
}

function withProblem({ found, problems }: FileReading, problem: string): FileReading {
  return { found, problems: [...problems, problem] };
}

/** A file that is there for one of these paths and holds no credential has been read, which is worth saying. */
function nothingIn(path: string): readonly ClientConfig[] {
  const name = basename(path);
  const use = /^(?:pgbackrest|barman).*\.conf$|^recovery\.conf$/u.test(name)
    ? 'restore'
    : /^(?:docker-)?compose.*\.ya?ml$|^init\w*\.(?:sh|sql)$|initdb\.d\//u.test(path)
      ? 'bootstrap'
      : null;
  return use === null ? [] : [foundAt({ file: path, line: 1, key: 'no credential' }, use, 'none')];
}

function isConfiguration(name: string): boolean {
  return /\.(?:ya?ml|json|env|conf|ini|properties|sql|sh|tf|tfvars|pgpass)$|^\.env|^\.pgpass/u.test(name);
}

function hasLongLine(text: string): boolean {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    if (end - start > MAX_LINE) return true;
    start = end + 1;
  }
  return text.length - start > MAX_LINE;
}
