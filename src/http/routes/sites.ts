/** The sites file. */

import type { siteRoutes } from '../../api/sites.ts';
import { sitesTemplate } from '../../core/policy/template/sites-template.ts';
import { loadEstate, newestGeneration } from '../../services/generations.ts';
import { putSites, requireSites } from '../../services/sites-document.ts';
import type { SitesInForce } from '../../services/sites-document.ts';
import type { Handlers } from '../handler.ts';

const described = ({ text, digest, updatedAt, file }: SitesInForce) => ({
  text,
  digest,
  updatedAt,
  sites: file.sites.map((site) => ({ ...site })),
  warnings: [],
});

const NOTHING_YET = { workloads: [], hosts: [], clusters: [], networks: [], datastores: [] };

export const siteHandlers: Handlers<typeof siteRoutes> = {
  getSites: async (context) => described(await requireSites(context)),
  putSites: async (context, { body }) => described(await putSites(context, body.text)),
  async sitesTemplate(context) {
    const generation = await newestGeneration(context);
    const estate = generation === undefined ? NOTHING_YET : await loadEstate(context, generation.number);
    return { text: sitesTemplate(estate, await context.catalog()) };
  },
};
