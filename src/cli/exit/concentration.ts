/** `isthmus exit concentration`, also `isthmus get concentration`. */

import { ROUTES } from '../../api/routes.ts';
import type { ConcentrationDocument } from '../../api/exit.ts';
import { rangeText } from '../../core/policy/concentration/limits.ts';
import { CONCENTRATION_MEASURES, CONCENTRATION_OVER } from '../../core/policy/concentration/settings.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printList, wantsData } from '../output/print.ts';

type Shares = ConcentrationDocument['now'];

export async function showConcentration(
  cli: Cli,
  asked: { readonly over?: string; readonly measure?: string; readonly all?: boolean },
): Promise<void> {
  const over = CONCENTRATION_OVER.find((each) => each === (asked.over ?? 'operator'));
  const measure = CONCENTRATION_MEASURES.find((each) => each === (asked.measure ?? 'functions'));
  if (over === undefined) throw failure('IST-9001', `--over takes ${CONCENTRATION_OVER.join(', ')}`);
  if (measure === undefined) throw failure('IST-9001', `--measure takes ${CONCENTRATION_MEASURES.join(', ')}`);
  const found = await (
    await cli.client()
  ).call(ROUTES.concentration, { query: { over, measure, all: asked.all === true ? 'true' : 'false' } });
  const { now, after } = found;
  const names = [...new Set([...now.shares, ...(after?.shares ?? [])].map(({ name }) => name))];
  const share = (shares: Shares | null, name: string | null) => shares?.shares.find((each) => each.name === name);
  const text = (shares: Shares | null, name: string | null): string =>
    shares === null ? '' : rangeText(share(shares, name) ?? { lowPct: 0, highPct: 0 });
  await printList(
    cli,
    {
      noun: over,
      items: names,
      name: (name) => name ?? 'unknown',
      columns: [
        { header: over.toUpperCase(), value: (name) => name ?? 'unknown' },
        { header: 'NOW', value: (name) => text(now, name), align: 'right' },
        { header: 'COUNT', value: (name) => countOf(share(now, name)), align: 'right' },
        { header: 'AS PLACED', value: (name) => text(after, name), align: 'right' },
        {
          header: 'COUNT AS PLACED',
          value: (name) => after && countOf(share(after, name)),
          align: 'right',
          wide: true,
        },
      ],
    },
    { ...found },
  );
  if (wantsData(cli)) return;
  const what = `${found.criticalOnly ? 'critical or important ' : ''}${measure}`;
  cli.say(`Of ${countOf(now)} ${what}. ${unsettledText(now)}`);
  for (const line of after?.stale ?? []) cli.say(`As placed: ${line}`);
  if (after === null) cli.say('No placement yet: what would be after it is not shown. isthmus place');
  for (const { title, now: state, nowText, after: then, afterText } of found.limits) {
    cli.say(`Limit ${title}`);
    cli.say(
      `  now ${state ?? 'nothing counts'}${nowText === '' ? '' : ` (${nowText})`}${then === null ? '' : `; as placed ${then} (${afterText})`}`,
    );
  }
  if (found.shareRule !== null && found.limits.some((each) => each.now !== 'satisfied' || each.after === 'violated'))
    cli.say(`To have placements keep to it, under placement.rules of sites.yaml:\n  ${found.shareRule}`);
}

const countOf = (tally: { readonly certain: number; readonly possible: number } | undefined): string => {
  if (tally === undefined) return '0';
  return tally.possible === 0 ? `${tally.certain}` : `${tally.certain}–${tally.certain + tally.possible}`;
};

/** What would make ranges narrower. */
function unsettledText({ unsettled: { criticality, site, place, amount } }: Shares): string {
  const parts = [
    ...(criticality > 0 ? [`the criticality of ${plural(criticality, 'workload')}`] : []),
    ...(site > 0 ? [`the site of ${plural(site, 'workload')}`] : []),
    ...(place > 0 ? [`who or where it is, of the sites of ${plural(place, 'workload')}`] : []),
    ...(amount > 0 ? [`the size of ${plural(amount, 'workload')}`] : []),
  ];
  return parts.length === 0 ? 'All of it is known.' : `Not known: ${parts.join('; ')}.`;
}
