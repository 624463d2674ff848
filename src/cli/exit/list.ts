/** `isthmus exit list`. */

import { ROUTES } from '../../api/routes.ts';
import type { OperatorExitDocument } from '../../api/exit.ts';
import { rangeText } from '../../core/policy/concentration/limits.ts';
import type { Cli } from '../cli.ts';
import { usdText } from '../output/format.ts';
import { printList, wantsData } from '../output/print.ts';

export async function listOperators(cli: Cli): Promise<void> {
  const { items, total } = await (await cli.client()).call(ROUTES.listExits);
  await printList(
    cli,
    {
      noun: 'exit',
      items,
      name: (row) => row.operator ?? 'unknown',
      columns: [
        { header: 'OPERATOR', value: (row) => row.operator ?? 'unknown' },
        { header: 'OWN', value: (row) => (row.own === null ? 'unknown' : row.own ? 'yes' : 'no'), wide: true },
        { header: 'SITES', value: (row) => row.siteIds.join(','), wide: true },
        { header: 'WORKLOADS', value: (row) => row.workloads, align: 'right' },
        { header: 'CRITICAL FUNCTIONS', value: criticalText, align: 'right' },
        { header: 'SHARE', value: ({ criticalFunctions }) => rangeText(criticalFunctions), align: 'right' },
        { header: 'EXIT PLAN', value: ({ strategyInPlace }) => STRATEGY[strategyInPlace] },
        { header: 'COMPUTED', value: ({ plan }) => plan?.createdAt.slice(0, 10) },
        { header: 'DAYS', value: ({ plan }) => plan?.time.days, align: 'right' },
        {
          header: 'HOURS',
          value: ({ plan }) => plan && `${plan.time.hoursLow}–${plan.time.hoursHigh}`,
          align: 'right',
        },
        {
          header: 'ONE-OFF',
          value: ({ plan }) => plan && usdText(plan.money.migrationUsdOneOff),
          raw: { header: 'ONE-OFF USD', value: ({ plan }) => plan?.money.migrationUsdOneOff },
          align: 'right',
        },
        {
          header: 'A MONTH',
          value: ({ plan }) => plan && changeText(plan.money.differenceUsdPerMonth),
          raw: { header: 'DIFFERENCE USD PER MONTH', value: ({ plan }) => plan?.money.differenceUsdPerMonth },
          align: 'right',
        },
        { header: 'CANNOT LEAVE', value: ({ plan }) => plan?.cannotLeave, align: 'right' },
      ],
    },
    { total },
  );
  if (wantsData(cli)) return;
  for (const { operator, plan } of items)
    for (const line of plan?.stale ?? []) cli.say(`${operator ?? 'unknown'}: ${line}`);
  const none = items
    .filter(({ plan, own }) => plan === null && own !== true)
    .map(({ operator }) => operator ?? 'unknown');
  if (none.length > 0)
    cli.say(`No exit plan yet of ${none.join(', ')}. Make one: isthmus exit plan "${none[0] ?? ''}"`);
}

const STRATEGY: Readonly<Record<OperatorExitDocument['strategyInPlace'], string>> = {
  yes: 'fresh',
  no: 'none',
  unknown: 'out of date',
};

const changeText = (usd: number | null): string =>
  usd === null ? 'unknown' : `${usd < 0 ? '−' : '+'}${usdText(Math.abs(usd)) ?? ''}`;

const criticalText = ({ criticalFunctions: { certain, possible } }: OperatorExitDocument): string =>
  possible === 0 ? `${certain}` : `${certain}–${certain + possible}`;
