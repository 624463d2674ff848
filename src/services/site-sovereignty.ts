/** Sites as people compare them: who reaches them and why, what softens that, certificates, levels (S1, S2, S5). */

import type { SiteSovereigntyDetailsDocument, SiteSovereigntyDocument } from '../api/sovereignty.ts';
import { getPath } from '../core/policy/attribute-path.ts';
import type { PolicyEngine } from '../core/policy/engine/engine.ts';
import type { SiteReport } from '../core/policy/engine/site-report.ts';
import type { ServiceContext } from './context.ts';
import { policyFor } from './decide.ts';
import { requireSites } from './sites-document.ts';

/** In the order of sites.yaml. Throws IST-4004 without sites. */
export async function listSovereignty(
  context: ServiceContext,
): Promise<{ items: SiteSovereigntyDocument[]; total: number }> {
  const engine = await engineOf(context);
  const items = engine.sites.map(({ site }) => described(engine, engine.describeSite(site.id)));
  return { items, total: items.length };
}

/** Throws IST-4004 without sites, IST-4005 for a site that is not there. */
export async function getSovereignty(context: ServiceContext, siteId: string): Promise<SiteSovereigntyDetailsDocument> {
  const engine = await engineOf(context);
  const report = engine.describeSite(siteId);
  return {
    ...described(engine, report),
    asOf: engine.asOf,
    touchCountries: { countries: [...report.touchCountries.countries], open: [...report.touchCountries.open] },
    facts: report.facts.map(({ id, title, facts }) => ({
      id,
      title,
      facts: facts.map(({ path, meaning, value, provenance }) => ({
        path,
        meaning,
        value: value ?? null,
        origin: provenance?.origin ?? null,
        confidence: provenance?.confidence ?? null,
        from: provenance?.from ?? null,
        asOf: provenance?.asOf ?? null,
      })),
    })),
  };
}

async function engineOf(context: ServiceContext): Promise<PolicyEngine> {
  const { file } = await requireSites(context);
  const { engine } = await policyFor(context, file);
  return engine;
}

function described(engine: PolicyEngine, report: SiteReport): SiteSovereigntyDocument {
  const enriched = engine.sites.find(({ site }) => site.id === report.siteId);
  const facts = report.facts.flatMap((group) => group.facts).filter(({ asked }) => asked);
  const text = (path: string): string | null => {
    const value = getPath(enriched?.attributes, path);
    return typeof value === 'string' ? value : null;
  };
  return {
    siteId: report.siteId,
    name: enriched?.site.name ?? null,
    platform: enriched?.site.platform ?? '',
    region: enriched?.site.region ?? null,
    country: text('country'),
    operator: {
      name: text('operator.name'),
      country: text('operator.country'),
      parentCountry: text('operator.parentCountry'),
      own: getPath(enriched?.attributes, 'operator.own') === true,
    },
    exposure: {
      laws: report.exposure.laws.map(({ id, law, kind, reach, note, conf, because }) => ({
        id,
        law,
        kind,
        reach,
        note: note ?? null,
        confidence: conf,
        because: because.map((each) => ({ ...each })),
      })),
      stated: report.exposure.stated,
      missing: [...report.exposure.missing],
    },
    mitigations: report.mitigations.map(({ id, control, effect, state, missing, confidence }) => ({
      id,
      control,
      effect,
      state,
      missing: [...missing],
      confidence,
    })),
    certificates: report.certificates.map(({ id, scope, level, validTo, state, daysLeft }) => ({
      id,
      scope: scope ?? null,
      level: level ?? null,
      validTo: validTo ?? null,
      state,
      daysLeft,
    })),
    frameworks: report.frameworks.map((framework) => ({
      ...framework,
      levels: framework.levels.map((level) => ({ ...level, missing: [...level.missing] })),
    })),
    known: facts.filter(({ value }) => value !== undefined).length,
    asked: facts.length,
  };
}
