/** What people know better than the sources. */

import type { CorrectedDocument, correctionRoutes } from '../../api/corrections.ts';
import {
  deleteCorrection,
  joinWorkloads,
  keepApart,
  listCorrections,
  preferSource,
} from '../../services/corrections.ts';
import type { CorrectionMade } from '../../services/corrections.ts';
import { listSameMachineProposals } from '../../services/same-machine.ts';
import type { Handlers } from '../handler.ts';
import { wire } from '../wire.ts';

const madeOf = ({ correction, generation, changed, keptId }: CorrectionMade): CorrectedDocument =>
  wire({ correction, generation: generation.number, changed, ...(keptId !== undefined && { keptId }) });

export const correctionHandlers: Handlers<typeof correctionRoutes> = {
  async listCorrections(context) {
    const items = wire(await listCorrections(context));
    return { items, total: items.length };
  },
  async preferSource(context, { body }) {
    const { workload, ...rest } = body;
    return madeOf(await preferSource(context, { ...rest, ...(workload !== undefined && { workload }) }));
  },
  async joinWorkloads(context, { body }) {
    return madeOf(await joinWorkloads(context, body));
  },
  async keepApart(context, { body }) {
    return madeOf(await keepApart(context, body));
  },
  async deleteCorrection(context, { params }) {
    return madeOf(await deleteCorrection(context, params.id));
  },
  async listSameMachineProposals(context) {
    const items = wire(await listSameMachineProposals(context));
    return { items, total: items.length };
  },
};
