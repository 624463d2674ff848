/** Plans, artefacts, the report, and the evidence. */

import { z } from 'zod';
import type { planRoutes } from '../../api/plans.ts';
import { readContinuation, writeContinuation } from '../../services/continuation.ts';
import { getPlan, listPlans } from '../../services/get-plan.ts';
import { listWhyRecords } from '../../services/results.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

const positionSchema = z.object({ whyRecordsFrom: z.number().int().nonnegative() });

export function planHandlers(background: Background): Handlers<typeof planRoutes> {
  return {
    plan: (context, { body }) =>
      background.start(context, 'plan', async (inner) => {
        const { planMoves } = await import('../../services/plan-moves.ts');
        const { planId } = await planMoves(inner, body);
        return { planId };
      }),
    async listPlans(context) {
      const items = await listPlans(context);
      return { items, total: items.length };
    },
    async getPlan(context, { params }) {
      return { ...(await getPlan(context, params.id)) };
    },
    async makeArtefacts(context, { body }) {
      const { gapText, makeArtefacts } = await import('../../services/make-artefacts.ts');
      const { files, gaps, otherMoves } = await makeArtefacts(context, body.plan, body.to);
      return { items: files.map((file) => ({ ...file })), gaps: gaps.map(gapText), otherMoves };
    },
    async report(context) {
      const { makeReport } = await import('../../services/make-report.ts');
      return makeReport(context);
    },
    async listWhyRecords(context, { query }) {
      const offset = readContinuation(positionSchema, query.continue)?.whyRecordsFrom ?? 0;
      const { items, total } = await listWhyRecords(context, { limit: query.limit, offset });
      const next = offset + items.length;
      return {
        items: items.map((record) => ({ ...record, packs: { ...record.packs } })),
        total,
        ...(next < total && items.length > 0 && { continue: writeContinuation({ whyRecordsFrom: next }) }),
      };
    },
  };
}
