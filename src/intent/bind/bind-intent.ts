// Intent + inventory → what the documents say of every real relation, column, routine and login, and
// the questions that stay open. Pure; nothing is guessed.

import type { Diagnostic } from '../../core/diagnostic.js';
import type { Inventory } from '../../inventory/index.js';
import type { BoundIntent, BoundRelation } from '../bound.js';
import type { Location } from '../location.js';
import type { Intent } from '../model.js';
import { allQuestions, openQuestions, reportMisnamedAnswers } from '../questions/open-questions.js';
import type { Report } from '../row.js';
import { strictest } from '../words/classes.js';
import { bindAudits } from './audits.js';
import { catalogsOf, type Catalog, type RelationEntry } from './catalog.js';
import { bindClasses, type Classes, type Resolver } from './classes.js';
import { checkCarriers } from './carriers.js';
import { bindColumns, bindProtections } from './columns.js';
import { bindComponents, type Ownership } from './components.js';
import { bindGrants } from './grants.js';
import { bindIsolation, type IsolationBinding } from './isolation.js';
import { bindLogins } from './logins.js';
import { resolve, type Target } from './resolve.js';
import { otherNames, reportUnknown } from './unknown.js';

export function bindIntent(intent: Intent, inventory: Inventory): BoundIntent {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const catalogs = catalogsOf(inventory);
  const resolver = resolverFor(intent, inventory, catalogs, report);
  const classes = bindClasses(intent, inventory, catalogs, resolver, report);
  const isolation = bindIsolation(intent, catalogs, resolver, report);
  const ownership = bindComponents(intent, catalogs, resolver, report);
  const bound = {
    intent,
    relations: catalogs.flatMap((catalog) => relationsIn(catalog, classes, isolation, ownership)),
    columns: bindColumns(catalogs, classes, bindProtections(intent, resolver)),
    grants: bindGrants(intent, inventory, resolver, report),
    logins: bindLogins(intent, inventory, report),
    components: ownership.components,
    audits: bindAudits(intent, inventory, resolver),
  };
  checkCarriers(intent, inventory, report);
  const asked = allQuestions({ intent, inventory, bound, catalogs, classes, isolation });
  const candidates = openQuestions(asked, intent);
  reportMisnamedAnswers(asked, candidates, intent, report);
  return { ...bound, candidates, diagnostics };
}

/** Each location is resolved once; one that names nothing is reported once. */
function resolverFor(intent: Intent, inventory: Inventory, catalogs: readonly Catalog[], report: Report): Resolver {
  const others = otherNames(intent, inventory);
  const known = new Map<string, readonly Target[]>();
  const reported = new Set<Location>();
  return (location) => {
    const targets = known.get(location.text) ?? resolve(location, catalogs);
    known.set(location.text, targets);
    const other = location.parts.length === 1 && others.has(location.parts[0] ?? '');
    if (targets.length === 0 && !other && !reported.has(location) && catalogs.length > 0) {
      reported.add(location);
      reportUnknown(location, catalogs, report);
    }
    return targets;
  };
}

function relationsIn(
  catalog: Catalog,
  classes: Classes,
  isolation: IsolationBinding,
  ownership: Ownership,
): readonly BoundRelation[] {
  const entries = [...catalog.relations.values()].filter((entry) => entry.relation.kind !== 'sequence');
  return entries.map((entry) => ({
    object: entry.object,
    component: ownership.ownerOf(catalog, entry),
    ...classOf(entry, classes),
    isolation: isolation.bound.get(entry) ?? null,
  }));
}

function classOf(entry: RelationEntry, classes: Classes): Pick<BoundRelation, 'dataClass' | 'classSources'> {
  const own = classes.relations.get(entry);
  const columns = [...(classes.columns.get(entry)?.values() ?? [])];
  const all = own === undefined ? columns : [own, ...columns];
  return {
    dataClass: strictest(all.map((stated) => stated.dataClass)),
    classSources: all.flatMap((stated) => stated.sources),
  };
}
