// Headings of scripts that put no spaces between words: 系统信任边界与数据流 holds the name of a section at
// its beginning or end, and what stands around it must only qualify it.

const SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** After the name: an "and …", or a word for the kind of text. */
const AFTER =
  /^(?:$|(?:与|和|及|以及|の|と|や|及び|および|または|・|및|와|과)|(?:分析|清单|列表|矩阵|一览|一覧|表|图|図|概述|概要|定义|定義|説明|说明|设计|設計|策略|方案|机制|管理|架构|要求|规范|規則|标准|等级|级别|分级|목록|개요|정의|표))/u;

/** Before it: words that turn it into something else. */
const BEFORE = /非|不|外|如何|更新|维护|維護|参考|示例|例|残余|残留|剩余|残存|缓解|应对|잔여|방법|어떻게/u;

const LONGEST_PREFIX = 8;

export function bySyllables<T>(words: string, known: ReadonlyMap<string, T>): T | null {
  if (!SCRIPT.test(words)) return null;
  const text = words.replaceAll(' ', '');
  let best: readonly [length: number, value: T] | null = null;
  for (const [name, value] of known) {
    if (!SCRIPT.test(name)) continue;
    const term = name.replaceAll(' ', '');
    if (term.length > (best?.[0] ?? 0) && holds(text, term)) best = [term.length, value];
  }
  return best === null ? null : best[1];
}

function holds(text: string, term: string): boolean {
  if (text.startsWith(term)) return AFTER.test(text.slice(term.length));
  const before = text.slice(0, -term.length);
  return text.endsWith(term) && before.length <= LONGEST_PREFIX && !BEFORE.test(before);
}
