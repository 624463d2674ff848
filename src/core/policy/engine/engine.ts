/** The policy engine: packs, sites and declarations in; answers per workload and site, and a check of the estate, out. */

import type { Catalog } from '../../catalog/catalog.ts';
import { failure } from '../../errors/registry.ts';
import type { Workload } from '../../model/workload.ts';
import { enrichSite } from '../enrich-site.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import type { Finding } from '../finding.ts';
import { siteLocator } from '../locate.ts';
import type { Pack } from '../packs/pack.ts';
import type { Declaration, Organisation, Site } from '../site.ts';
import { suggestion } from '../did-you-mean.ts';
import type { FindingLike } from '../waivers/finding-facts.ts';
import { ruleIdentities as ruleIdentitiesOf } from '../waivers/rule-digest.ts';
import type { RuleIdentity } from '../waivers/rule-digest.ts';
import { WaiverBook } from '../waivers/waiver-book.ts';
import type { WaiverAnswer } from '../waivers/waiver-book.ts';
import type { WaiverInForce } from '../waivers/waiver.ts';
import { limitIdentities } from '../concentration/limits.ts';
import type { ConcentrationLimit } from '../concentration/settings.ts';
import { checkEstate } from './check-estate.ts';
import type { EstateCheck } from './check-estate.ts';
import { WorkloadClasses } from './classes.ts';
import type { WorkloadClass } from './classes.ts';
import { appliesId } from './decision.ts';
import type { PolicyAnswer, WaivedRule } from './decision.ts';
import { policyConstants } from './constants.ts';
import { findingOf } from './findings.ts';
import { groupRules } from './groups.ts';
import { Judgements } from './judgements.ts';
import { rulesInForce } from './rules.ts';
import type { Outcome, Rule } from './rules.ts';
import { describeSite } from './site-report.ts';
import type { SiteReport } from './site-report.ts';
import { isStricter } from './strictness.ts';
import { WaivedAnswers } from './waived.ts';
import type { Asked } from './waived.ts';
import { declarer } from './workload-attributes.ts';

export interface PolicyOptions {
  readonly packs: readonly Pack[];
  readonly sites: readonly Site[];
  readonly catalog: Catalog;
  readonly organisation: Organisation;
  readonly declarations: readonly Declaration[];
  /** Packs that sites.yaml says apply; undefined: all, each where its own condition says so. */
  readonly regimes?: readonly string[] | undefined;
  /** ISO date of the check: ages and end dates are counted from it. */
  readonly asOf: string;
  /** Where a workload runs now, or null. Absent: by what each site `matches`. */
  readonly siteOf?: (workload: Workload) => string | null;
  /** Absent: nothing is waived. */
  readonly waivers?: readonly WaiverInForce[];
  /** Limits on concentration, so that waivers know them. They are judged elsewhere: they are about no workload. */
  readonly limits?: readonly ConcentrationLimit[];
}

export interface PolicyResult extends PolicyAnswer {
  /** Every rule in force with its state, built when first read. */
  readonly findings: readonly Finding[];
}

export interface PolicyEngine {
  readonly asOf: string;
  readonly rules: readonly Rule[];
  readonly packs: readonly Pack[];
  readonly sites: readonly EnrichedSite[];
  /** May this workload run at this site? Throws IST-4005 when there is no such site. */
  evaluate(workload: Workload, siteId: string): PolicyResult;
  /** What chosen rules say of a workload at a site; "<pack>/applies" where that cannot be told. Throws IST-4005. */
  findingsAt(workload: Workload, siteId: string, ruleIds: readonly string[]): readonly Finding[];
  /** By rule id: what waivers pin of a rule. */
  readonly ruleIdentities: ReadonlyMap<string, RuleIdentity>;
  /** What the rule looks at; 'workload' for whatever is no rule of a pack. */
  aboutOf(ruleId: string): Rule['about'];
  /** Whether a waiver covers a finding, or did. Give the workload at hand also where the rule is about a whole site. */
  waivedAt(finding: FindingLike, workload?: Workload): WaiverAnswer;
  /** Workloads with the same key get the same answers at every site. */
  classKey(workload: Workload): string;
  /** Where it runs now, by `matches`; null when no site matches. */
  siteOf(workload: Workload): string | null;
  /** Each workload where it runs now. */
  checkEstate(workloads: readonly Workload[]): EstateCheck;
  /** What is known of a site: attributes with their source, exposure, levels. Throws IST-4005. */
  describeSite(siteId: string): SiteReport;
}

