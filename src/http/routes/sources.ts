/** Sources and imports. */

import path from 'node:path';
import type { ImportResult, SourceDocument, sourceRoutes } from '../../api/sources.ts';
import type { ServiceContext } from '../../services/context.ts';
import type { ImportOutcome } from '../../services/import-items.ts';
import { listObservations } from '../../services/list-observations.ts';
import { connectSource } from '../../services/connect-source.ts';
import { updateSource } from '../../services/source-update.ts';
import { getSource, listImportIssues, listSources } from '../../services/sources.ts';
import type { SourceWithReceipt } from '../../services/sources.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';
import type { AppOptions } from '../server-settings.ts';
import { takeUpload } from '../upload.ts';
import { given, wire } from '../wire.ts';

/** The wire has mutable lists; the core's are read-only. The shapes are the same. */
const resultOf = ({ importId, generation, changed, receipt, issues, source, more }: ImportOutcome): ImportResult =>
  ({
    importId,
    generation: generation.number,
    changed,
    receipt,
    issues,
    source,
    ...(more !== undefined && { more }),
  }) as ImportResult;

const documentOf = (source: SourceWithReceipt): SourceDocument => wire(source);

export function sourceHandlers(options: AppOptions, background: Background): Handlers<typeof sourceRoutes> {
  return {
    async importFile(context, { query, body, request }) {
      const { provider, fileName, sourceName, force } = query;
      const file = await takeUpload(context.home, { body, request, fileName }, options);
      const importUpload = async (inner: ServiceContext): Promise<ImportResult> => {
        const request = { providerKind: provider, path: file.path, fileName: path.basename(fileName) };
        if (provider === 'estate') {
          const { importEstate } = await import('../../services/import-estate.ts');
          return resultOf(await importEstate(inner, request));
        }
        const { importFile } = await import('../../services/import-file.ts');
        return resultOf(await importFile(inner, given({ ...request, sourceName, force })));
      };
      return background.start(context, 'import', importUpload, async () => file[Symbol.asyncDispose]());
    },
    importDemo: (context, { body }) =>
      background.start(context, 'demo', async (inner) => {
        const { importDemo } = await import('../../services/import-demo.ts');
        return resultOf(await importDemo(inner, body));
      }),
    async listImportIssues(context, { params, query }) {
      const page = await listImportIssues(context, params.id, query);
      return { ...page, items: [...page.items] };
    },
    async listObservations(context, { query }) {
      const { generation, items, ...rest } = await listObservations(context, query);
      return { generation, items: items.map((item) => ({ ...item })), ...rest };
    },
    async connectSource(context, { body }) {
      const { source, notes } = await connectSource(context, body);
      return { source: documentOf(source), notes: [...notes] };
    },
    async getSource(context, { params }) {
      return documentOf(await getSource(context, params.id));
    },
    async updateSource(context, { params, body }) {
      const { source, notes } = await updateSource(context, params.id, body);
      return { source: documentOf(source), notes: [...notes] };
    },
    async listSources(context) {
      const items = (await listSources(context)).map(documentOf);
      return { items, total: items.length };
    },
  };
}
