/**
 * Forklift moves one source provider to one destination per plan, warm or cold. So each wave falls into bundles, and
 * each bundle becomes one Plan with its own maps.
 */

import { digestText } from '../../../evidence/digest.ts';
import type { Workload, WorkloadFacts } from '../../../model/workload.ts';
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
  /** Name of the Plan and its maps: a DNS label, one of its own. */
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
  const against = againstWarm(workload?.facts ?? {});
  for (const what of against) {
    gaps.add(
      {
        wave: wave.name,
        what,
        remedy: 'They are planned cold; put it right, import again and make the plan again',
        effect: 'note',
      },
      move.workloadName,
    );
  }
  return against.length === 0 ? 'warm' : 'cold';
}

/** What Forklift refuses a warm plan for, in words. What no source said counts as being in the way. */
function againstWarm({ changeTracking, disks, snapshots, powerState, platform }: WorkloadFacts): string[] {
  const against: string[] = [];
  if (changeTracking !== true)
    against.push(
      `changed block tracking is ${changeTracking === false ? 'off' : 'unknown'}, which warm migration needs (ctkEnabled)`,
    );
  else if (disks?.some((disk) => disk.changeTracking === false) === true)
    against.push('changed block tracking is off for a disk, which warm migration needs (scsiN:M.ctkEnabled)');
  if (powerState !== 'on')
    against.push(`power state is ${powerState ?? 'unknown'}, and a warm migration copies a running machine`);
  // Other platforms make and remove their own snapshots for the copy.
  if (platform === 'vsphere' && snapshots?.length !== 0)
    against.push(
      snapshots === undefined
        ? 'snapshots are unknown, and Forklift refuses a warm migration where there are some'
        : 'it has snapshots, with which Forklift refuses a warm migration',
    );
  return against;
}

const isForOpenshift = (move: Move): boolean => move.target === 'openshift-virtualization';

/** Names longer than a label are cut; the digest keeps two long names apart. */
function labelOf(text: string): string {
  const whole = dnsLabel(text, Infinity);
  return whole.length <= 63 ? whole : `${dnsLabel(whole, 54)}-${digestText(text).slice(7, 15)}`;
}

/** Bundles of every wave, in order, and the moves that Forklift cannot do, as gaps. */
export function bundlesOf(input: ArtefactInput, gaps: GapList): Bundle[] {
  const sites = new Map(input.sites.sites.map((site) => [site.id, site]));
  const bundles: Bundle[] = [];
  const allMoves = input.plan.waves.flatMap((wave) => wave.moves);
  const targets = new Set(allMoves.filter(isForOpenshift).map((move) => move.toSiteId));
  for (const wave of input.plan.waves) {
    const byKey = new Map<string, { first: Omit<Bundle, 'moves' | 'name'>; moves: Move[] }>();
    for (const move of wave.moves) {
      if (!isForOpenshift(move)) continue;
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
      // One Forklift can serve several clusters: their plans must not overwrite each other.
      const target = targets.size > 1 ? `-${first.targetSiteId}` : '';
      const name = labelOf(
        `${input.plan.name}-${wave.name}-${first.sourceName}${target}${first.type === 'warm' ? '-warm' : ''}`,
      );
      bundles.push({ ...first, moves: moves.sort((a, b) => compareText(a.workloadId, b.workloadId)), name });
    }
  }
  return bundles;
}
