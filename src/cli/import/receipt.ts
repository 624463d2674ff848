/** The receipt of an import in words. */

import type { ImportResult } from '../../api/sources.ts';
import { bytesText, countText, plural } from '../output/format.ts';

const ISSUES_SHOWN = 8;

export function receiptText(result: ImportResult): string {
  const { receipt } = result;
  const read = receipt.parts.filter((part) => part.handling === 'read');
  const lines = [
    `✓ ${receipt.fileName}  ${bytesText(receipt.sizeBytes)}  ${plural(read.length, /\.xlsx?$/i.test(receipt.fileName) ? 'sheet' : 'part')} read  ${countsText(receipt.counts)}`,
    `  sha256:${receipt.sha256}`,
    `  ${receipt.bytesSent} bytes sent${receipt.producer === undefined ? '' : `  ·  written by ${receipt.producer}`}  ·  as of ${receipt.observedAt}`,
    `  rows: ${receipt.parts.map((part) => `${part.name} ${countText(part.rows)}${partNote(part)}`).join(', ')}`,
    `  ${result.source === undefined ? '' : `source ${result.source}  `}import ${result.importId}`,
    ...moreLines(result),
    result.changed ? `  gen/${result.generation}` : `  nothing new: the estate stays at gen/${result.generation}`,
  ];
  if (receipt.missing.length > 0) {
    lines.push('', 'Not in this file:');
    for (const gap of receipt.missing) lines.push(`  ${gap.part}: ${gap.cost}`);
  }
  lines.push(...issueLines(result));
  return `${lines.join('\n')}\n`;
}

function partNote(part: ImportResult['receipt']['parts'][number]): string {
  if (part.handling === 'redacted') return ' (keys left out)';
  if (part.handling === 'ignored') return ' (not used)';
  return part.foundAs === undefined ? '' : ` (found as "${part.foundAs}")`;
}

function countsText(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([nouns, count]) => plural(count, singular(nouns), nouns))
    .join('  ');
}

/** Receipts count by nouns in the plural: "workloads", "dependencies". */
const singular = (nouns: string): string => nouns.replace(/ies$/, 'y').replace(/s$/, '');

/** An estate file brings several sources. */
function moreLines({ more = [] }: ImportResult): string[] {
  return more.map(
    ({ source, importId, counts }) => `  also source ${source}  ${countsText(counts)}  import ${importId}`,
  );
}

function issueLines(result: ImportResult): string[] {
  const { error, warning, info } = result.receipt.issueCounts;
  if (error + warning + info === 0) return [];
  const lines = [
    '',
    `! ${plural(error, 'error')}, ${plural(warning, 'warning')}, ${plural(info, 'note')}; ${plural(result.receipt.skippedRows, 'row')} skipped`,
  ];
  for (const issue of result.issues.slice(0, ISSUES_SHOWN)) {
    lines.push(`  ${issue.severity} ${issue.code}  ${issue.where}: ${issue.message} → ${issue.fix}`);
  }
  const rest = error + warning + info - Math.min(ISSUES_SHOWN, result.issues.length);
  if (rest > 0) lines.push(`  and ${countText(rest)} more: isthmus get import-issues ${result.importId}`);
  return lines;
}