/** @throws IST-4012 when `regimes` names a pack that is not among `packs` */
export function createPolicyEngine(options: PolicyOptions): PolicyEngine {
  requireKnown(options);
  const sites = options.sites.map((site) => enrichSite(site, options.catalog, options.asOf));
  const rules = rulesInForce(options.packs, options.regimes);
  const grouping = groupRules(rules);
  const classes = new WorkloadClasses({
    groups: grouping.groups,
    organisation: options.organisation,
    evidenceNames: new Set(Object.keys(options.catalog.sovereignty.evidenceAttributes)),
    declaredOf: declarer(options.declarations),
  });
  const constants = policyConstants(options);
  const judgements = new Judgements(grouping, sites, constants);
  const positions = new Map(sites.map((each, index) => [each.site.id, index]));

  const positionOf = (siteId: string): number => {
    const position = positions.get(siteId);
    if (position !== undefined) return position;
    const near = suggestion(siteId, positions.keys());
    throw failure(
      'IST-4005',
      `There is no site "${siteId}" in sites.yaml.${near} Sites: ${[...positions.keys()].join(', ')}`,
    );
  };
  const finding: MakeFinding = (rule, outcome, workloads, site, place) =>
    findingOf(rule, outcome, judgements.scope(rule.selected, workloads, site), { ...place, site: sites[site] });
  const limits = limitIdentities(options.limits ?? []);
  const ruleIdentities = new Map([...ruleIdentitiesOf(rules.map((rule) => rule.pack)), ...limits]);
  const subjects = new Map<string, Rule['about']>([
    ...rules.map((rule) => [rule.requirement.ruleId, rule.about] as const),
    ...[...limits.keys()].map((id) => [id, 'organisation'] as const),
  ]);
  const aboutOf = (ruleId: string): Rule['about'] => subjects.get(ruleId) ?? 'workload';
  const book = new WaiverBook({ waivers: options.waivers ?? [], asOf: options.asOf, rules: ruleIdentities, aboutOf });
  const findingFor = (
    rule: Rule,
    outcome: Outcome,
    workloads: WorkloadClass,
    site: number,
    workload: Workload,
  ): Finding =>
    finding(rule, outcome, workloads, site, { siteId: sites[site]?.site.id ?? '*', workloadId: workload.id });
  const waived = new WaivedAnswers({
    book,
    rules,
    outcome: (rule, workloads, site) => judgements.outcome(rule, workloads, site),
    finding: findingFor,
  });
  const answerAt = (asked: Asked): PolicyAnswer => {
    const answer = judgements.answer(asked.workloads, asked.site);
    return book.empty ? answer : waived.answer(answer, asked);
  };
  const withWaiver = (made: Finding, workload: Workload | undefined): Finding =>
    book.empty ? made : { ...made, ...book.at(made, workload) };
  const locate = options.siteOf ?? siteLocator(options.sites);

  return {
    asOf: options.asOf,
    rules,
    packs: options.packs.filter((pack) => rules.some((rule) => rule.pack === pack)),
    sites,
    siteOf: locate,
    ruleIdentities,
    aboutOf,
    waivedAt: (made, workload) => book.at(made, workload),
    classKey: (workload) => `${classes.classOf(workload).key}${book.empty ? '' : `|${book.keyOf(workload)}`}`,
    evaluate(workload, siteId) {
      const site = positionOf(siteId);
      const workloads = classes.classOf(workload);
      return new Result(answerAt({ workload, workloads, site }), () =>
        rules.map((rule) =>
          withWaiver(findingFor(rule, judgements.outcome(rule, workloads, site), workloads, site, workload), workload),
        ),
      );
    },
    findingsAt(workload, siteId, ruleIds) {
      const site = positionOf(siteId);
      const workloads = classes.classOf(workload);
      const made = rules
        .filter(({ requirement, pack }) => ruleIds.includes(requirement.ruleId) || ruleIds.includes(appliesId(pack.id)))
        .map((rule) => findingFor(rule, judgements.outcome(rule, workloads, site), workloads, site, workload))
        .filter(({ ruleId }) => ruleIds.includes(ruleId));
      const strictest = new Map<string, Finding>();
      for (const each of made) {
        const known = strictest.get(each.ruleId);
        if (known === undefined || isStricter(each.level, known.level)) strictest.set(each.ruleId, each);
      }
      return [...strictest.values()].map((each) => withWaiver(each, workload));
    },
    checkEstate: (workloads) =>
      checkEstate({
        workloads,
        rules,
        packs: options.packs,
        sites,
        asOf: options.asOf,
        siteOf: (workload) => {
          const id = locate(workload);
          return id === null ? -1 : positionOf(id);
        },
        classOf: (workload) => classes.classOf(workload),
        answer: (workloads, site) => judgements.answer(workloads, site),
        outcome: (rule, workloads, site) => judgements.outcome(rule, workloads, site),
        finding,
        waivers: book.empty
          ? undefined
          : {
              keyOf: (workload) => book.keyOf(workload),
              settled: answerAt,
              covers: (ruleId, asked) => waived.waiverOf(ruleId, asked) !== undefined,
              noted: withWaiver,
            },
      }),
    describeSite: (siteId) => {
      const site = sites[positionOf(siteId)];
      if (site === undefined) throw new TypeError('position without a site');
      return describeSite(site, options.packs, constants, options.catalog);
    },
  };
}

