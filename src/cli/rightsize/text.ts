/** The sums of right-sizing as people read them. */

import type { RightSizingList } from '../../api/rightsizing.ts';
import { countText, memoryText, plural, usdText } from '../output/format.ts';

const REASONS_SHOWN = 5;

export function summaryText({ summary, total }: RightSizingList, shown: number): string {
  const { settings, verdicts, cpu, memory, money, missing, counted } = summary;
  const judged = counted - verdicts['no-data'] - verdicts.off;
  const overrides = settings.overrides === 0 ? '' : `, ${plural(settings.overrides, 'override')} of sites.yaml`;
  const lines = [
    '',
    `${countText(shown)} of ${countText(total)} shown; by ${settings.basis} × ${settings.factor}` +
      `${settings.cpuSpeedFactor === 1 ? '' : ` ÷ ${settings.cpuSpeedFactor}`}${overrides}`,
    `${countText(judged)} of ${countText(counted)} measured: ${countText(verdicts.smaller)} smaller, ${countText(verdicts.larger)} larger, ${countText(verdicts.mixed)} mixed, ${countText(verdicts.fits)} fits`,
    ...(verdicts.off === 0 ? [] : [`${countText(verdicts.off)} switched off: not judged, kept as they are`]),
    `vCPUs   ${countText(cpu.current)} → ${countText(cpu.recommended)} (${countText(cpu.freed)} freed, ${countText(cpu.added)} added; no data on ${countText(cpu.verdicts['no-data'])})`,
    `memory  ${gib(memory.current)} → ${gib(memory.recommended)} (${gib(memory.freed)} freed, ${gib(memory.added)} added; no data on ${countText(memory.verdicts['no-data'])})`,
    ...moneyLines(money),
    ...money.unpriced
      .slice(0, REASONS_SHOWN)
      .map(({ reason, workloads }) => `! ${plural(workloads, 'change')} without a price: ${reason}`),
    ...money.assumptions.slice(0, REASONS_SHOWN).map((line) => `! ${line}`),
    ...missing.map(
      ({ fact, workloads, from }) =>
        `? ${fact} of ${plural(workloads, 'workload')} is unknown${from.length === 0 ? '' : `: ${from.slice(0, 3).join(', ')}`}`,
    ),
    ...(judged === 0 ? ['Nothing was measured: every size is kept as it is.'] : []),
    settings.placement === 'right-sized'
      ? 'Prices and placement take these sizes (sites.yaml placement.sizing).'
      : 'Prices and placement take the sizes machines have; for these: placement: {sizing: right-sized} in sites.yaml.',
  ];
  return `${lines.join('\n')}\n`;
}

const gib = (mib: number): string => memoryText(Math.round(mib / 1024) * 1024) ?? '0Gi';

type Money = RightSizingList['summary']['money'];

/** A bill that falls and a share of hosts that stay are two things: their sum would promise what nobody pays less. */
function moneyLines({ billedLess, shareFreed, site }: Money): string[] {
  const where = site === null ? 'where they run now' : `at ${site}`;
  const lines = [
    ...moneyLine(billedLess, 'billed less', 'billed more', `at sites sold by size, ${where}`),
    ...moneyLine(
      shareFreed,
      'of share freed on own hosts',
      'of share taken on own hosts',
      `${where}; hosts cost the same until one is switched off or bought`,
    ),
  ];
  if (lines.length === 0) return [`money   not known: no change has a price ${where}`];
  return lines.map((line, nth) => `${nth === 0 ? 'money ' : '      '}  ${line}`);
}

function moneyLine({ usdPerMonth, priced }: Money['billedLess'], less: string, more: string, where: string): string[] {
  if (usdPerMonth === null) return [];
  return [
    `${usdText(Math.abs(usdPerMonth)) ?? ''} a month ${usdPerMonth < 0 ? more : less} on ${plural(priced, 'priced change')} ${where}`,
  ];
}
