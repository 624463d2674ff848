/** The rooms of the console. The whole view of a list (filter, sort, tab) is in its address, so that a link shows the same. */

import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { AssessmentPage } from '../assessment/details.tsx';
import { FindingListPage } from '../finding/list.tsx';
import { OverviewPage } from '../overview/details.tsx';
import { PlacementPage } from '../placement/details.tsx';
import { PlanPage } from '../plan/details.tsx';
import { SourceListPage } from '../source/list.tsx';
import { WorkloadPage } from '../workload/details.tsx';
import { WorkloadListPage } from '../workload/list.tsx';
import { Shell } from './shell.tsx';
import { SignInPage } from './sign-in.tsx';

export interface WorkloadSearch {
  readonly q?: string;
  readonly sort?: string;
}
export interface FindingSearch {
  readonly state?: 'violated' | 'unknown';
  readonly pack?: string;
  readonly site?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const rootRoute = createRootRoute();
const signIn = createRoute({ getParentRoute: () => rootRoute, path: '/sign-in', component: SignInPage });
const shell = createRoute({ getParentRoute: () => rootRoute, id: 'shell', component: Shell });
const overview = createRoute({ getParentRoute: () => shell, path: '/', component: OverviewPage });
const workloads = createRoute({
  getParentRoute: () => shell,
  path: '/workloads',
  validateSearch: (search): WorkloadSearch => ({ q: text(search.q), sort: text(search.sort) }),
  component: WorkloadListPage,
});
const workload = createRoute({ getParentRoute: () => shell, path: '/workloads/$id', component: WorkloadPage });
const assessment = createRoute({ getParentRoute: () => shell, path: '/assessment', component: AssessmentPage });
const findings = createRoute({
  getParentRoute: () => shell,
  path: '/findings',
  validateSearch: (search): FindingSearch => ({
    state: search.state === 'unknown' || search.state === 'violated' ? search.state : undefined,
    pack: text(search.pack),
    site: text(search.site),
  }),
  component: FindingListPage,
});
const placement = createRoute({ getParentRoute: () => shell, path: '/placement', component: PlacementPage });
const plan = createRoute({ getParentRoute: () => shell, path: '/plan', component: PlanPage });
const sources = createRoute({ getParentRoute: () => shell, path: '/sources', component: SourceListPage });

const routeTree = rootRoute.addChildren([
  signIn,
  shell.addChildren([overview, workloads, workload, assessment, findings, placement, plan, sources]),
]);

export function createConsoleRouter() {
  return createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
