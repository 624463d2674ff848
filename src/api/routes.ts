/** Every route of the API, by the name clients call it. */

import { decisionRoutes } from './decisions.ts';
import { inventoryRoutes } from './inventory.ts';
import { serverRoutes } from './server.ts';

export const ROUTES = { ...serverRoutes, ...inventoryRoutes, ...decisionRoutes } as const;
export type RouteName = keyof typeof ROUTES;
