/** The rooms of the console. The whole view of a list (filter, sort, tab) is in its address, so that a link shows the same. */

import { createRootRoute, createRoute } from '@tanstack/react-router';
import { ApplicationPage } from '../application/details.tsx';
import { ApplicationListPage } from '../application/list.tsx';
import { AuditPage } from '../audit/page.tsx';
import { CONCENTRATION_MEASURES, CONCENTRATION_OVER } from '../../core/policy/concentration/settings.ts';
import { AssessmentPage } from '../assessment/details.tsx';
import { ContainersPage } from '../containers/page.tsx';
import { ControlPage } from '../controls/details.tsx';
import { ControlListPage } from '../controls/page.tsx';
import { controlListSearch, controlSearch } from '../controls/search.ts';
import { CostPage } from '../cost/page.tsx';
import { ExitPage } from '../exit/page.tsx';
import { FindingPage } from '../finding/details.tsx';
import { FindingListPage } from '../finding/list.tsx';
import { FINDING_LEVELS, FINDING_STATES } from '../finding/words.ts';
import { GenerationListPage } from '../generation/list.tsx';
import { OverviewPage } from '../overview/details.tsx';
import { ComparePage } from '../placement/compare/page.tsx';
import { PlacementPage } from '../placement/details.tsx';
import { DrillPage } from '../placement/drill/page.tsx';
import { HostPage } from '../placement/hosts/page.tsx';
import { WhatIfPage } from '../placement/what-if/page.tsx';
import { PlanPage } from '../plan/details.tsx';
import { RuleListPage } from '../rules/list.tsx';
import { RuleWritePage } from '../rules/write-page.tsx';
import { SizingPage } from '../sizing/page.tsx';
import { SiteFormPage } from '../site/form.tsx';
import { SiteListPage } from '../site/list.tsx';
import { SovereigntyPage } from '../sovereignty/page.tsx';
import { ChangeSourcePage } from '../source/connect/change-page.tsx';
import { ConnectPage } from '../source/connect/connect-page.tsx';
import { SourceListPage } from '../source/list.tsx';
import { WorkloadPage } from '../workload/details.tsx';
import { WorkloadListPage } from '../workload/list.tsx';
import { NotFoundPage } from './not-found.tsx';
import type {
  ApplicationSearch,
  AuditSearch,
  CompareSearch,
  ContainerSearch,
  ConnectSearch,
  CostSearch,
  DrillSearch,
  ExitSearch,
  FindingSearch,
  GenerationSearch,
  HostSearch,
  OneFindingSearch,
  PlanSearch,
  RuleSearch,
  RuleWriteSearch,
  SovereigntySearch,
  TabSearch,
  WorkloadSearch,
} from './search.ts';
import { assessmentSearch, placementSearch, sizingSearch } from './search-readers.ts';
import { oneOf, text, whole } from './search-values.ts';
import { Shell } from './shell.tsx';
import { SignInPage } from './sign-in.tsx';

