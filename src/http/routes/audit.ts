/** The audit log. */

import type { auditRoutes } from '../../api/evidence.ts';
import type { z } from 'zod';
import type { Handlers } from '../handler.ts';
import { makeCheckpoint } from '../../services/audit-checkpoint.ts';
import { failure } from '../../core/errors/registry.ts';
import { endExport, exportPage, startExport } from '../../services/audit-export.ts';
import { auditKeys, rotateAuditKey } from '../../services/audit-key.ts';
import { auditState, listAudit, verifyAudit } from '../../services/audit-log.ts';
import { cutAudit, redactDetails } from '../../services/audit-remove.ts';
import { eraseActor } from '../../services/erase-actor.ts';

type Keys = Awaited<ReturnType<typeof auditKeys>>;

function shownKeys(keys: Keys): z.output<typeof auditRoutes.listAuditKeys.response> {
  const items = keys.map(({ fingerprint, pem, createdAt }, index) => ({
    fingerprint,
    pem,
    createdAt: createdAt.toISOString(),
    inForce: index === keys.length - 1,
  }));
  return { items, total: items.length };
}

export const auditHandlers: Handlers<typeof auditRoutes> = {
  listAudit: (context, { query }) => listAudit(context, query),
  auditState: (context) => auditState(context),
  async verifyAudit(context) {
    const { faults, ...found } = await verifyAudit(context);
    return { ...found, faults: [...faults] };
  },
  async createAuditCheckpoint(context) {
    const checkpoint = await makeCheckpoint(context);
    if (checkpoint === undefined) throw failure('IST-6105', 'nothing was recorded yet');
    const { seq, at, body, signature } = checkpoint;
    return { seq, at: at.toISOString(), body, signature };
  },
  listAuditKeys: async (context) => shownKeys(await auditKeys(context)),
  rotateAuditKey: async (context) => shownKeys(await rotateAuditKey(context)),
  startAuditExport: (context, { body }) => startExport(context, body),
  auditExportPage: (context, { query }) => exportPage(context, query),
  endAuditExport: async (context, { body }) => ({ text: await endExport(context, body) }),
  async eraseActor(context, { body }) {
    const { redacted, mentioned, replaced, ...erased } = await eraseActor(context, body.name, body.reason);
    return { ...erased, replaced: { ...replaced }, redacted: [...redacted], mentioned: [...mentioned] };
  },
  redactAudit: (context, { body }) => redactDetails(context, body),
  cutAudit: (context, { body }) => cutAudit(context, body),
};
