/**
 * Judges every way from one site to another for a workload (S4), lazily and once per class of workloads, pair of sites
 * and way. The destination is judged by the engine as a whole; what it finds is named at the hop it speaks of.
 */

import type { Catalog } from '../../catalog/catalog.ts';
import { createWayList } from '../../forecast/method.ts';
import type { Workload } from '../../model/workload.ts';
import { policyConstants } from '../engine/constants.ts';
import type { WorkloadClass } from '../engine/classes.ts';
import type { PolicyEngine } from '../engine/engine.ts';
import { declarer } from '../engine/workload-attributes.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import type { SitesFile } from '../site.ts';
import type { HopRole } from '../../catalog/migration-hops.ts';
import { addDestination, combined, missingAt, readsPlace, shownHop, worst } from './combine.ts';
import type { HopUnderJudgement } from './combine.ts';
import { hopFindings, isPartOf } from './hop-findings.ts';
import type { HopAsked } from './hop-findings.ts';
import type { BrokenHop, JudgedPath, PathChoice, PathFinding, WaivedHopRule } from './hop.ts';
import { chosen, leastHarm } from './choose-path.ts';
import type { PathAnswer, WayAnswer } from './choose-path.ts';
import { whereText } from './hop.ts';
import { Itineraries, keyOfStarts } from './itineraries.ts';
import type { PlacedHop } from './itineraries.ts';
import { HopJudge } from './judge-hops.ts';
import type { HopAnswer } from './judge-hops.ts';
import { HopPlaces } from './places.ts';

export interface PathJudge {
  /** The way taken: the first that keeps the rules, else the first that may, else the first. Throws IST-4005. */
  choose(workload: Workload, fromSiteId: string | null, toSiteId: string): PathChoice;
  /** What on the way taken breaks rules or leaves them open, the destination itself left out. Remembered by class. */
  answer(workload: Workload, fromSiteId: string | null, toSiteId: string): PathAnswer;
  /** Moves that start at sites with one key pass the same hops. Undefined: all of them do, wherever they start. */
  readonly startKey: ((fromSiteId: string | null) => string) | undefined;
  /**
   * Findings of the way taken, hop by hop, of every level; what the destination breaks as a whole is the engine's to
   * tell. Each carries the waiver that covers it. `role`: of that hop alone.
   */
  findings(workload: Workload, fromSiteId: string | null, toSiteId: string, role?: HopRole): readonly PathFinding[];
}

export interface PathJudgeOptions {
  readonly engine: PolicyEngine;
  readonly catalog: Catalog;
  readonly sites: SitesFile;
  /** Absent: nothing is waived, and none is looked for. */
  readonly waivers?: boolean;
}

