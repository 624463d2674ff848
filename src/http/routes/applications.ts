/** Applications and dependencies, and what people know better of them. */

import type { ApplicationChangeDocument, applicationRoutes } from '../../api/applications.ts';
import {
  acceptProposal,
  changeMembers,
  deleteApplicationFixes,
  getApplication,
  listApplicationProposals,
  listApplications,
  listDependencies,
  markDependency,
  putApplication,
  putDependency,
  rejectProposal,
  removeDependency,
} from '../../services/applications.ts';
import type { FixOutcome } from '../../services/applications.ts';
import type { Handlers } from '../handler.ts';
import { given, wire } from '../wire.ts';

const changeOf = ({ id, name, generation, changed, moved }: FixOutcome): ApplicationChangeDocument => ({
  id,
  name,
  generation: generation.number,
  changed,
  ...(moved !== undefined && { moved: moved.map((each) => ({ ...each, from: { ...each.from } })) }),
});

export const applicationHandlers: Handlers<typeof applicationRoutes> = {
  async listApplications(context, { query }) {
    return wire(await listApplications(context, given(query)));
  },
  async getApplication(context, { params }) {
    return wire(await getApplication(context, params.id));
  },
  async putApplication(context, { body }) {
    return changeOf(await putApplication(context, given(body)));
  },
  async changeMembers(context, { params, body }) {
    return changeOf(await changeMembers(context, params.id, given(body)));
  },
  async deleteApplicationFixes(context, { params }) {
    return changeOf(await deleteApplicationFixes(context, params.id));
  },
  async listApplicationProposals(context) {
    const found = wire(await listApplicationProposals(context));
    return { ...found, total: found.items.length };
  },
  async acceptProposal(context, { params, body }) {
    return changeOf(await acceptProposal(context, params.id, given(body)));
  },
  async rejectProposal(context, { params, body }) {
    await rejectProposal(context, params.id, body);
    return { rejected: true };
  },
  async listDependencies(context, { query }) {
    return wire(await listDependencies(context, given(query)));
  },
  async putDependency(context, { body }) {
    return changeOf(await putDependency(context, given(body)));
  },
  async removeDependency(context, { params, body }) {
    return changeOf(await removeDependency(context, params.id, body));
  },
  async markDependency(context, { params, body }) {
    return changeOf(await markDependency(context, params.id, body));
  },
};
