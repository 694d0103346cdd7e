// YAML and JSON of deployments: Compose, Kubernetes, operators' resources, Helm values. The tree is walked as it is
// written: aliases are not followed (what they stand for is found where it stands), so nothing can grow.
// https://yaml.org/spec/1.2.2/

import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type YAMLMap } from 'yaml';
import type { ClientConfig } from '../../../inventory/index.js';
import type { FileText } from './found.js';
import { readResource } from './kubernetes.js';
import { readKeys } from './yaml-keys.js';
import type { EmbeddedFile, YamlEntry, YamlPlace } from './yaml-place.js';
import { isCredentialVariable, readVariables, type Variable } from './variables.js';

/** A tree takes fifty times the memory of its text. */
const MAX_LENGTH = 1024 * 1024;
const MAX_DEPTH = 64;

/** Null: no tree can be made of it; its lines can still be read. */
export function readYamlFile(file: FileText): YamlReading | null {
  if (file.text.length > MAX_LENGTH || isTooDeep(file.text)) return null;
  try {
    const lines = new LineCounter();
    const documents = parseAllDocuments(file.text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return null;
    const readings = documents.map((document) => readDocument(file.path, document, lines));
    return {
      found: readings.flatMap(({ found }) => found),
      embedded: readings.flatMap(({ embedded }) => embedded),
    };
  } catch {
    // Nested too deep for the parser: no fault of ours, and no reason to end.
    return null;
  }
}

/** Brackets and dashes that open more than anybody writes; the parser would take seconds to fail on them. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/gu)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > MAX_DEPTH * 4) return true;
  }
  return /(?:[-?] ){256}/u.test(text);
}

function readDocument(path: string, document: Document, lines: LineCounter): YamlReading {
  const nodes: YamlPlace[] = [];
  walk(document.contents, [], nodes, (node) => lines.linePos(node.range?.[0] ?? 0).line);
  const resources = nodes.filter(({ entries }) => ['kind', 'apiVersion'].every((key) => has(entries, key)));
  const readings = resources.map((root) => readResource(path, root, below(root, nodes)));
  const inResources = new Set(
    resources.flatMap((root, at) => (readings[at]?.isComplete === true ? withBelow(root, nodes) : [])),
  );
  const keyed = readings.some(({ isCluster }) => isCluster);
  return {
    found: [
      ...readings.flatMap(({ found }) => found),
      ...nodes.flatMap((node) => variablesOf(path, node)),
      ...readKeys(
        path,
        nodes.filter((node) => !inResources.has(node)),
        keyed,
      ),
    ],
    embedded: [...readings.flatMap(({ embedded }) => embedded), ...nodes.flatMap(statementsOf)],
  };
}

function has(entries: readonly YamlEntry[], name: string): boolean {
  return entries.some(({ key }) => key === name);
}

function withBelow({ keys }: YamlPlace, nodes: readonly YamlPlace[]): readonly YamlPlace[] {
  return nodes.filter((node) => keys.every((key, at) => node.keys[at] === key));
}

/** As if the resource were a document of its own. */
function below(root: YamlPlace, nodes: readonly YamlPlace[]): readonly YamlPlace[] {
  return withBelow(root, nodes).map((node) => ({ ...node, keys: node.keys.slice(root.keys.length) }));
}

/** `postInitSQL` and the like: a list of statements. */
function statementsOf({ keys, texts }: YamlPlace): readonly EmbeddedFile[] {
  return (keys.at(-1) ?? '').endsWith('SQL')
    ? texts.map(({ text, line }) => ({ name: 'init.sql', text, line: line - 1 }))
    : [];
}

export interface YamlReading {
  readonly found: readonly ClientConfig[];
  readonly embedded: readonly EmbeddedFile[];
}

type LineOf = (node: { readonly range?: readonly [number, number, number] | null | undefined }) => number;

function walk(node: unknown, keys: readonly string[], into: YamlPlace[], lineOf: LineOf): void {
  if (keys.length > MAX_DEPTH) return;
  if (isMap(node)) {
    into.push({ keys, entries: entriesOf(node, lineOf), listed: [], texts: [] });
    for (const { key, value } of node.items) walk(value, [...keys, textOf(key) ?? ''], into, lineOf);
  } else if (isSeq(node)) {
    const listed = node.items.flatMap((item) => listedOf(item, lineOf));
    const texts = node.items.flatMap((item) =>
      isScalar(item) ? [{ text: textOf(item) ?? '', line: lineOf(item) }] : [],
    );
    into.push({ keys, entries: [], listed, texts });
    for (const [at, item] of node.items.entries()) if (!isScalar(item)) walk(item, [...keys, `#${at}`], into, lineOf);
  }
}

function entriesOf(map: YAMLMap, lineOf: LineOf): readonly YamlEntry[] {
  return map.items.flatMap(({ key, value }): readonly YamlEntry[] => {
    const name = textOf(key);
    return name === null || !isScalar(key) ? [] : [{ key: name, value: textOf(value), line: lineOf(key) }];
  });
}

function listedOf(item: unknown, lineOf: LineOf): readonly Variable[] {
  if (isScalar(item)) {
    const [, name, value = ''] = /^(\w+)=(.*)$/su.exec(textOf(item) ?? '') ?? [];
    return name === undefined ? [] : [{ name, value, line: lineOf(item) }];
  }
  if (!isMap(item)) return [];
  const entries = entriesOf(item, lineOf);
  const name = entries.find(({ key }) => key === 'name')?.value ?? null;
  const value = entries.find(({ key }) => key === 'value');
  const from = entries.find(({ key }) => key === 'valueFrom');
  if (name === null || (value === undefined && from === undefined)) return [];
  return [{ name, value: from === undefined ? (value?.value ?? '') : null, line: (value ?? from)?.line ?? 1 }];
}

function textOf(node: unknown): string | null {
  if (!isScalar(node)) return null;
  const { value } = node;
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? `${value}`
      : null;
}

function variablesOf(path: string, { entries, listed }: YamlPlace): readonly ClientConfig[] {
  const mapped = entries.map(({ key, value, line }): Variable => ({ name: key, value: value ?? '', line }));
  return [mapped, listed].flatMap((variables) =>
    variables.some(({ name }) => isCredentialVariable(name)) ? readVariables(path, variables, null) : [],
  );
}