/** @throws IST-6020 when `migration.methods` names a way that is none */
export function createPathJudge({ engine, catalog, sites: file, waivers = false }: PathJudgeOptions): PathJudge {
  const sites = new Map(engine.sites.map((each) => [each.site.id, each]));
  const throughput = catalog['migration-throughput'];
  const ways = createWayList(throughput, file.migration?.methods);
  const titles = new Map(throughput.methods.map(({ id, title }) => [id, title]));
  const places = new HopPlaces(catalog);
  const constants = policyConstants({ catalog, organisation: file.organisation, asOf: engine.asOf });
  const judge = new HopJudge(engine.rules, places, constants, {
    organisation: file.organisation,
    evidenceNames: new Set(Object.keys(catalog.sovereignty.evidenceAttributes)),
    declaredOf: declarer(file.declarations),
  });
  const facts = catalog['migration-hops'];
  const itineraries = new Itineraries({ facts, settings: file.paths, sites }, places);
  const rules = new Map(engine.rules.map((rule) => [rule.requirement.ruleId, rule]));
  const keyOf = keyOfStarts(file, facts);
  const startKey = keyOf ?? (() => '');
  const answers = new Map<WorkloadClass, Map<string, PathAnswer>>();
  const choices = new Map<string, PathChoice>();
  const allowed = new Map<string | null, WayAnswer>();

  const siteOf = (id: string): EnrichedSite => {
    const site = sites.get(id);
    // The engine's error says which sites there are.
    if (site === undefined) throw new TypeError(engine.describeSite(id).siteId);
    return site;
  };
  const waysTo = (workload: Workload, to: EnrichedSite): readonly (string | null)[] => {
    const found = ways(workload.facts.platform, to.site.target).map(({ id }) => id);
    return found.length === 0 ? [null] : found;
  };
  const answerAt = (workloads: WorkloadClass, { hop, places: at }: PlacedHop): HopAnswer =>
    combined(
      at.map((place) => judge.answer(workloads, hop.holds, place)),
      hop.where.oneOf === true,
    );

  function judged(workload: Workload, way: string | null, from: string | null, to: EnrichedSite): JudgedPath {
    const workloads = judge.classOf(workload);
    const start = from === null ? undefined : sites.get(from);
    // The places where data is already are shown, so that every start has its own.
    const hops = itineraries.of(way, workloads, start, to, start?.site.id ?? '').map((placed) => {
      const { violated, unknown } = answerAt(workloads, placed);
      const named = unknown.map(({ ruleId, missing }) => ({
        ruleId,
        missing: missingAt(placed.hop, missing, readsPlace(rules.get(ruleId))),
      }));
      return withoutWaived({ violated, unknown: named }, { placed, method: way, toSiteId: to.site.id, workload });
    });
    addDestination(hops, engine.evaluate(workload, to.site.id), rules);
    const shown = hops.map(shownHop);
    return {
      method: way,
      title: way === null ? 'No way of moving is known' : (titles.get(way) ?? way),
      verdict: worst(shown.map(({ state }) => state)),
      hops: shown,
    };
  }

  /** A waiver lifts a "no" and never makes it a "yes"; one for the destination covers what is kept there. */
  function withoutWaived(answer: HopAnswer, asked: HopAsked): HopUnderJudgement {
    const { hop } = asked.placed;
    if (!waivers || (answer.violated.length === 0 && answer.unknown.length === 0)) return { hop, answer };
    const lifted = new Map<string, WaivedHopRule>();
    for (const { ruleId, state, waiver } of waivedFindings(asked)) {
      if (waiver === undefined || (state !== 'violated' && state !== 'unknown')) continue;
      lifted.set(ruleId, { ruleId, state, waiverId: waiver.id, expiresOn: waiver.expiresOn });
    }
    if (lifted.size === 0) return { hop, answer };
    const waived = [...answer.violated, ...answer.unknown.map(({ ruleId }) => ruleId)].flatMap(
      (id) => lifted.get(id) ?? [],
    );
    return {
      hop,
      answer: {
        violated: answer.violated.filter((id) => !lifted.has(id)),
        unknown: answer.unknown.filter(({ ruleId }) => !lifted.has(ruleId)),
      },
      waived,
    };
  }

  function waivedFindings(asked: HopAsked): readonly PathFinding[] {
    const { workload, toSiteId, placed } = asked;
    const found = hopFindings(judge, asked);
    if (!waivers) return found;
    const lifted =
      placed.hop.where.siteId === toSiteId && !placed.hop.differs
        ? (engine.evaluate(workload, toSiteId).waived ?? []).map(({ ruleId }) => ruleId)
        : [];
    const there = lifted.length === 0 ? [] : engine.findingsAt(workload, toSiteId, lifted);
    return found.map((finding) => {
      const own = engine.waivedAt(finding, workload);
      const waiver = own.waiver ?? there.find((whole) => isPartOf(finding, whole))?.waiver;
      return { ...finding, ...own, ...(waiver !== undefined && { waiver }) };
    });
  }

  function answerOf(workload: Workload, from: string | null, to: EnrichedSite): PathAnswer {
    const workloads = judge.classOf(workload);
    // Starts of one key share this answer, so that a start without a key is nobody's.
    const start = startKey(from) === '' ? undefined : sites.get(from ?? '');
    const answers: WayAnswer[] = [];
    for (const way of waysTo(workload, to)) {
      const hops = itineraries.of(way, workloads, start, to, `~${startKey(from)}`);
      const found = wayAnswer(way, hops, workload, to.site.id);
      answers.push(found);
      if (found.verdict === 'allowed') break;
    }
    return leastHarm(answers);
  }

  function wayAnswer(
    method: string | null,
    hops: readonly PlacedHop[],
    workload: Workload,
    toSiteId: string,
  ): WayAnswer {
    const workloads = judge.classOf(workload);
    const broken: BrokenHop[] = [];
    const unknown: BrokenHop[] = [];
    for (const placed of hops) {
      if (!placed.hop.counts) continue;
      const { answer } = withoutWaived(answerAt(workloads, placed), { placed, method, toSiteId, workload });
      const at = { role: placed.hop.role, where: whereText(placed.hop.where) };
      if (answer.violated.length > 0) broken.push({ ...at, rules: answer.violated });
      if (answer.unknown.length > 0) unknown.push({ ...at, rules: answer.unknown.map(({ ruleId }) => ruleId) });
    }
    if (broken.length + unknown.length > 0)
      return { verdict: broken.length > 0 ? 'violated' : 'unknown', method, broken, unknown };
    let same = allowed.get(method);
    if (same === undefined) allowed.set(method, (same = { verdict: 'allowed', method, broken, unknown }));
    return same;
  }

  function answer(workload: Workload, fromSiteId: string | null, toSiteId: string): PathAnswer {
    const workloads = judge.classOf(workload);
    let known = answers.get(workloads);
    if (known === undefined) answers.set(workloads, (known = new Map()));
    // Which waivers speak of a workload is in the engine's class alone.
    const covered = waivers ? engine.classKey(workload) : '';
    const key = `${toSiteId}|${workload.facts.platform ?? ''}|${startKey(fromSiteId)}|${covered}`;
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = answerOf(workload, fromSiteId, siteOf(toSiteId))));
    return found;
  }

  return {
    startKey: keyOf,
    answer,
    findings(workload, fromSiteId, toSiteId, role) {
      const { method } = answer(workload, fromSiteId, toSiteId);
      const start = fromSiteId === null ? undefined : sites.get(fromSiteId);
      const to = siteOf(toSiteId);
      return itineraries
        .of(method, judge.classOf(workload), start, to, start?.site.id ?? '')
        .filter(({ hop }) => role === undefined || hop.role === role)
        .flatMap((placed) => waivedFindings({ placed, method, toSiteId, workload }));
    },
    choose(workload, fromSiteId, toSiteId) {
      const to = siteOf(toSiteId);
      const alike = `${engine.classKey(workload)}|${judge.classOf(workload).key}|${workload.facts.platform ?? ''}`;
      const key = `${alike}|${fromSiteId ?? ''}|${toSiteId}`;
      let choice = choices.get(key);
      if (choice === undefined) {
        const all = waysTo(workload, to).map((way) => judged(workload, way, fromSiteId, to));
        choices.set(key, (choice = chosen(all, answer(workload, fromSiteId, toSiteId))));
      }
      return choice;
    },
  };
}
