/** Files with which one workload is built anew as containers (W4). */

import type { ContainerFilesDocument } from '../api/windows-containers.ts';
import { failure } from '../core/errors/registry.ts';
import type { ContainerTarget } from '../core/plan/artefacts/containers/base-choice.ts';
import { exportContainers } from '../core/plan/artefacts/containers/generate.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { findWorkload } from './get-workload.ts';
import { findSites } from './sites-document.ts';

export interface ContainerFilesRequest {
  readonly workload: string;
  readonly target: ContainerTarget;
  readonly site?: string;
  readonly system?: 'windows' | 'linux';
  readonly asOf?: string;
}

/** Throws IST-2103 and IST-2104 for the workload, IST-4005 for a site that sites.yaml does not have. */
export async function containerFiles(
  context: ServiceContext,
  request: ContainerFilesRequest,
): Promise<ContainerFilesDocument> {
  const { target, system } = request;
  const { workload } = await findWorkload(context, request.workload);
  const result = exportContainers({
    workload,
    target,
    catalog: await context.catalog(),
    asOf: request.asOf ?? today(context),
    settings: await settingsOf(context, request),
    ...(system !== undefined && { system }),
  });
  return {
    workloadId: workload.id,
    workload: workload.facts.name ?? workload.id,
    target,
    items: result.files.map((file) => ({ ...file })),
    gaps: result.gaps.map(({ effect, what, remedy }) => ({ effect, what, remedy })),
  };
}

/** Of the site that was named; without a name of the only one with this target, since several would be a guess. */
async function settingsOf(
  context: ServiceContext,
  { site, target }: ContainerFilesRequest,
): Promise<Readonly<Record<string, string>>> {
  const sites = (await findSites(context))?.file.sites ?? [];
  if (site === undefined) {
    const [only, ...others] = sites.filter((one) => one.target === target);
    return only === undefined || others.length > 0 ? {} : only.settings;
  }
  const found = sites.find(({ id }) => id === site.replace(/^site\//, ''));
  if (found === undefined) throw failure('IST-4005', `sites.yaml has no site "${site}"`);
  return found.settings;
}
