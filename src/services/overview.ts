/** The estate at a glance, and what to do next. */

import type { Overview } from '../api/generations.ts';
import { parseFilter } from '../core/model/filter/filter.ts';
import { facet, select } from '../store/columns/select.ts';
import { readDocument, SITES_DOCUMENT } from '../store/documents.ts';
import type { ResultKind } from '../store/results.ts';
import { columnsOf } from './columns.ts';
import type { ServiceContext } from './context.ts';
import { newestGeneration } from './generations.ts';
import { latestResult } from './results.ts';
import { listSources } from './sources.ts';

const KINDS: readonly ResultKind[] = ['assess', 'check', 'place', 'plan'];

type Latest = Overview['latest'];

/** An assessment keeps what its fixes are counted from beside its figures; on a large estate that is most of it. */
function withoutWorkings(summary: unknown): unknown {
  if (typeof summary !== 'object' || summary === null || !('core' in summary)) return summary;
  const { core: _, ...figures } = summary;
  return figures;
}

/** Steps of the road that were not taken, or not since the estate last changed, in order. */
function nextSteps(latest: Latest, imported: boolean, hasSites: boolean): Overview['next'] {
  if (!imported) {
    return [
      { title: 'Import an inventory', command: 'isthmus import rvtools <file>.xlsx' },
      { title: 'Or look around in a generated estate', command: 'isthmus demo' },
    ];
  }
  const due = (kind: ResultKind): boolean => latest[kind] === null || latest[kind]?.stale === true;
  const steps: Overview['next'] = [];
  if (due('assess')) steps.push({ title: 'Judge every workload for every target', command: 'isthmus assess' });
  if (!hasSites) steps.push({ title: 'Say where workloads may run', command: 'isthmus sites init' });
  if (due('check')) steps.push({ title: 'Check sovereignty and compliance', command: 'isthmus check' });
  if (due('place')) steps.push({ title: 'Find the best place for everything', command: 'isthmus place -f sites.yaml' });
  if (due('plan')) steps.push({ title: 'Plan the move in waves', command: 'isthmus plan -o exit.plan' });
  return steps;
}

export async function overview(context: ServiceContext): Promise<Overview> {
  const [generation, sources, sites, results] = await Promise.all([
    newestGeneration(context),
    listSources(context),
    readDocument(context.store, SITES_DOCUMENT),
    Promise.all(KINDS.map((kind) => latestResult(context, kind))),
  ]);
  const latest: Latest = Object.fromEntries(
    KINDS.map((kind, index) => {
      const found = results[index];
      return [
        kind,
        found === undefined
          ? null
          : {
              id: found.id,
              createdAt: found.createdAt.toISOString(),
              generation: found.generation,
              stale: found.generation !== generation?.number,
              summary: withoutWorkings(found.summary),
            },
      ];
    }),
  );
  const counted =
    generation === undefined ? { byPlatform: [], byOsFamily: [] } : await countValues(context, generation.number);
  return {
    generation: generation === undefined ? null : { ...generation, counts: { ...generation.counts } },
    sources: sources.map(({ importId: _, ...source }) => source) as Overview['sources'],
    counts: { ...generation?.counts },
    ...counted,
    latest,
    next: nextSteps(latest, generation !== undefined, sites !== undefined),
  };
}

async function countValues(
  context: ServiceContext,
  generation: number,
): Promise<Pick<Overview, 'byPlatform' | 'byOsFamily'>> {
  const { rows, column } = await columnsOf(context, generation).load(['platform', 'os.family']);
  const { mask } = select(parseFilter(''), rows, column);
  return { byPlatform: facet(column('platform'), mask, 20), byOsFamily: facet(column('os.family'), mask, 20) };
}
