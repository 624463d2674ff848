/** The command that does or shows the same, to copy. */

import { ClipboardCopy } from '@patternfly/react-core';

export function CommandText({ command }: { readonly command: string }) {
  return (
    <ClipboardCopy variant="inline-compact" isCode hoverTip="Copy" clickTip="Copied" copyAriaLabel={`Copy: ${command}`}>
      {command}
    </ClipboardCopy>
  );
}

/** One argument for bash, PowerShell and, where the text allows it, cmd.exe. */
export function quoted(text: string): string {
  if (!text.includes('"') && !/[$`\\!]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}
