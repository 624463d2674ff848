import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { isWithin, judgeIds } from '../../guest-tables.ts';
import { azureMigrateVmware } from '../sources.ts';

export const osListsDisagree = defineRule({
  id: 'azure.os.lists-disagree',
  label: "Azure's lists disagree on the guest",
  description: "The list of endorsed systems and the migration tool's list do not say the same of this guest.",
  remedy: 'Trust the stricter one, or ask support with both references at hand.',
  severity: { 'azure-vm': 'info' },
  source: azureMigrateVmware,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 1,
  evaluate: ({ os }, { catalog }) => {
    const { azureVm } = catalog['guest-support'];
    const rowsOf = (id: string) => azureVm.filter((row) => isWithin(id, row.os));
    return judgeIds(
      os,
      (id) => {
        const verdicts = new Set(rowsOf(id).map(({ verdict }) => verdict));
        if (verdicts.size > 1) return true;
        const finer = azureVm.some((row) => row.os !== id && isWithin(row.os, id) && rowsOf(row.os).length > 1);
        return finer ? undefined : false;
      },
      (id) =>
        `${rowsOf(id)
          .map((row) => `${row.os}: ${row.verdict} (${cite(row)})`)
          .join('; ')}.`,
    );
  },
});
