/** Plans, artefacts, the report, and the evidence. */

import { z } from 'zod';
import type { planRoutes } from '../../api/plans.ts';
import { readContinuation, writeContinuation } from '../../services/continuation.ts';
import { getPlan, listPlans } from '../../services/get-plan.ts';
import { gapText, makeArtefacts } from '../../services/make-artefacts.ts';
import { makeReport } from '../../services/make-report.ts';
import { planMoves } from '../../services/plan-moves.ts';
import { listWhyRecords } from '../../services/results.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

const positionSchema = z.object({ whyRecordsFrom: z.number().int().nonnegative() });

export function planHandlers(background: Background): Handlers<typeof planRoutes> {
  return {
    plan: (context, { body }) => background.start(context, 'plan', (inner) => planMoves(inner, body)),
    async listPlans(context) {
      const items = await listPlans(context);
      return { items, total: items.length };
    },
    async getPlan(context, { params }) {
      return { ...(await getPlan(context, params.id)) };
    },
    async makeArtefacts(context, { body }) {
      const { files, gaps } = await makeArtefacts(context, body.plan, body.to);
      return { items: files.map((file) => ({ ...file })), gaps: gaps.map(gapText) };
    },
    report: (context) => makeReport(context),
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
