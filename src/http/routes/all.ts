/** Every route's handler, by the route's name. */

import type { ROUTES } from '../../api/routes.ts';
import type { Route } from '../../api/route.ts';
import type { Background } from '../background.ts';
import type { Handler, Handlers } from '../handler.ts';
import type { AppOptions } from '../server-settings.ts';
import { applicationHandlers } from './applications.ts';
import { assessmentHandlers } from './assessments.ts';
import { auditHandlers } from './audit.ts';
import { checkHandlers, findingTrendHandlers } from './checks.ts';
import { classificationHandlers } from './classifications.ts';
import { controlHandlers } from './controls.ts';
import { costHandlers } from './costs.ts';
import { decisionHandlers } from './decisions.ts';
import { correctionHandlers } from './corrections.ts';
import { exitHandlers } from './exit.ts';
import { evidenceExportHandlers } from './evidence-exports.ts';
import { forecastHandlers } from './forecasts.ts';
import { generationHandlers } from './generations.ts';
import { gpuHandlers } from './gpu.ts';
import { hostHandlers } from './hosts.ts';
import { inventoryHandlers } from './inventory.ts';
import { liveSourceHandlers, sourceKindHandlers } from './live-sources.ts';
import { operationHandlers } from './operations.ts';
import { packHandlers } from './packs.ts';
import { pathHandlers } from './paths.ts';
import { placementHandlers } from './placements.ts';
import { planHandlers } from './plans.ts';
import { priceHandlers } from './prices.ts';
import { ruleHandlers } from './rules.ts';
import { rightSizingHandlers } from './rightsizing.ts';
import { sessionHandlers } from './session.ts';
import { siteHandlers } from './sites.ts';
import { sovereigntyHandlers } from './sovereignty.ts';
import { sourceHandlers } from './sources.ts';
import { tokenHandlers } from './tokens.ts';
import { waiverHandlers } from './waivers.ts';
import { windowsContainerHandlers } from './windows-containers.ts';
import { workloadHandlers } from './workloads.ts';

export function handlersOf(options: AppOptions, background: Background): Readonly<Record<string, Handler<Route>>> {
  const handlers: Handlers<typeof ROUTES> = {
    ...sessionHandlers(),
    ...tokenHandlers,
    ...operationHandlers(background),
    ...sourceHandlers(options, background),
    ...sourceKindHandlers,
    ...liveSourceHandlers(background),
    ...applicationHandlers,
    ...correctionHandlers,
    ...classificationHandlers,
    ...generationHandlers,
    ...workloadHandlers,
    ...inventoryHandlers,
    ...siteHandlers,
    ...sovereigntyHandlers,
    ...assessmentHandlers(background),
    ...ruleHandlers,
    ...windowsContainerHandlers,
    ...checkHandlers(background),
    ...controlHandlers(options, background),
    ...packHandlers,
    ...findingTrendHandlers,
    ...waiverHandlers,
    ...placementHandlers(background),
    ...hostHandlers(background),
    ...gpuHandlers(background),
    ...planHandlers(background),
    ...pathHandlers,
    ...exitHandlers(background),
    ...costHandlers(background),
    ...rightSizingHandlers,
    ...forecastHandlers,
    ...priceHandlers(options, background),
    ...auditHandlers,
    ...evidenceExportHandlers,
    ...decisionHandlers(background),
  };
  // Each handler takes its own route's input, which its route's schemas have checked by then.
  return handlers;
}
