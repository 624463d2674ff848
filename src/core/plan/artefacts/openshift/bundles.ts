/**
 * Forklift moves one source provider to one destination per plan, warm or cold. So each wave falls into bundles, and
 * each bundle becomes one Plan with its own maps.
 */

import type { Workload } from '../../../model/workload.ts';
import type { Site } from '../../../policy/site.ts';
import { compareText } from '../../order.ts';
import type { Move, Wave } from '../../plan.ts';
import type { ArtefactInput, GapList } from '../artefact.ts';
import { dnsLabel, setting } from '../names.ts';
import { FORKLIFT_NAMESPACE, FORKLIFT_SOURCES } from './forklift.ts';
import type { ForkliftSource } from './forklift.ts';

export interface Bundle {
  readonly wave: Wave;
  readonly targetSite: Site | undefined;
  readonly targetSiteId: string;
  readonly sourceSite: Site | undefined;
  /** Name of the source provider, unique among the sources of the plan. */
  readonly sourceName: string;
  readonly sourceType: ForkliftSource;
  readonly type: 'warm' | 'cold';
  readonly moves: readonly Move[];
  readonly forkliftNamespace: string;
  readonly targetNamespace: string;
  /** Name of the Plan and its maps. */
  readonly name: string;
}

function migrationType(
  move: Move,
  workload: Workload | undefined,
  site: Site | undefined,
  wave: Wave,
  source: ForkliftSource,
  gaps: GapList,
): 'warm' | 'cold' {
  if (setting(site?.settings, 'migrationType') !== 'warm') return 'cold';
  if (source !== 'vsphere' && source !== 'ovirt') {
    gaps.add(
      {
        wave: wave.name,
        what: `${source} machines cannot be moved warm`,
        remedy: 'They are planned cold; their downtime is the whole copy',
        effect: 'note',
      },
      move.workloadName,
    );
    return 'cold';
  }
  if (workload?.facts.changeTracking === true) return 'warm';
  const state = workload?.facts.changeTracking === false ? 'off' : 'unknown';
  gaps.add(
    {
      wave: wave.name,
      what: `changed block tracking is ${state}, which warm migration needs`,
      remedy: 'They are planned cold; switch tracking on (ctkEnabled), import again and make the plan again',
      effect: 'note',
    },
    move.workloadName,
  );
  return 'cold';
}

/** Bundles of every wave, in order, and the moves that Forklift cannot do, as gaps. */
export function bundlesOf(input: ArtefactInput, gaps: GapList): Bundle[] {
  const sites = new Map(input.sites.sites.map((site) => [site.id, site]));
  const bundles: Bundle[] = [];
  for (const wave of input.plan.waves) {
    const byKey = new Map<string, { first: Omit<Bundle, 'moves' | 'name'>; moves: Move[] }>();
    for (const move of wave.moves) {
      if (move.target !== 'openshift-virtualization') continue;
      const sourceType = Object.hasOwn(FORKLIFT_SOURCES, move.fromPlatform)
        ? FORKLIFT_SOURCES[move.fromPlatform]
        : undefined;
      if (sourceType === undefined) {
        gaps.add(
          {
            wave: wave.name,
            what: `Forklift does not read from platform "${move.fromPlatform}"`,
            remedy: 'Move these with virt-v2v or a disk upload (virtctl image-upload); they are in no file',
            effect: 'blocks',
          },
          move.workloadName,
        );
        continue;
      }
      const targetSite = sites.get(move.toSiteId);
      const sourceSite = move.fromSiteId === null ? undefined : sites.get(move.fromSiteId);
      const type = migrationType(move, input.workloads.get(move.workloadId), targetSite, wave, sourceType, gaps);
      const source = move.fromSiteId ?? move.nativeIds[0]?.sourceId ?? move.fromPlatform;
      const key = JSON.stringify([move.toSiteId, source, sourceType, type]);
      const known = byKey.get(key);
      if (known) known.moves.push(move);
      else {
        byKey.set(key, {
          first: {
            wave,
            targetSite,
            sourceSite,
            sourceType,
            type,
            targetSiteId: move.toSiteId,
            sourceName: dnsLabel(setting(sourceSite?.settings, 'forkliftProvider') ?? source),
            forkliftNamespace: setting(targetSite?.settings, 'forkliftNamespace') ?? FORKLIFT_NAMESPACE,
            targetNamespace: dnsLabel(setting(targetSite?.settings, 'namespace') ?? input.plan.name),
          },
          moves: [move],
        });
      }
    }
    for (const [, { first, moves }] of [...byKey].sort(([a], [b]) => compareText(a, b))) {
      const name = dnsLabel(
        `${input.plan.name}-${wave.name}-${first.sourceName}${first.type === 'warm' ? '-warm' : ''}`,
      );
      bundles.push({ ...first, moves: moves.sort((a, b) => compareText(a.workloadId, b.workloadId)), name });
    }
  }
  return bundles;
}
