/** Connected sources: kinds, connecting, reading, believing, and the doctor. */

import type { liveSourceRoutes } from '../../api/live-sources.ts';
import type { sourceKindRoutes } from '../../api/source-kinds.ts';
import { failure } from '../../core/errors/registry.ts';
import { runDoctor } from '../../services/doctor.ts';
import { confirmHeld, rejectHeld } from '../../services/hold.ts';
import { listProviderKinds } from '../../services/provider-kinds.ts';
import { rewrapSecrets } from '../../services/seal-rewrap.ts';
import { deleteSource } from '../../services/source-delete.ts';
import { testSource } from '../../services/source-test.ts';
import { findSource } from '../../services/sources.ts';
import { listSyncs } from '../../services/sync-history.ts';
import { syncSource } from '../../services/sync-source.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';
import { wire } from '../wire.ts';

export const sourceKindHandlers: Handlers<typeof sourceKindRoutes> = {
  async listSourceKinds(context) {
    const { items, refused } = await listProviderKinds(context);
    const { providers } = await context.installation.providers();
    const kitOf = new Map(providers.map(({ kind, kit = [] }) => [kind, kit]));
    return {
      items: items.map((item) => ({
        ...wire(item),
        kit: (kitOf.get(item.kind) ?? []).map(({ name, title, fileName }) => ({ name, title, fileName })),
      })),
      total: items.length,
      refused: wire(refused),
    };
  },
  async getKitFile(context, { params }) {
    const { providers } = await context.installation.providers();
    const kit = providers.find(({ kind }) => kind === params.kind)?.kit ?? [];
    // "default" is the first: what people take along when they have not read what there is.
    const file = params.name === 'default' ? kit[0] : kit.find(({ name }) => name === params.name);
    if (file === undefined) {
      const known = providers.flatMap(({ kind, kit: files = [] }) =>
        files.map(({ name }) => ({ message: `${kind} ${name}` })),
      );
      throw failure('IST-2242', `there is nothing named "${params.name}" to take to ${params.kind}`, { causes: known });
    }
    return file.content();
  },
};

export function liveSourceHandlers(background: Background): Handlers<typeof liveSourceRoutes> {
  return {
    async testSource(context, { params }) {
      return wire(await testSource(context, params.id));
    },
    async syncSource(context, { params, body }) {
      const { id } = await findSource(context, params.id);
      return background.start(context, 'sync', async (inner) => syncSource(inner, id, { full: body.full }));
    },
    async listSyncs(context, { params, query }) {
      return wire(await listSyncs(context, params.id, query));
    },
    async confirmHeld(context, { params }) {
      const { id } = await findSource(context, params.id);
      return background.start(context, 'sync', async (inner) => confirmHeld(inner, id));
    },
    async rejectHeld(context, { params, body }) {
      await rejectHeld(context, params.id, body);
      return { rejected: true };
    },
    async deleteSource(context, { params }) {
      const { id } = await findSource(context, params.id);
      return background.start(context, 'delete-source', async (inner) => {
        const { generation, ...rest } = await deleteSource(inner, id);
        return { ...rest, generation: generation.number };
      });
    },
    async rewrapSecrets(context, { body }) {
      return wire(await rewrapSecrets(context, body));
    },
    async runDoctor(context) {
      return wire(await runDoctor(context));
    },
  };
}
