/** A move with waivers: what rules say of its hops and its destination, and what a wave of it shows. */

import { catalog } from '../../../../test/support/catalog.ts';
import { waveFindings } from '../../plan/approval.ts';
import type { WaveFinding } from '../../plan/approval.ts';
import { PlanPaths } from '../../plan/plan-paths.ts';
import type { PlanPath } from '../../plan/plan.ts';
import { createPolicyEngine } from '../engine/engine.ts';
import type { PolicyEngine } from '../engine/engine.ts';
import type { Finding } from '../finding.ts';
import type { Pack } from '../packs/pack.ts';
import type { SitesFile } from '../site.ts';
import type { WaiverInForce } from '../waivers/waiver.ts';
import type { PathFinding } from './hop.ts';
import { createPathJudge } from './judge-path.ts';
import { machine } from './paths.fixture.ts';

export interface MoveGround {
  readonly path: PlanPath;
  readonly atHops: readonly PathFinding[];
  readonly atDestination: readonly Finding[];
  readonly wave: readonly WaveFinding[];
  /** The quick answer of the way taken. */
  readonly verdict: string;
  /** A waiver for what is found at one site or hop, for nothing else. */
  waiverFor(siteId: string): WaiverInForce;
}

/** From "home" to "cloud". */
export function moveGround(
  file: SitesFile,
  packs: readonly Pack[],
  waivers: readonly WaiverInForce[] = [],
): MoveGround {
  const engine = createPolicyEngine({
    packs,
    sites: file.sites,
    catalog,
    organisation: file.organisation,
    declarations: file.declarations,
    asOf: '2026-11-23',
    waivers,
  });
  const judge = createPathJudge({ engine, catalog, sites: file, waivers: waivers.length > 0 });
  const workload = machine();
  const paths = new PlanPaths(judge);
  const path = paths.byId.get(paths.idOf(workload, 'home', 'cloud') ?? '');
  if (path === undefined) throw new TypeError('a move has a path');
  const { violated, unknown, waived = [] } = engine.evaluate(workload, 'cloud');
  const atDestination = engine.findingsAt(workload, 'cloud', [
    ...violated,
    ...unknown,
    ...waived.map(({ ruleId }) => ruleId),
  ]);
  const atHops = judge.findings(workload, 'home', 'cloud');
  return {
    path,
    atHops,
    atDestination,
    wave: waveFindings({ wave: 1, path, names: ['w'], atHops, atDestination }),
    verdict: judge.answer(workload, 'home', 'cloud').verdict,
    waiverFor: (siteId) => waiverOf(engine, [...atHops, ...atDestination], siteId),
  };
}

function waiverOf(engine: PolicyEngine, findings: readonly Finding[], siteId: string): WaiverInForce {
  const pins = findings
    .filter((finding) => finding.siteId === siteId)
    .flatMap(({ ruleId, state, evidence, missing }) => {
      const identity = engine.ruleIdentities.get(ruleId);
      if (identity === undefined || (state !== 'violated' && state !== 'unknown')) return [];
      return [{ ruleId, ...identity, siteId, state, evidence, missing, digest: `${ruleId} ${state}`, findings: 1 }];
    });
  const [first] = pins;
  if (first === undefined) throw new TypeError(`nothing is found at ${siteId}`);
  return {
    id: `w-${siteId}`,
    scope: { pack: first.packId, sites: [siteId] },
    acceptUnknown: true,
    expiresOn: '2027-01-01',
    state: 'approved',
    pins,
  };
}
