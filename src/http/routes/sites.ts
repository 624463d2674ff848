/** The sites file. */

import type { siteRoutes } from '../../api/sites.ts';
import { enrichSite } from '../../core/policy/enrich-site.ts';
import { sitesTemplate } from '../../core/policy/template/sites-template.ts';
import type { ServiceContext } from '../../services/context.ts';
import { changeSite } from '../../services/edit-site.ts';
import { loadEstate, newestGeneration } from '../../services/generations.ts';
import { putSites, requireSites } from '../../services/sites-document.ts';
import type { SitesInForce } from '../../services/sites-document.ts';
import { sitesWarnings } from '../../services/sites-warnings.ts';
import type { Handlers } from '../handler.ts';
import { given } from '../wire.ts';

async function described(context: ServiceContext, { text, digest, updatedAt, file }: SitesInForce) {
  const sites = file.sites.map((site) => ({ ...site }));
  const warnings = await sitesWarnings(context, file);
  return { text, digest, updatedAt, sites, warnings, exposure: await exposureOf(context, file) };
}

async function exposureOf(context: ServiceContext, { sites }: SitesInForce['file']) {
  const catalog = await context.catalog();
  const today = context.clock().toISOString().slice(0, 10);
  return sites.map((site) => {
    const { attributes, partial } = enrichSite(site, catalog, today);
    const { exposedLaws } = attributes;
    return {
      siteId: site.id,
      laws: Array.isArray(exposedLaws) ? exposedLaws.map(String) : [],
      missing: [...(partial['exposedLaws'] ?? [])],
    };
  });
}

const NOTHING_YET = { workloads: [], hosts: [], clusters: [], networks: [], datastores: [] };

export const siteHandlers: Handlers<typeof siteRoutes> = {
  getSites: async (context) => described(context, await requireSites(context)),
  putSites: async (context, { body }) => described(context, await putSites(context, body.text)),
  changeSite: async (context, { params, body }) =>
    described(context, await changeSite(context, params.id, given(body))),
  async sitesTemplate(context) {
    const generation = await newestGeneration(context);
    const estate = generation === undefined ? NOTHING_YET : await loadEstate(context, generation.number);
    return { text: sitesTemplate(estate, await context.catalog()) };
  },
};
