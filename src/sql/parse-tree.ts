// Narrowing accessors over the parser's JSON: absent or differently shaped is `undefined`, never a crash.
// Protobuf JSON leaves out false, 0, "" and empty lists.

export type Tree = unknown;
type Fields = Readonly<Record<string, Tree>>;

export function asRecord(tree: Tree): Fields | undefined {
  return isFields(tree) ? tree : undefined;
}

function isFields(tree: Tree): tree is Fields {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree);
}

export function asText(tree: Tree): string | undefined {
  return typeof tree === 'string' ? tree : undefined;
}

export function asNumber(tree: Tree): number | undefined {
  return typeof tree === 'number' ? tree : undefined;
}

export function asList(tree: Tree): readonly Tree[] {
  return Array.isArray(tree) ? tree : [];
}

/** The value under a path of keys, or undefined. */
export function child(tree: Tree, ...path: readonly string[]): Tree {
  let at: Tree = tree;
  for (const key of path) at = asRecord(at)?.[key];
  return at;
}

/** The text under a path; '' when absent. */
export function textAt(tree: Tree, ...path: readonly string[]): string {
  return asText(child(tree, ...path)) ?? '';
}

/** The strings of a list of String nodes: a qualified name's parts. */
export function stringsAt(tree: Tree, ...path: readonly string[]): readonly string[] {
  return asList(child(tree, ...path)).flatMap((item) => asText(child(item, 'String', 'sval')) ?? []);
}

/** Whether any node below (or at) `tree` has this tag. */
export function containsNode(tree: Tree, tags: ReadonlySet<string>): boolean {
  const stack: Tree[] = [tree];
  while (stack.length > 0) {
    const top = stack.pop();
    if (Array.isArray(top)) {
      for (const item of top) stack.push(item);
      continue;
    }
    for (const [key, value] of Object.entries(asRecord(top) ?? {})) {
      if (tags.has(key)) return true;
      stack.push(value);
    }
  }
  return false;
}

/** A DefElem's value as text: strings, numbers, booleans and plain names; undefined for the rest. */
export function optionText(element: Tree): string | undefined {
  const argument = child(element, 'DefElem', 'arg');
  const typeName = stringsAt(argument, 'TypeName', 'names').at(-1);
  const text = asText(child(argument, 'String', 'sval')) ?? typeName;
  if (text !== undefined) return text;
  const integer = asRecord(child(argument, 'Integer'));
  if (integer !== undefined) return String(asNumber(integer['ival']) ?? 0);
  const boolean = asRecord(child(argument, 'Boolean'));
  return boolean === undefined ? undefined : String(boolean['boolval'] === true);
}

/** Name and element of every DefElem in a list. */
export function optionsAt(
  tree: Tree,
  ...path: readonly string[]
): readonly { readonly name: string; readonly element: Tree }[] {
  return asList(child(tree, ...path)).map((element) => ({ name: textAt(element, 'DefElem', 'defname'), element }));
}
