/** Every route of the API, by the name clients call it. */

import { applicationRoutes } from './applications.ts';
import { assessmentRoutes } from './assessments.ts';
import { checkRoutes } from './checks.ts';
import { findingTrendRoutes } from './finding-trend.ts';
import { waiverRoutes } from './waivers.ts';
import { classificationRoutes } from './classifications.ts';
import { controlRoutes } from './controls.ts';
import { costRoutes } from './costs.ts';
import { correctionRoutes } from './corrections.ts';
import { decisionRoutes } from './decisions.ts';
import { auditRoutes } from './evidence.ts';
import { exitRoutes } from './exit.ts';
import { evidenceExportRoutes } from './evidence-exports.ts';
import { forecastRoutes } from './forecasts.ts';
import { generationRoutes } from './generations.ts';
import { gpuRoutes } from './gpu.ts';
import { hostRoutes } from './hosts.ts';
import { inventoryRoutes } from './inventory.ts';
import { packRoutes } from './packs.ts';
import { pathRoutes } from './paths.ts';
import { placementRoutes } from './placements.ts';
import { planRoutes } from './plans.ts';
import { priceRoutes } from './prices.ts';
import { ruleRoutes } from './rules.ts';
import { rightSizingRoutes } from './rightsizing.ts';
import { serverRoutes } from './server.ts';
import { siteRoutes } from './sites.ts';
import { sovereigntyRoutes } from './sovereignty.ts';
import { liveSourceRoutes } from './live-sources.ts';
import { sourceKindRoutes } from './source-kinds.ts';
import { sourceRoutes } from './sources.ts';
import { windowsContainerRoutes } from './windows-containers.ts';
import { workloadRoutes } from './workloads.ts';

export const ROUTES = {
  ...serverRoutes,
  ...sourceRoutes,
  ...sourceKindRoutes,
  ...liveSourceRoutes,
  ...applicationRoutes,
  ...correctionRoutes,
  ...classificationRoutes,
  ...generationRoutes,
  ...workloadRoutes,
  ...inventoryRoutes,
  ...siteRoutes,
  ...sovereigntyRoutes,
  ...assessmentRoutes,
  ...ruleRoutes,
  ...windowsContainerRoutes,
  ...checkRoutes,
  ...controlRoutes,
  ...packRoutes,
  ...findingTrendRoutes,
  ...waiverRoutes,
  ...placementRoutes,
  ...hostRoutes,
  ...gpuRoutes,
  ...planRoutes,
  ...pathRoutes,
  ...exitRoutes,
  ...rightSizingRoutes,
  ...forecastRoutes,
  ...priceRoutes,
  ...costRoutes,
  ...auditRoutes,
  ...decisionRoutes,
  ...evidenceExportRoutes,
} as const;
