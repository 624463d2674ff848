/** Controls and the evidence for them. */

import path from 'node:path';
import type { controlRoutes } from '../../api/controls.ts';
import { getControl, listControls } from '../../services/control-matrix.ts';
import { deleteEvidenceImport, getEvidenceImport, listEvidenceImports } from '../../services/import-evidence.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';
import type { AppOptions } from '../server-settings.ts';
import { takeUpload } from '../upload.ts';
import { wire } from '../wire.ts';

export function controlHandlers(options: AppOptions, background: Background): Handlers<typeof controlRoutes> {
  return {
    listControls: async (context, { query }) => wire(await listControls(context, query)),
    getControl: async (context, { params, query }) => wire(await getControl(context, { ...query, ...params })),
    async importEvidence(context, { query, body, request }) {
      const { fileName, site } = query;
      const file = await takeUpload(context.home, { body, request, fileName }, options);
      return background.start(
        context,
        'import',
        async (inner) => {
          const { importEvidenceInThread } = await import('../../services/evidence-thread.ts');
          return importEvidenceInThread(inner, {
            path: file.path,
            fileName: path.basename(fileName),
            ...(site !== undefined && { siteId: site }),
          });
        },
        async () => file[Symbol.asyncDispose](),
      );
    },
    async listEvidenceImports(context) {
      const items = await listEvidenceImports(context);
      return { items, total: items.length };
    },
    getEvidenceImport: (context, { params }) => getEvidenceImport(context, params.id),
    deleteEvidenceImport: (context, { params }) => deleteEvidenceImport(context, params.id),
  };
}
