/** Waivers. */

import type { waiverRoutes } from '../../api/waivers.ts';
import { approveWaiver, rejectWaiver, withdrawWaiver } from '../../services/approve-waiver.ts';
import type { ServiceContext } from '../../services/context.ts';
import { today } from '../../services/decide.ts';
import { requestWaiver, requestWaivers } from '../../services/request-waiver.ts';
import { describeWaiver, getWaiver, listWaivers } from '../../services/waivers.ts';
import type { Handlers } from '../handler.ts';

const said = async (context: ServiceContext, change: ReturnType<typeof approveWaiver>) =>
  describeWaiver(await change, today(context));

export const waiverHandlers: Handlers<typeof waiverRoutes> = {
  async listWaivers(context, { query }) {
    const items = await listWaivers(context, query);
    return { items, total: items.length };
  },
  getWaiver: (context, { params }) => getWaiver(context, params.id),
  requestWaiver: (context, { body }) => said(context, requestWaiver(context, body)),
  async requestWaivers(context, { body }) {
    const items = [...(await requestWaivers(context, body.text))];
    return { items, total: items.length };
  },
  approveWaiver: (context, { params, body }) =>
    said(context, approveWaiver(context, params.id, body.note, body.digest)),
  rejectWaiver: (context, { params, body }) => said(context, rejectWaiver(context, params.id, body.note)),
  withdrawWaiver: (context, { params, body }) => said(context, withdrawWaiver(context, params.id, body.note)),
};
