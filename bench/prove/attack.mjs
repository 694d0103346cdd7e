// Random rows and sessions against what was proved: the law that nothing leaks, on the real policies.
import { load } from './program.mjs';

const { questionOf } = await load('isolation/question.js');
const { searchCandidates } = await load('isolation/search.js');

/** How often it was tried, and what leaked. */
export async function attack(ground, subject, command, seed) {
  const { world, relation, role, ownership } = subject;
  const asked = { world, relation, session: role, actor: role, command, ownership };
  const candidates = searchCandidates(asked, await questionOf(asked), seed);
  let leak = null;
  let ran = 0;
  for (const candidate of candidates) {
    const replay = await ground.replay(candidate);
    if (replay.ran) ran += 1;
    if (replay.leaked) leak ??= candidate;
  }
  return { tried: ran, leak };
}
