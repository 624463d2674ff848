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
import { addDestination, combined, missingAt, shownHop, worst } from './combine.ts';
import type { BrokenHop, JudgedHop, JudgedPath, PathChoice, PathVerdict } from './hop.ts';
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
  /** Moves that start at sites with one key pass the same hops. */
  startKey(fromSiteId: string | null): string;
}

export interface PathAnswer {
  readonly verdict: PathVerdict;
  readonly method: string | null;
  readonly broken: readonly BrokenHop[];
  readonly unknown: readonly BrokenHop[];
}

export interface PathJudgeOptions {
  readonly engine: PolicyEngine;
  readonly catalog: Catalog;
  readonly sites: SitesFile;
}

/** @throws IST-6020 when `migration.methods` names a way that is none */
export function createPathJudge({ engine, catalog, sites: file }: PathJudgeOptions): PathJudge {
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
  const startKey = keyOfStarts(file, facts);
  const answers = new Map<WorkloadClass, Map<string, PathAnswer>>();
  const choices = new Map<string, PathChoice>();
  const allowed = new Map<string | null, PathAnswer>();

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
      const named = unknown.map(({ ruleId, missing }) => ({ ruleId, missing: missingAt(placed.hop, missing) }));
      return { hop: placed.hop, answer: { violated, unknown: named } };
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

  function answerOf(workload: Workload, from: string | null, to: EnrichedSite): PathAnswer {
    const workloads = judge.classOf(workload);
    const start = from === null ? undefined : sites.get(from);
    let found: PathAnswer | undefined;
    for (const way of waysTo(workload, to)) {
      const answer = wayAnswer(way, itineraries.of(way, workloads, start, to, `~${startKey(from)}`), workloads);
      if (found === undefined || RANK[answer.verdict] < RANK[found.verdict]) found = answer;
      if (found.verdict === 'allowed') break;
    }
    return found ?? wayAnswer(null, [], workloads);
  }

  function wayAnswer(method: string | null, hops: readonly PlacedHop[], workloads: WorkloadClass): PathAnswer {
    const broken: BrokenHop[] = [];
    const unknown: BrokenHop[] = [];
    for (const placed of hops) {
      if (!placed.hop.counts) continue;
      const answer = answerAt(workloads, placed);
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
    const key = `${toSiteId}|${workload.facts.platform ?? ''}|${startKey(fromSiteId)}`;
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = answerOf(workload, fromSiteId, siteOf(toSiteId))));
    return found;
  }

  return {
    startKey,
    answer,
    choose(workload, fromSiteId, toSiteId) {
      const to = siteOf(toSiteId);
      const alike = `${engine.classKey(workload)}|${judge.classOf(workload).key}|${workload.facts.platform ?? ''}`;
      const key = `${alike}|${fromSiteId ?? ''}|${toSiteId}`;
      let choice = choices.get(key);
      if (choice === undefined) {
        const all = waysTo(workload, to).map((way) => judged(workload, way, fromSiteId, to));
        choices.set(key, (choice = chosen(all, answer(workload, fromSiteId, toSiteId).method)));
      }
      return choice;
    },
  };
}

const RANK: Readonly<Record<PathVerdict, number>> = { allowed: 0, unknown: 1, violated: 2 };

function chosen(all: readonly JudgedPath[], method: string | null): PathChoice {
  const [first] = all;
  const taken = all.find((path) => path.method === method) ?? first;
  if (first === undefined || taken === undefined) throw new TypeError('a move has at least one path');
  const others = all.flatMap((path) =>
    path === taken || path.method === null ? [] : [{ method: path.method, verdict: path.verdict }],
  );
  return { ...taken, because: becauseOf(taken, first), others };
}

function becauseOf(taken: JudgedPath, first: JudgedPath): string {
  if (taken === first) return taken.method === null ? 'no way of moving leads there' : 'the first way that fits';
  // What both ways share does not tell them apart.
  const shared = new Set(taken.hops.map(reproach));
  const at =
    first.hops.find((hop) => hop.state === first.verdict && !shared.has(reproach(hop))) ??
    first.hops.find((hop) => hop.state === first.verdict);
  const rules = at === undefined ? [] : [...at.violated, ...at.unknown.map(({ ruleId }) => ruleId)];
  const what = at?.state === 'violated' ? 'breaks' : 'may break';
  return `${first.method ?? ''} ${what} ${rules[0] ?? 'a rule'} at ${at?.role ?? 'a hop'}`;
}

const reproach = ({ role, state, violated, unknown }: JudgedHop): string =>
  [role, state, ...violated, ...unknown.map(({ ruleId }) => ruleId)].join(' ');