export type MakeFinding = (
  rule: Rule,
  outcome: Outcome,
  workloads: WorkloadClass,
  site: number,
  place: { readonly siteId: string; readonly workloadId?: string; readonly affectedWorkloads?: number },
) => Finding;

/** Findings are rarely looked at, and costly to word: they are made on first reading. */
class Result implements PolicyResult {
  readonly verdict: PolicyAnswer['verdict'];
  readonly violated: readonly string[];
  readonly unknown: readonly string[];
  readonly anywhere: PolicyAnswer['anywhere'];
  readonly waived?: readonly WaivedRule[];
  readonly #make: () => readonly Finding[];
  #findings: readonly Finding[] | undefined;

  constructor(answer: PolicyAnswer, make: () => readonly Finding[]) {
    this.verdict = answer.verdict;
    this.violated = answer.violated;
    this.unknown = answer.unknown;
    this.anywhere = answer.anywhere;
    if (answer.waived !== undefined) this.waived = answer.waived;
    this.#make = make;
  }

  get findings(): readonly Finding[] {
    return (this.#findings ??= this.#make());
  }
}

function requireKnown({ packs, regimes }: PolicyOptions): void {
  const ids = packs.map((pack) => pack.id);
  const strangers = regimes?.filter((id) => !ids.includes(id)) ?? [];
  if (strangers.length === 0) return;
  throw failure(
    'IST-4012',
    `sites.yaml lists ${strangers.length === 1 ? 'a regime' : 'regimes'} for which there is no pack`,
    {
      causes: strangers.map((id) => ({
        where: `regimes: ${id}`,
        message: `no pack has this id.${suggestion(id, ids)} Packs: ${ids.join(', ')}`,
      })),
    },
  );
}
