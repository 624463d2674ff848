/** Text from the estate inside Markdown: never markup, never a new line. */

export function markdownText(text: string): string {
  return text.replaceAll(/[\r\n\t]+/g, ' ').replaceAll(/[\\`*_{}[\]<>#|!~]/g, (char) => `\\${char}`);
}

/** Inside a code span or fence: only what would end it or the line is replaced. */
export function markdownCode(text: string): string {
  return text.replaceAll(/[\r\n\t]+/g, ' ').replaceAll('`', "'");
}