const rootRoute = createRootRoute({ notFoundComponent: NotFoundPage });
const signIn = createRoute({ getParentRoute: () => rootRoute, path: '/sign-in', component: SignInPage });
const shell = createRoute({ getParentRoute: () => rootRoute, id: 'shell', component: Shell });
const overview = createRoute({ getParentRoute: () => shell, path: '/', component: OverviewPage });
const workloads = createRoute({
  getParentRoute: () => shell,
  path: '/workloads',
  validateSearch: (search): WorkloadSearch => ({
    q: text(search.q),
    sort: text(search.sort),
    cols: text(search.cols),
  }),
  component: WorkloadListPage,
});
const workload = createRoute({
  getParentRoute: () => shell,
  path: '/workloads/$id',
  validateSearch: (search): TabSearch => ({ tab: text(search.tab) }),
  component: WorkloadPage,
});
const applications = createRoute({
  getParentRoute: () => shell,
  path: '/applications',
  validateSearch: (search): ApplicationSearch => ({ q: text(search.q), tab: text(search.tab) }),
  component: ApplicationListPage,
});
const application = createRoute({ getParentRoute: () => shell, path: '/applications/$id', component: ApplicationPage });
const sites = createRoute({
  getParentRoute: () => shell,
  path: '/sites',
  validateSearch: (search): TabSearch => ({ tab: text(search.tab) }),
  component: SiteListPage,
});
const site = createRoute({ getParentRoute: () => shell, path: '/sites/$id', component: SiteFormPage });
const sovereignty = createRoute({
  getParentRoute: () => shell,
  path: '/sovereignty',
  validateSearch: (search): SovereigntySearch => ({ sites: text(search.sites) }),
  component: SovereigntyPage,
});
const assessment = createRoute({
  getParentRoute: () => shell,
  path: '/assessment',
  validateSearch: assessmentSearch,
  component: AssessmentPage,
});
const rules = createRoute({
  getParentRoute: () => shell,
  path: '/assessment/rules',
  validateSearch: ({ q, of, rule }): RuleSearch => ({
    q: text(q),
    of: of === 'own' || of === 'faulty' ? of : undefined,
    rule: text(rule),
  }),
  component: RuleListPage,
});
const writeRule = createRoute({
  getParentRoute: () => shell,
  path: '/assessment/rules/write',
  validateSearch: ({ rule }): RuleWriteSearch => ({ rule: text(rule) }),
  component: RuleWritePage,
});
const sizing = createRoute({
  getParentRoute: () => shell,
  path: '/sizing',
  validateSearch: sizingSearch,
  component: SizingPage,
});
const containers = createRoute({
  getParentRoute: () => shell,
  path: '/containers',
  validateSearch: (search): ContainerSearch => ({
    tab: text(search.tab),
    only: search.only === 'yes' || search.only === 'no' || search.only === 'unknown' ? search.only : undefined,
  }),
  component: ContainersPage,
});
const findings = createRoute({
  getParentRoute: () => shell,
  path: '/findings',
  validateSearch: (search): FindingSearch => ({
    tab: text(search.tab),
    state: FINDING_STATES.find((state) => state === search.state),
    level: FINDING_LEVELS.find((level) => level === search.level),
    change: search.change === 'new' || search.change === 'reopened' ? search.change : undefined,
    workload: text(search.workload),
    pack: text(search.pack),
    rule: text(search.rule),
    site: text(search.site),
  }),
  component: FindingListPage,
});
const finding = createRoute({
  getParentRoute: () => shell,
  path: '/findings/one',
  validateSearch: ({ rule, site, workload: id }): OneFindingSearch => ({
    rule: text(rule) ?? '',
    site: text(site) ?? '*',
    workload: text(id),
  }),
  component: FindingPage,
});
const controls = createRoute({
  getParentRoute: () => shell,
  path: '/controls',
  validateSearch: controlListSearch,
  component: ControlListPage,
});
const control = createRoute({
  getParentRoute: () => shell,
  path: '/controls/$framework/$control',
  validateSearch: controlSearch,
  component: ControlPage,
});
const placement = createRoute({
  getParentRoute: () => shell,
  path: '/placement',
  validateSearch: placementSearch,
  component: PlacementPage,
});
const whatIf = createRoute({ getParentRoute: () => shell, path: '/placement/what-if', component: WhatIfPage });
const compare = createRoute({
  getParentRoute: () => shell,
  path: '/placement/compare',
  validateSearch: ({ a, b }): CompareSearch => ({ a: text(a), b: text(b) }),
  component: ComparePage,
});
const drill = createRoute({
  getParentRoute: () => shell,
  path: '/placement/drill',
  validateSearch: ({ of }): DrillSearch => ({ of: text(of) }),
  component: DrillPage,
});
const hosts = createRoute({
  getParentRoute: () => shell,
  path: '/placement/hosts',
  validateSearch: ({ site }): HostSearch => ({ site: text(site) }),
  component: HostPage,
});
const cost = createRoute({
  getParentRoute: () => shell,
  path: '/cost',
  validateSearch: ({ path, tab }): CostSearch => ({ path: text(path), tab: text(tab) }),
  component: CostPage,
});
const plan = createRoute({
  getParentRoute: () => shell,
  path: '/plan',
  validateSearch: (search): PlanSearch => ({ wave: whole(search.wave) }),
  component: PlanPage,
});
const exit = createRoute({
  getParentRoute: () => shell,
  path: '/exit',
  validateSearch: ({ of, over, measure, all }): ExitSearch => ({
    of: text(of),
    over: oneOf(over, CONCENTRATION_OVER),
    measure: oneOf(measure, CONCENTRATION_MEASURES),
    all: all === true ? true : undefined,
  }),
  component: ExitPage,
});
const sources = createRoute({
  getParentRoute: () => shell,
  path: '/sources',
  validateSearch: (search): TabSearch => ({ tab: text(search.tab) }),
  component: SourceListPage,
});
const connectSource = createRoute({
  getParentRoute: () => shell,
  path: '/sources/connect',
  validateSearch: (search): ConnectSearch => ({ kind: text(search.kind) }),
  component: ConnectPage,
});
const changeSource = createRoute({
  getParentRoute: () => shell,
  path: '/sources/$id/change',
  component: ChangeSourcePage,
});
const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: (search): AuditSearch => ({
    tab: text(search.tab),
    actor: text(search.actor),
    action: text(search.action),
    object: text(search.object),
    since: text(search.since),
    until: text(search.until),
    decision: text(search.decision),
  }),
  component: AuditPage,
});
const generations = createRoute({
  getParentRoute: () => shell,
  path: '/generations',
  validateSearch: (search): GenerationSearch => ({ from: whole(search.from), to: whole(search.to) }),
  component: GenerationListPage,
});

export const routeTree = rootRoute.addChildren([
  signIn,
  shell.addChildren([
    overview,
    workloads,
    workload,
    applications,
    application,
    sites,
    site,
    sovereignty,
    assessment,
    rules,
    writeRule,
    sizing,
    containers,
    findings,
    finding,
    controls,
    control,
    placement,
    whatIf,
    compare,
    drill,
    hosts,
    cost,
    plan,
    exit,
    sources,
    connectSource,
    changeSource,
    audit,
    generations,
  ]),
]);
