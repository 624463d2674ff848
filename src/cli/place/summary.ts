/** A placement as people read it: what it costs, how good it is, who goes where, what stands in the way. */

import type { PlacementSummaryDocument } from '../../api/placements.ts';
import type { Cli } from '../cli.ts';
import { countText, plural, usdText } from '../output/format.ts';
import { printDocument, wantsData } from '../output/print.ts';
import { table } from '../output/table.ts';

const FLOWS_SHOWN = 12;
const RULES_SHOWN = 8;
/** Kinds of a diagnosis that are said as they are. */
const PLAIN: ReadonlySet<string> = new Set(['unknown-fact', 'not-looked-at']);

export async function printPlacement(cli: Cli, summary: PlacementSummaryDocument): Promise<void> {
  const noun = summary.kind === 'place' ? 'placement' : summary.kind;
  if (wantsData(cli)) await printDocument(cli, summary, undefined, noun);
  else await cli.write(placementText(summary));
}

function placementText(summary: PlacementSummaryDocument): string {
  return [
    ...titleLines(summary),
    `${plural(summary.placed, 'workload')} placed (${countText(summary.moves)} move, ${countText(summary.stays)} stay), ${countText(summary.unplaced)} have nowhere to go`,
    `${moneyText(summary)}; one-off ${usdText(summary.migrationUsdOneOff) ?? ''}`,
    summary.placed === 0 && summary.unplaced > 0
      ? `nothing could be placed, so there is no cost to compare (${summary.method})`
      : `best possible is ${usdText(summary.boundUsdPerMonth) ?? ''}: within ${summary.gapPct.toFixed(2)} % of it (${summary.method})`,
    '',
    sitesTable(summary),
    ...flowLines(summary),
    ...diagnosisLines(summary),
    ...ruleLines(summary),
    ...summary.stale.map((line) => `! ${line} Place again.`),
    ...summary.warnings.map((warning) => `! ${warning}`),
    ...nextLines(summary),
    '',
  ].join('\n');
}

function titleLines({ id, kind, scenario, lost, basedOn, drill }: PlacementSummaryDocument): string[] {
  if (kind === 'scenario') return [`Scenario ${scenario?.id ?? ''}: ${scenario?.name ?? ''}  (${id})`];
  if (kind === 'place') return [];
  return [
    `Drill: ${lost.join(', ')} lost, of ${basedOn ?? ''}${scenario === null ? '' : ` (scenario ${scenario.id})`}`,
    drill?.verdict ?? '',
    '',
  ];
}

function moneyText({ totalUsdPerMonth, currentUsdPerMonth, kind }: PlacementSummaryDocument): string {
  const total = `${usdText(totalUsdPerMonth) ?? ''} per month`;
  if (currentUsdPerMonth === null) return total;
  const before = kind === 'drill' ? 'before the loss' : 'today';
  return `${total}; the same workloads ${before} ${usdText(currentUsdPerMonth) ?? ''}`;
}

type SiteRow = PlacementSummaryDocument['sites'][number];

function sitesTable(summary: PlacementSummaryDocument): string {
  const resources = [...new Set(summary.sites.flatMap((site) => Object.keys(site.resources)))];
  return table(
    {
      noun: 'site',
      items: summary.sites,
      name: (row) => row.siteId,
      columns: [
        { header: 'SITE', value: (row) => row.siteId },
        { header: 'WORKLOADS', value: (row) => countText(row.workloads), align: 'right' },
        { header: 'PER MONTH', value: (row) => usdText(row.costUsdPerMonth), align: 'right' },
        ...resources.map((resource) => ({
          header: resource.toUpperCase(),
          align: 'right' as const,
          value: (row: SiteRow) => usage(row.resources[resource]),
        })),
        { header: 'BINDS', value: bindsText },
      ],
    },
    false,
  );
}

function usage(resource: { used: number; limit: number | null } | undefined): string | null {
  if (resource === undefined) return null;
  const used = countText(Math.round(resource.used));
  return resource.limit === null ? used : `${used}/${countText(Math.round(resource.limit))}`;
}

/** "vcpu ($3.10 each)": what is full, and what one more unit would save. */
function bindsText({ binds, priceUsdPerUnit = {} }: SiteRow): string {
  return binds
    .map((resource) => {
      const price = priceUsdPerUnit[resource] ?? 0;
      return price > 0 ? `${resource} (one more saves ${unitPrice(price)})` : resource;
    })
    .join(', ');
}

const unitPrice = (usd: number): string => (usd >= 0.01 ? (usdText(usd) ?? '') : `$${usd.toPrecision(2)}`);

function flowLines({ flows }: PlacementSummaryDocument): string[] {
  const moved = flows.filter(({ fromSiteId, toSiteId }) => fromSiteId !== toSiteId);
  if (moved.length === 0) return [];
  return [
    'Moves',
    ...moved
      .slice(0, FLOWS_SHOWN)
      .map(
        ({ fromSiteId, toSiteId, workloads }) =>
          `  ${countText(workloads).padStart(7)}  ${fromSiteId ?? '(no known site)'} → ${toSiteId ?? '(nowhere)'}`,
      ),
    ...(moved.length > FLOWS_SHOWN ? [`  and ${moved.length - FLOWS_SHOWN} more`] : []),
    '',
  ];
}

function diagnosisLines({ diagnoses }: PlacementSummaryDocument): string[] {
  if (diagnoses.length === 0) return [];
  return [
    'To find a place for the rest',
    ...diagnoses.map(({ workloads, examples, relax, minimal }) => {
      const names = `${examples.join(', ')}${workloads > examples.length ? ' …' : ''}`;
      const what = relax.map((each) => each.what).join(' and ');
      // A missing fact is not a constraint to relax, and who was not looked at has none.
      const plain = relax.some(({ constraint }) => PLAIN.has(constraint.kind));
      const advice = plain ? what : `relax ${what}${minimal ? '' : ' (perhaps less would do)'}`;
      return `  ${plural(workloads, 'workload')} (${names}): ${advice}`;
    }),
    '',
  ];
}

function ruleLines({ brokenRules, bindingRules }: PlacementSummaryDocument): string[] {
  const broken = brokenRules.map(
    ({ rule, subject, at, above, usdPerMonth, examples }) =>
      `  ${rule} is broken: ${subject} at ${at}, ${countText(Math.round(above * 100) / 100)} too many, ${usdText(usdPerMonth) ?? ''}/month${examples.length === 0 ? '' : ` (${examples.join(', ')})`}`,
  );
  const binding = bindingRules.map(
    ({ rule, subject, at, used, most }) =>
      `  ${rule} is at its limit: ${subject} at ${at}, ${countText(Math.round(used * 100) / 100)} of ${countText(Math.round(most * 100) / 100)}`,
  );
  const all = [...broken, ...binding];
  if (all.length === 0) return [];
  const rest = all.length - RULES_SHOWN;
  return ['Rules', ...all.slice(0, RULES_SHOWN), ...(rest > 0 ? [`  and ${rest} more: -o json shows all`] : []), ''];
}

function nextLines({ kind, id, scenario, drill }: PlacementSummaryDocument): string[] {
  if (kind === 'scenario') {
    return [
      `Next: isthmus place compare latest ${scenario?.id ?? id}   ·   isthmus get assignments ${scenario?.id ?? id}`,
    ];
  }
  if (kind === 'drill') {
    return (drill?.stranded ?? 0) > 0
      ? [`Who has no place: isthmus get assignments ${id} --unplaced`]
      : [`Who goes where: isthmus get assignments ${id}`];
  }
  return ['Why: isthmus place explain NAME   ·   all: isthmus get assignments'];
}
