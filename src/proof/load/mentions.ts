// Whether a statement names a role in a way that could hand our superuser's power to the file: the role
// itself, or CURRENT_USER and the like, which mean whoever runs the statement.

import { asList, asRecord, textAt, type Tree } from '../../sql/parse-tree.js';

export interface RoleMentions {
  readonly names: ReadonlySet<string>;
  /** CURRENT_ROLE, CURRENT_USER, SESSION_USER */
  readonly whoever: boolean;
}

export function rolesIn(tree: Tree): RoleMentions {
  const names = new Set<string>();
  let whoever = false;
  const stack: Tree[] = [tree];
  while (stack.length > 0) {
    const top = stack.pop();
    for (const item of asList(top)) stack.push(item);
    for (const [key, value] of Object.entries(asRecord(top) ?? {})) {
      stack.push(value);
      const type = textAt(top, 'roletype');
      if (key === 'roletype' && type === 'ROLESPEC_CSTRING') names.add(textAt(top, 'rolename'));
      else if (key === 'roletype' && type !== 'ROLESPEC_PUBLIC') whoever = true;
      if (key === 'AccessPriv' || key === 'priv_name')
        names.add(textAt(key === 'AccessPriv' ? value : top, 'priv_name'));
    }
  }
  return { names, whoever };
}
