/** The sites file. */

import type { siteRoutes } from '../../api/sites.ts';
import { sitesTemplate } from '../../core/policy/template/sites-template.ts';
import type { ServiceContext } from '../../services/context.ts';
import { loadEstate, newestGeneration } from '../../services/generations.ts';
import { putSites, requireSites } from '../../services/sites-document.ts';
import type { SitesInForce } from '../../services/sites-document.ts';
import { sitesWarnings } from '../../services/sites-warnings.ts';
import type { Handlers } from '../handler.ts';

async function described(context: ServiceContext, { text, digest, updatedAt, file }: SitesInForce) {
  const sites = file.sites.map((site) => ({ ...site }));
  return { text, digest, updatedAt, sites, warnings: await sitesWarnings(context, file) };
}

const NOTHING_YET = { workloads: [], hosts: [], clusters: [], networks: [], datastores: [] };

export const siteHandlers: Handlers<typeof siteRoutes> = {
  getSites: async (context) => described(context, await requireSites(context)),
  putSites: async (context, { body }) => described(context, await putSites(context, body.text)),
  async sitesTemplate(context) {
    const generation = await newestGeneration(context);
    const estate = generation === undefined ? NOTHING_YET : await loadEstate(context, generation.number);
    return { text: sitesTemplate(estate, await context.catalog()) };
  },
};
