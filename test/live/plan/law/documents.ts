// Architecture documents that fit a generated cluster: components over its schemas, actors who are roles of it or
// new ones, tenants by every carrier. The demands are those of the whole design, made anew for every state.

import { readIntent } from '../../../../src/intent/index.js';
import type { Demand } from '../../../../src/demand/model.js';
import type { Inventory } from '../../../../src/inventory/index.js';
import { withoutHarness } from '../../../../src/proof/harness-view.js';
import { representDemands } from '../../../../src/proof/laboratory/stand-ins.js';
import { designHardening } from '../../../../src/runs/design.js';
import type { DescribedActor, Description } from '../../../corpus/description.js';
import { writeDocuments } from '../../../corpus/documents.js';
import type { Dice } from '../../access/dice.js';
import { DATABASE, ROLES } from '../../access/generated-cluster.js';
import type { Bench } from '../cluster.js';
import type { Wish } from './judge.js';
import { SCHEMAS } from './state.js';

const CARRIERS = [
  'setting app.tenant_id',
  'claim request.jwt.claims -> tenant_id',
  'role',
  'signed setting app.tenant_token',
] as const;

/** What pg_hba.conf takes for something else unless it is quoted. */
const WORDS: readonly string[] = ['all', '+all', '@y', 'replication', 'samerole', 'sameuser'];

function drawDescription(dice: Dice): Description {
  const [plain = '', odd = ''] = SCHEMAS;
  const logins = new Set<string>();
  const actor = (name: string, schemas: readonly string[], access: DescribedActor['access']): DescribedActor => {
    const free = (names: readonly string[]): readonly string[] => names.filter((each) => !logins.has(each));
    const login = dice.pick(free(dice.chance(60) ? ROLES : [`${name}_login`, ...WORDS]));
    logins.add(login);
    return { actor: name, login, kind: dice.pick(['service', 'human', 'job'] as const), schemas, access };
  };
  return {
    about: 'A generated cluster.',
    components: [
      { component: 'product', tier: dice.below(3), schemas: [plain] },
      { component: 'ledger', tier: dice.below(3), schemas: [odd, 's1'] },
    ],
    actors: [
      actor('web', [plain], 'write'),
      actor('books', [odd, 's1'], 'write'),
      actor('report', [plain, odd], 'read'),
      actor('support', [plain], 'redacted'),
    ],
    isolation: [{ in: [plain, odd], keys: ['tenant_id'], carrier: dice.pick(CARRIERS), follow: dice.chance(60) }],
    shared: dice.chance(50) ? [`${plain}.tenants`] : [],
  };
}

/** `first`: the cluster as it stands. */
export function documentWish(bench: Bench, first: Inventory, dice: Dice): Wish {
  const database = first.databases.find((each) => each.name === DATABASE);
  if (database === undefined) throw new Error(`database ${DATABASE} was not read`);
  const files = writeDocuments('generated', drawDescription(dice), database);
  const { intent } = readIntent(files.map(({ name, text }) => ({ path: name, text })));
  const { cluster } = bench;
  const inventory = async (): Promise<Inventory> =>
    withoutHarness(await bench.inventory(), { hbaLines: cluster.harnessHbaLines.length, roles: [] });
  return {
    options: bench.applyOptions,
    planOptions: { handOff: 'include', ownDoor: true, formerHba: bench.planOptions.formerHba ?? '' },
    inventory,
    demands: async (state): Promise<readonly Demand[]> => {
      const { demands } = await designHardening({ intent, inventory: state, substrate: null });
      return representDemands(demands, cluster.tls, { preloadable: [], lacking: [] }).demands;
    },
  };
}
