// Terraform's language, as much as we write of it: blocks, and strings in which nothing is a template.
// https://developer.hashicorp.com/terraform/language/expressions/strings

export function hclString(text: string): string {
  const quoted = JSON.stringify(text).replaceAll('\\b', '\\u0008').replaceAll('\\f', '\\u000c');
  return quoted.replaceAll(/[$%]\{/gu, (mark) => `${mark[0] ?? ''}${mark}`);
}

/** `head { … }`, the lines inside indented. */
export function hclBlock(head: string, lines: readonly string[]): readonly string[] {
  return [`${head} {`, ...lines.map((line) => (line === '' ? '' : `  ${line}`)), '}'];
}
