/** Readiness rules. */

import type { ruleRoutes } from '../../api/rules.ts';
import { applyRules, checkRules, deleteRule } from '../../services/apply-rules.ts';
import { getRule, listRules } from '../../services/list-rules.ts';
import { tryRules } from '../../services/try-rules.ts';
import type { Handlers } from '../handler.ts';

export const ruleHandlers: Handlers<typeof ruleRoutes> = {
  async listRules(context) {
    const items = [...(await listRules(context))];
    return { items, total: items.length };
  },
  getRule: (context, { params }) => getRule(context, params.id),
  checkRules: (_context, { body }) => Promise.resolve(checkRules(body.text)),
  tryRules: (context, { body }) => tryRules(context, body.text),
  async applyRules(context, { body }) {
    const items = [...(await applyRules(context, body.text))];
    return { items, total: items.length };
  },
  deleteRule: (context, { params }) => deleteRule(context, params.id),
};
