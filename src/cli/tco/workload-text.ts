/** One workload at every site, as people read it. */

import type { WorkloadCostDocument } from '../../api/costs.ts';
import { table } from '../output/table.ts';
import { rangeText } from './text.ts';

type Place = WorkloadCostDocument['places'][number];
type PartName = Place['parts'][number]['part'];

function partText({ parts }: Place, name: PartName): string {
  const found = parts.filter(({ part }) => part === name);
  if (found.length === 0) return '';
  return found.map(({ usd }) => (usd === null ? 'unknown' : rangeText(usd))).join(' + ');
}

export function workloadCostText({
  workload,
  places,
  horizonMonths,
  targetsWithoutSite,
}: WorkloadCostDocument): string {
  const parts: readonly (readonly [string, PartName])[] = [
    ['RUN', 'run'],
    ['PLATFORM', 'platform'],
    ['GUEST', 'guest-licence'],
    ['DATABASE', 'database-licence'],
    ['UPDATES', 'updates'],
    ['MOVE, ONCE', 'migration'],
    ['RISK', 'risk'],
  ];
  const used = parts.filter(([, name]) => places.some((place) => partText(place, name) !== ''));
  return [
    `${workload.name} (${workload.id}), runs at ${workload.siteId ?? 'no site of sites.yaml'}; US dollars per month, low – likely – high`,
    '',
    table(
      {
        noun: 'site',
        items: places,
        name: ({ siteId }) => siteId,
        columns: [
          { header: 'SITE', value: ({ siteId, isCurrent }) => (isCurrent ? `${siteId} (now)` : siteId) },
          { header: 'READINESS', value: ({ readiness }) => readiness ?? 'not judged' },
          ...used.map(([header, name]) => ({
            header,
            value: (place: Place) => partText(place, name),
            align: 'right' as const,
          })),
          {
            header: `ALL, MOVE OVER ${horizonMonths} MONTHS`,
            value: ({ usdPerMonth, unpricedParts }) =>
              usdPerMonth === null ? 'no price' : `${rangeText(usdPerMonth)}${unpricedParts > 0 ? ' + unknown' : ''}`,
            align: 'right',
          },
        ],
      },
      false,
    ),
    ...places.flatMap(({ siteId, obstacles }) => obstacles.map((line) => `  ${siteId}: ${line}`)),
    ...[...new Set(places.flatMap(({ parts: of }) => of.flatMap(({ asks }) => asks)))].map((ask) => `? ${ask}`),
    ...(targetsWithoutSite.length === 0 ? [] : [`No site of sites.yaml is of: ${targetsWithoutSite.join(', ')}`]),
    '',
  ].join('\n');
}
