/** What every tool's README says of a wave, whatever its own steps are: conditions not met, what comes first, the way back. */

import type { Move, Wave } from '../plan.ts';
import { markdownText } from './markdown.ts';

/**
 * Lines of Markdown, ending with an empty one.
 * @param moves those of the wave that the README is about; others' conditions are not its business.
 */
export function waveSections(wave: Wave, moves: readonly Move[]): string[] {
  const failed = wave.checks.filter((check) => !check.ok);
  const conditions = [
    ...new Set(moves.flatMap((move) => move.conditions.map((condition) => `${move.workloadName}: ${condition}`))),
  ];
  return [
    ...section(
      '## Not met',
      failed.map((check) => `- ${markdownText(check.check)}: ${markdownText(check.detail)}`),
    ),
    ...section(
      '## First',
      conditions.map((condition) => `- ${markdownText(condition)}`),
    ),
    '## Back',
    '',
    ...wave.fallback.map((step, i) => `${i + 1}. ${markdownText(step)}`),
    '',
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, '', ...lines, ''];
}
