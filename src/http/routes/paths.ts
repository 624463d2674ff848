/** Paths of moves, and approval of waves. */

import type { pathRoutes } from '../../api/paths.ts';
import type { Handlers } from '../handler.ts';

export const pathHandlers: Handlers<typeof pathRoutes> = {
  async checkPlan(context, { body }) {
    const { checkPlanPaths } = await import('../../services/check-paths.ts');
    return checkPlanPaths(context, body.plan, body.wave);
  },
  async checkMove(context, { body }) {
    const { checkMovePath } = await import('../../services/check-paths.ts');
    return checkMovePath(context, body);
  },
  async listApprovals(context, { params }) {
    const { listApprovals } = await import('../../services/approve-plan.ts');
    return listApprovals(context, params.id);
  },
  async approvePlan(context, { params, body }) {
    const { approvePlan } = await import('../../services/approve-plan.ts');
    return approvePlan(context, params.id, body);
  },
};
